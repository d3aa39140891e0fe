import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

/** The version in the manifest of this package, which lies above the bundle as well as above the sources. */
function versionAbove(folder: string): string {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown };
    if (typeof manifest.version === 'string') return manifest.version;
  } catch {
    // Not in this folder.
  }
  const parent = dirname(folder);
  return parent === folder ? '0.0.0' : versionAbove(parent);
}

export const CLI_VERSION: string = versionAbove(__dirname);

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
