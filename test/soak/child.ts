import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { WriterTask } from './task';

/** Only a net against hanging. */
const NET_MS = 120_000;

/** Bundles the program of the children into a folder and answers with its path. */
export async function buildWriter(folder: string): Promise<string> {
  const outfile = join(folder, 'writer.mjs');
  mkdirSync(dirname(outfile), { recursive: true });
  const banner = { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" };
  await build({
    entryPoints: [resolve('test/soak/writer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner,
    logLevel: 'error',
  });
  return outfile;
}

/** What a child says, one of these at a time. */
export interface Said {
  ready?: boolean;
  held?: string;
  writing?: boolean;
  /** The temporary file that was about to get its name. */
  frozen?: string;
  stopped?: boolean;
  /** Code of the error that ended it. */
  refused?: string;
  message?: string;
  acknowledged?: number;
}

/** A process that writes a session. */
export class Writer {
  private readonly said: Said[] = [];
  private readonly process: ChildProcess;
  private readonly ended: Promise<void>;
  private heard = (): void => undefined;

  constructor(program: string, task: WriterTask) {
    const child = spawn(process.execPath, [program, JSON.stringify(task)], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.process = child;
    this.ended = new Promise((done) => void child.on('exit', () => done()));
    void this.ended.then(() => this.heard());
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.said.push(JSON.parse(line) as Said);
      this.heard();
    });
  }

  /** The first thing it said that has one of these keys; throws when it ends without. */
  async says(...keys: (keyof Said)[]): Promise<Said> {
    const until = Date.now() + NET_MS;
    for (;;) {
      const found = this.said.find((item) => keys.some((key) => item[key] !== undefined));
      if (found) return found;
      if (Date.now() > until || this.process.exitCode !== null || this.process.signalCode !== null)
        throw new Error(`a writer never said ${keys.join(' or ')}, but ${JSON.stringify(this.said)}`);
      await new Promise<void>((done) => {
        const timer = setTimeout(done, 1000);
        this.heard = () => {
          clearTimeout(timer);
          // The last lines of a process may come after its end.
          setTimeout(done, 5);
        };
      });
    }
  }

  tell(word: 'go' | 'stop'): void {
    this.process.stdin?.write(`${word}\n`);
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** Lets it stop in order; answers with its last words. */
  async finish(): Promise<Said> {
    this.tell('stop');
    const last = await this.says('stopped', 'refused');
    await this.ended;
    return last;
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }
}
