import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { jsonText } from '../safety/text/json';
import { terminalText } from '../safety/text/terminal';
import { OutputStream } from './output-stream';
import type { Signals } from './signals';

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
  /** A result for machines: nothing else goes to `out` with it. */
  json(value: unknown): void;
  err(text: string): void;
  /** Present when a person can answer questions. */
  questions?: { input: Readable; output: Writable };
  /** Calls back when the program is asked to end; a second time ends the process. Returns the way to stop listening. */
  onInterrupt(callback: () => void): () => void;
  /** Asks the program to end, as a signal does. */
  interrupt(): void;
}

export interface ProcessTerminal extends Terminal {
  /**
   * Waits until everything is written. Says why not, when results could not be; a reader that went away is no failure.
   */
  flushed(): Promise<string | undefined>;
}

export function processTerminal(signals: Signals): ProcessTerminal {
  const out = new OutputStream(process.stdout);
  const err = new OutputStream(process.stderr);
  const interactive = process.stdin.isTTY && process.stderr.isTTY;
  return {
    out: (text) => out.write(`${terminalText(text)}\n`),
    json: (value) => out.write(`${jsonText(value)}\n`),
    err: (text) => err.write(`${terminalText(text)}\n`),
    ...(interactive ? { questions: { input: process.stdin, output: process.stderr } } : {}),
    onInterrupt: (callback) => signals.onInterrupt(callback),
    interrupt: () => signals.ask(),
    async flushed() {
      await err.flushed();
      return out.flushed();
    },
  };
}
