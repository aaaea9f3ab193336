import { setTimeout as delay } from 'node:timers/promises';
import type { Json } from '../kubernetesObject';
import type { RequestStep, Step, WatchStep } from './ConformanceCase';
import type { ConformanceRun } from './ConformanceRun';
import type { HttpReply } from './HttpConnection';
import { Normaliser, partsOf } from './Normaliser';

/** An answer without what differs from run to run. */
export interface Outcome {
  readonly status: number;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  /** What of it engines must agree on. */
  readonly compared: Json;
}

const DEADLINE_MS = 20_000;
const POLL_MS = 50;

/** The steps of one case and what came of them. */
export class CaseSteps {
  readonly outcomes: Outcome[] = [];
  readonly #run: ConformanceRun;
  readonly #namespace: string;
  readonly #normaliser: Normaliser;
  readonly #seen = new Map<string, string>();

  constructor(run: ConformanceRun, namespace: string, normaliser: Normaliser) {
    this.#run = run;
    this.#namespace = namespace;
    this.#normaliser = normaliser;
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if ('expireWatches' in step) {
        await this.#run.expireWatches();
      } else if ('watch' in step) {
        await this.#watch(this.#filled(step));
      } else {
        await this.#request(this.#filled(step));
      }
    }
  }

  async #request(step: RequestStep): Promise<void> {
    const { status, headers, text } = await this.#settled(step);
    const json = /json/.test(headers['content-type'] ?? '') && text !== '';
    const raw: Json = json ? JSON.parse(text) : text;
    this.#remember(raw);
    const body = json
      ? this.#normaliser.body(raw)
      : this.#normaliser.text(text);
    const shown = Object.fromEntries(
      ['warning', 'retry-after', 'content-encoding', 'vary', 'content-type']
        .filter(name => headers[name] !== undefined)
        .map(name => [name, this.#normaliser.text(String(headers[name]))]),
    );
    this.outcomes.push({
      status,
      body,
      headers: shown,
      compared: {
        status,
        body: step.compare && json ? partsOf(body, step.compare) : body,
        warning: shown.warning ?? null,
      },
    });
  }

  /** The answer, or the first one that shows what the step waits for. */
  async #settled(step: RequestStep): Promise<HttpReply> {
    const deadline = Date.now() + (step.patience ?? DEADLINE_MS);
    let reply = await this.#run.request(step);
    while (
      step.until &&
      !step.until(reply.status, reply.text) &&
      Date.now() < deadline
    ) {
      await delay(POLL_MS);
      reply = await this.#run.request(step);
    }
    return reply;
  }

  async #watch(step: WatchStep): Promise<void> {
    const hangUp = new AbortController();
    const signal = AbortSignal.any([
      hangUp.signal,
      AbortSignal.timeout(DEADLINE_MS),
    ]);
    const { status, lines } = await this.#run.watch(step, signal);
    const events: Json[] = [];
    const reading = (async () => {
      for await (const line of lines) {
        events.push(this.#normaliser.body(JSON.parse(line)));
        if (events.length === step.events) {
          break;
        }
      }
    })();
    await this.run(step.during ?? []);
    await reading.finally(() => hangUp.abort());
    const compared = events.map(event =>
      step.compare ? partsOf(event, step.compare) : event,
    );
    this.outcomes.push({ status, body: events, headers: {}, compared });
  }

  /** Keeps what later steps refer to: uids, the version of the last answer, its continue token. */
  #remember(body: Json): void {
    if (typeof body !== 'object' || body === null || !('metadata' in body)) {
      return;
    }
    const metadata = body.metadata as Record<string, string> | undefined;
    for (const [name, key] of [
      ['$version', 'resourceVersion'],
      ['$token', 'continue'],
      ['$uid', 'uid'],
    ]) {
      const value = metadata?.[key];
      if (value) {
        this.#seen.set(name, value);
      }
    }
  }

  /** A step with its placeholders filled in, in everything that is sent. */
  #filled<T extends RequestStep | WatchStep>(step: T): T {
    const fill = (_key: string, value: unknown) =>
      typeof value === 'string' ? this.#fill(value) : value;
    const sent = { ...step, expect: undefined, during: undefined };
    return { ...step, ...JSON.parse(JSON.stringify(sent, fill)) };
  }

  #fill(text: string): string {
    let filled = text.replaceAll('$ns', this.#namespace);
    for (const [name, value] of this.#seen) {
      filled = filled.replaceAll(name, value);
    }
    return filled;
  }
}
