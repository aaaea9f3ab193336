import { sameData } from '../model/sameData';
import { AccessVerdict } from './accessToPod';

/** One verdict for several doors, or several clients: what is not known of one is not known of all, and where they differ it depends on what tells them apart. @public */
export function accessOfAll(
  verdicts: readonly AccessVerdict[],
  differ: string,
): AccessVerdict {
  const [first] = verdicts;
  if (first === undefined)
    return { code: 'unknown', reason: 'there is nothing to ask' };
  const unknown = verdicts.find(({ code }) => code === 'unknown');
  if (unknown) return unknown;
  if (verdicts.every(verdict => sameData(verdict, first))) return first;
  const by = verdicts.flatMap(verdict => ('by' in verdict ? verdict.by : []));
  const distinct = [
    ...new Map(by.map(object => [JSON.stringify(object), object])).values(),
  ];
  if (verdicts.every(({ code }) => code === 'allow'))
    return { code: 'allow', by: distinct };
  if (
    first.code === 'deny' &&
    verdicts.every(
      verdict => verdict.code === 'deny' && verdict.because === first.because,
    )
  )
    return { code: 'deny', because: first.because, by: distinct };
  const on = verdicts.flatMap(verdict =>
    verdict.code === 'depends' ? verdict.on : [],
  );
  const alike = verdicts.every(({ code }) => code === 'depends');
  return {
    code: 'depends',
    on: [...new Set(alike ? on : [differ, ...on])],
    by: distinct,
  };
}
