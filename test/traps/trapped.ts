import { execFile, type ExecFileException } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const RECORD = join(import.meta.dirname, 'record.cjs');

/** One line of what the traps wrote down. */
export interface Trapped {
  kind: 'ready' | 'socket' | 'name look-up' | 'process';
  name: string;
  args: string[];
  thread: 'main' | 'worker';
}

export interface TrappedRun {
  code: number;
  out: string;
  err: string;
  trapped: Trapped[];
  /** In how many worker threads the traps were set. */
  workers: number;
}

function recordsIn(file: string): Trapped[] {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Trapped);
}

export interface HowToRun {
  cwd: string;
  env: Record<string, string>;
  /** Where the traps write; must be new. */
  file: string;
  /** Command and arguments that start the process in another way, such as without a network. */
  within?: readonly string[];
}

function exitCodeOf(error: ExecFileException | null): number {
  if (error === null) return 0;
  return typeof error.code === 'number' ? error.code : -1;
}

/** Runs `node args` with the traps set. */
export function runTrapped(args: readonly string[], { cwd, env, file, within = [] }: HowToRun): Promise<TrappedRun> {
  const [program = '', ...words] = [...within, process.execPath, '--require', RECORD, ...args];
  return new Promise((done) => {
    execFile(
      program,
      words,
      { cwd, env: { ...env, TRAPS_FILE: file }, maxBuffer: 64 * 1024 * 1024 },
      (error, out, err) => {
        const records = recordsIn(file);
        const workers = records.filter(({ kind, thread }) => kind === 'ready' && thread === 'worker').length;
        done({ code: exitCodeOf(error), out, err, trapped: records.filter(({ kind }) => kind !== 'ready'), workers });
      },
    );
  });
}
