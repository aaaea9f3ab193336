/** Options of {@link Refresher}. */
export interface RefresherOptions<T> {
  readonly load: () => Promise<T>;
  readonly onStart: () => void;
  readonly onValue: (value: T) => void;
  readonly onError: (error: Error) => void;
}

/** Runs one request at a time. A wish that comes meanwhile is remembered and served once afterwards, however often it came. */
export class Refresher<T> {
  private running = false;
  private wanted = false;
  private closed = false;

  private constructor(private readonly options: RefresherOptions<T>) {}

  static create<T>(options: RefresherOptions<T>): Refresher<T> {
    return new Refresher(options);
  }

  refresh(): void {
    this.wanted = true;
    if (!this.running) void this.run();
  }

  /** Answers that arrive later are dropped. */
  close(): void {
    this.closed = true;
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.wanted && !this.closed) {
      this.wanted = false;
      this.options.onStart();
      try {
        const value = await this.options.load();
        if (!this.closed) this.options.onValue(value);
      } catch (error) {
        if (!this.closed)
          this.options.onError(
            error instanceof Error ? error : new Error(String(error)),
          );
      }
    }
    this.running = false;
  }
}
