import { RunEvent } from '../artifacts/run-events';
import { sha256 } from './atomic-file';
import { type AppendHandle, type FileSystem } from './file-system';
import { fromWriteError } from './run-error';

const START = '{"sum":"';
const MIDDLE = '","event":';
const SUM_LENGTH = 32;

/** Each sum covers the one before it, so that a line cannot be changed, dropped or moved unnoticed. */
const sumOf = (previous: string, event: string): string => sha256(previous + event).slice(0, SUM_LENGTH);

const lineOf = (sum: string, event: string): string => `${START}${sum}${MIDDLE}${event}}\n`;

export interface JournalContent {
  events: RunEvent[];
  /** Bytes up to the end of the last good line. */
  validBytes: number;
  lastSum: string;
  /** A last line that was being written when the process ended; it never happened. */
  torn: boolean;
  /** Damage before the end: nothing from this line on can be trusted. */
  corruption?: { line: number; reason: string };
}

function parseLine(line: string, previous: string, seq: number): { event: RunEvent; sum: string } | string {
  const head = START.length + SUM_LENGTH;
  const sum = line.slice(START.length, head);
  if (!line.startsWith(START) || line.slice(head, head + MIDDLE.length) !== MIDDLE || !line.endsWith('}')) return 'not a journal line';
  const text = line.slice(head + MIDDLE.length, -1);
  if (sumOf(previous, text) !== sum) return 'the checksum does not match';
  const parsed: unknown = JSON.parse(text);
  const checked = RunEvent.safeParse(parsed);
  if (!checked.success) return 'not an event this version knows';
  if (checked.data.seq !== seq) return `event ${checked.data.seq} where ${seq} was expected`;
  // The checked copy lacks the keys of later versions; what was written is what counts.
  return { event: parsed as RunEvent, sum };
}

/** Reads a journal. A torn last line is left out; damage before it ends the reading and is named. */
export function parseJournal(bytes: Uint8Array): JournalContent {
  const content: JournalContent = { events: [], validBytes: 0, lastSum: '', torn: false };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let start = 0, line = 1; start < buffer.length; line++) {
    const newline = buffer.indexOf(10, start);
    const end = newline === -1 ? buffer.length : newline;
    const parsed = newline === -1 ? 'no end of line' : parseLine(buffer.toString('utf8', start, end), content.lastSum, line);
    if (typeof parsed === 'string') {
      const last = newline === -1 || newline === buffer.length - 1;
      return last ? { ...content, torn: true } : { ...content, corruption: { line, reason: parsed } };
    }
    content.events.push(parsed.event);
    content.lastSum = parsed.sum;
    content.validBytes = end + 1;
    start = end + 1;
  }
  return content;
}

interface Waiting {
  event: RunEvent;
  sync: boolean;
  done: () => void;
  failed: (error: unknown) => void;
}

/** The append-only record of a run. What waits is written together; results and decisions are brought to the disk before they count. */
export class Journal {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;

  private constructor(
    private readonly handle: AppendHandle,
    private readonly path: string,
    private lastSum: string,
    private readonly beforeWrite: () => Promise<void>,
  ) {}

  /** Opens the journal behind its last good line. `beforeWrite` throws when this process may no longer write. */
  static async open(fs: FileSystem, path: string, content: JournalContent, beforeWrite: () => Promise<void>): Promise<Journal> {
    try {
      return new Journal(await fs.openAppend(path, content.validBytes), path, content.lastSum, beforeWrite);
    } catch (error) {
      throw fromWriteError(error, path);
    }
  }

  /** Resolves when the event is written, and with `sync` when it would survive a power cut. */
  append(event: RunEvent, sync: boolean): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ event, sync, done, failed });
      this.flushing ??= this.flush();
    });
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.write(group);
      } catch (error) {
        const failure = fromWriteError(error, this.path);
        for (const entry of [...group, ...this.waiting.splice(0)]) entry.failed(failure);
        break;
      }
      for (const entry of group) entry.done();
    }
    // In the same turn as the last look at what waits: what comes later starts anew.
    this.flushing = undefined;
  }

  private async write(group: Waiting[]): Promise<void> {
    let sum = this.lastSum;
    const lines = group.map(({ event }) => {
      const text = JSON.stringify(event);
      sum = sumOf(sum, text);
      return lineOf(sum, text);
    });
    await this.beforeWrite();
    await this.handle.append(Buffer.from(lines.join('')));
    if (group.some((entry) => entry.sync)) await this.handle.sync();
    this.lastSum = sum;
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.handle.close();
  }
}
