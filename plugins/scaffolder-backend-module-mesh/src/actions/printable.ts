/** Control characters, and those that reverse the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text of clusters, fit for a log: nothing in it can forge another line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
