import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { appConfig } from './appConfig';
import { Lab } from './Lab';

/** The files that tell a portal about a running lab: its configuration and the writers' tokens. */
export class LabState {
  static create(lab: Lab, folder: string): LabState {
    return new LabState(lab, folder);
  }

  /** A Backstage configuration file. */
  readonly configFile: string;
  readonly #lab: Lab;
  readonly #folder: string;

  private constructor(lab: Lab, folder: string) {
    this.#lab = lab;
    this.#folder = folder;
    this.configFile = join(folder, 'app-config.yaml');
  }

  /** Writes all files; tokens first, so that the configuration never names one that is not there. */
  async write(): Promise<void> {
    const tokens = join(this.#folder, 'tokens');
    await mkdir(tokens, { recursive: true, mode: 0o700 });
    const clusters = await Promise.all(
      this.#lab.clusters.map(async cluster => {
        const writerTokenFile = join(tokens, `${cluster.name}.writer`);
        await replaceFile(writerTokenFile, cluster.tokens.writer);
        const { name, title, url, caCertificate } = cluster;
        return {
          name,
          title,
          url,
          caCertificate,
          readerToken: cluster.tokens.reader,
          writerTokenFile,
        };
      }),
    );
    await replaceFile(
      this.configFile,
      `# Written by the lab at its start and when tokens rotate.\n${stringify(
        appConfig(clusters, this.#lab.listed),
      )}`,
    );
  }
}

/** Whoever reads the file sees the old content or the new one, never a part. */
async function replaceFile(path: string, content: string): Promise<void> {
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await rename(unfinished, path);
}
