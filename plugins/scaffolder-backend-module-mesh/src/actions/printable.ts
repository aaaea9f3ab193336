/** Control characters, and those that reverse the direction of writing. */
const UNPRINTABLE =
  /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text of clusters, fit for a log: nothing in it can forge another line. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}
