const NEWLINE = 0x0a;

/**
 * Cuts a stream of bytes into lines. Bytes are copied only for lines that span chunks, and looked at once.
 *
 * A line that grows beyond the limit ends the splitting: `overflow` becomes true and the rest is ignored.
 */
export class LineSplitter {
  private parts: Buffer[] = [];
  private length = 0;
  private overflowing = false;

  constructor(private readonly longest: number) {}

  get overflow(): boolean {
    return this.overflowing;
  }

  /** Bytes after the last newline. */
  get rest(): number {
    return this.length;
  }

  /** The lines that a chunk completes, without their newlines. */
  *push(chunk: Buffer): Generator<Buffer> {
    let from = 0;
    while (!this.overflowing) {
      const to = chunk.indexOf(NEWLINE, from);
      const part = chunk.subarray(from, to < 0 ? chunk.length : to);
      if (this.length + part.length > this.longest) {
        this.overflowing = true;
        this.take();
        return;
      }
      if (part.length > 0) {
        this.parts.push(part);
        this.length += part.length;
      }
      if (to < 0) return;
      const line = this.take();
      if (line.length > 0) yield line;
      from = to + 1;
    }
  }

  private take(): Buffer {
    const line =
      this.parts.length === 1 ? this.parts[0] : Buffer.concat(this.parts);
    this.parts = [];
    this.length = 0;
    return line;
  }
}
