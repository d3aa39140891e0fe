import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { resolve } from 'node:path';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs the built command line; with `killAfter` it is killed after so many milliseconds unless it has ended. */
export function cli(args: readonly string[], stateFolder: string, killAfter?: number): Promise<Ended> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [resolve('dist/cli.js'), ...args], {
      env: { ...process.env, THREATLINE_STATE_HOME: stateFolder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended: Ended = { code: null, out: '', err: '' };
    child.stdout.on('data', (data: Buffer) => (ended.out += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (ended.err += data.toString('utf8')));
    const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ ...ended, code });
    });
  });
}

/** The only session of a folder; undefined when there is none yet. */
export function sessionOf(folder: string): string | undefined {
  const root = join(folder, '.threat-model/sessions');
  try {
    const name = readdirSync(root).find((entry) => /^\d{8}-\d{6}-/.test(entry));
    return name === undefined ? undefined : join(root, name);
  } catch {
    return undefined;
  }
}
