import { ApiFailure } from './ApiFailure';
import { Clock } from '../Clock';

/** API servers send a bookmark each minute, so silence for longer means that the connection is dead. */
const WITH_BOOKMARKS_MS = 90_000;
/** Without bookmarks nobody knows, and connecting again is cheap. */
const WITHOUT_BOOKMARKS_MS = 35_000;

/**
 * Ends watches from which nothing comes any more (contract R1): a half-open connection reports no error. Remembers over
 * watches whether the server sends bookmarks.
 */
export class Silence {
  private sendsBookmarks: boolean | undefined;
  private lastHeard = 0;

  constructor(private readonly clock: Clock) {}

  /** A line came. */
  heard(): void {
    this.lastHeard = this.clock.elapsed();
  }

  heardBookmark(): void {
    this.sendsBookmarks = true;
  }

  /** Aborts the attempt after too long a silence; the answer tells whether it did. Ends with the attempt. */
  limit(attempt: AbortController): { failure(): ApiFailure | undefined } {
    const began = this.clock.elapsed();
    let failure: ApiFailure | undefined;
    const guard = async () => {
      while (!attempt.signal.aborted) {
        const longest =
          this.sendsBookmarks === false
            ? WITHOUT_BOOKMARKS_MS
            : WITH_BOOKMARKS_MS;
        const silent = this.clock.elapsed() - Math.max(began, this.lastHeard);
        if (silent >= longest) {
          this.sendsBookmarks ??= false;
          failure = new ApiFailure(
            'unreachable',
            `nothing came from a watch for ${longest / 1000} s`,
          );
          attempt.abort();
          return;
        }
        await this.clock.wait(longest - silent, attempt.signal);
      }
    };
    void guard();
    return { failure: () => failure };
  }
}
