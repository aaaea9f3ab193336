import { ClusterDescription, CommandOptions } from './commands';
import { CONTROL_PORT } from './ControlServer';

/** Speaks to the control server of a running lab. Errors carry the server's message. */
export class ControlClient {
  static create(url = `http://127.0.0.1:${CONTROL_PORT}`): ControlClient {
    return new ControlClient(url);
  }

  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  async list(): Promise<readonly ClusterDescription[]> {
    return (await this.#call(
      'GET',
      '/clusters',
    )) as readonly ClusterDescription[];
  }

  async run(
    cluster: string,
    command: string,
    options: CommandOptions,
  ): Promise<ClusterDescription> {
    const path = `/clusters/${encodeURIComponent(cluster)}/${command}`;
    return (await this.#call('POST', path, options)) as ClusterDescription;
  }

  async stop(): Promise<void> {
    await this.#call('POST', '/stop', {});
  }

  async #call(method: string, path: string, body?: object): Promise<unknown> {
    const response = await this.#fetch(path, {
      method,
      ...(body && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) {
      const { error } = answer as { error?: string };
      throw new Error(error ?? `${method} ${path}: HTTP ${response.status}`);
    }
    return answer;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    try {
      return await fetch(`${this.#url}${path}`, init);
    } catch (error) {
      throw new Error(
        `No lab answers at ${this.#url}. Start one with: npm run lab -- start`,
        { cause: error },
      );
    }
  }
}
