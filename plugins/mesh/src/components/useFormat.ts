import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Instant } from '@meshwise/backstage-plugin-mesh-common';
import { useMemo } from 'react';
import { meshTranslationRef } from '../translation';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, durations and times as they are written everywhere. */
export interface Format {
  /** `8 s`, `4 min`, `3 h 12 min`, `12 d`. */
  duration(ms: number): string;
  /** With thousands separators; `≥ 7` when more may exist. */
  count(value: number, options?: { readonly atLeast: boolean }): string;
  /** Date in the reader's zone. */
  date(instant: Instant): string;
  /** Clock time in the reader's zone, with the date unless it is the day of `now`. */
  time(instant: Instant, now: Instant): string;
}

/** The {@link Format} of the reader's language. */
export function useFormat(): Format {
  const { t } = useTranslationRef(meshTranslationRef);
  return useMemo(() => {
    const number = new Intl.NumberFormat();
    const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
    const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
    const full = new Intl.DateTimeFormat(undefined, {
      dateStyle: 'medium',
      timeStyle: 'short',
    });
    return {
      duration(ms) {
        const age = Math.max(0, ms);
        if (age < MINUTE)
          return t('unit.seconds', {
            value: number.format(Math.floor(age / SECOND)),
          });
        if (age < HOUR)
          return t('unit.minutes', {
            value: number.format(Math.floor(age / MINUTE)),
          });
        if (age < DAY) {
          const minutes = Math.floor((age % HOUR) / MINUTE);
          return t('unit.hours', {
            hours: number.format(Math.floor(age / HOUR)),
            minutes: number.format(minutes),
          });
        }
        return t('unit.days', { value: number.format(Math.floor(age / DAY)) });
      },
      count(value, options) {
        return options?.atLeast
          ? t('unit.atLeast', { value: number.format(value) })
          : number.format(value);
      },
      date(instant) {
        return day.format(new Date(instant));
      },
      time(instant, now) {
        const date = new Date(instant);
        return date.toDateString() === new Date(now).toDateString()
          ? clock.format(date)
          : full.format(date);
      },
    };
  }, [t]);
}
