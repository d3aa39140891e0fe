import type { Readable, Writable } from 'node:stream';
import manifest from '../../package.json';

export const CLI_VERSION: string = manifest.version;

/** Where the command line reads and writes: results to `out`, everything else to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** Present when a person can answer questions. */
  questions?: { input: Readable; output: Writable };
  /** Calls back at the first Ctrl+C; a second one ends the process. Returns the way to stop listening. */
  onInterrupt(callback: () => void): () => void;
}

export function processTerminal(): Terminal {
  const interactive = process.stdin.isTTY && process.stderr.isTTY;
  return {
    out: (text) => process.stdout.write(`${text}\n`),
    err: (text) => process.stderr.write(`${text}\n`),
    ...(interactive ? { questions: { input: process.stdin, output: process.stderr } } : {}),
    onInterrupt(callback) {
      const listener = (): void => callback();
      process.once('SIGINT', listener);
      process.once('SIGTERM', listener);
      return () => {
        process.off('SIGINT', listener);
        process.off('SIGTERM', listener);
      };
    },
  };
}
