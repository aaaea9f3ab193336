/** Thrown by {@link Field} at a value that no API server would send; caught at the edge of every decoder and nowhere else. */
export class Malformed extends Error {
  constructor(readonly field: string, readonly problem: string) {
    super(`${field}: ${problem}`);
    this.name = 'Malformed';
  }
}
