/** What many logs may hold. It knows the last one that took it, so that nobody has to search for it. @public */
export abstract class Shareable {
  private takenBy = 0;

  /** Takes it for a log, by the number of that; `false` if that log was the last one to take it. */
  takeFor(log: number): boolean {
    if (this.takenBy === log) return false;
    this.takenBy = log;
    return true;
  }
}
