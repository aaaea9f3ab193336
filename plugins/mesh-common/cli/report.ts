/** How bad the news of an answer is. What could not be seen is at least a warning. */
export type ReportSeverity = 'none' | 'warning' | 'error';

/** An answer for people: as data and as text. */
export interface Report {
  readonly data: unknown;
  readonly lines: readonly string[];
  readonly severity: ReportSeverity;
}

const EXIT_CODES: Readonly<Record<ReportSeverity, number>> = {
  none: 0,
  warning: 1,
  error: 2,
};

/** `0`: nothing, or only what is worth knowing. `1`: warnings. `2`: errors. */
export function exitCodeOf({ severity }: Pick<Report, 'severity'>): number {
  return EXIT_CODES[severity];
}
