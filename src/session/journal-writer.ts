import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { RunEvent } from '../artifacts/run-events';
import { createExclusively } from './exclusive-file';
import { type AppendHandle, type FileSystem } from './file-system';
import type { LockHolder } from './claim-holder';
import type { JournalPlace } from './journal';
import { lineOf } from './journal-line';
import { fromWriteError, RunError } from './run-error';
import { segmentName } from './segment-name';
import type { SessionKey } from './session-key';
import { type JournalLoss, journalLost, sessionRemoved } from './session-loss';

interface Waiting {
  event: RunEvent;
  sync: boolean;
  done: () => void;
  failed: (error: unknown) => void;
}

export interface SegmentOptions {
  dir: string;
  epoch: number;
  holder: LockHolder;
  /** Where the journal ended when this holder came; its first segment builds on nothing. */
  after?: JournalPlace;
  /** Seals every commit. */
  key?: SessionKey;
  /** Throws when this process may no longer write. */
  beforeWrite: () => Promise<void>;
}

interface Beginning {
  text: string;
  sum: string;
}

function beginning({ epoch, after, holder, key }: SegmentOptions): Beginning {
  if (after === undefined || epoch <= 1) return { text: '', sum: '' };
  const { pid, host, started, token } = holder;
  const header = lineOf(after.sum, 'segment', {
    version: 1,
    epoch,
    after,
    holder: { pid, host, ...(started === undefined ? {} : { started }), token },
  });
  return sealed({ text: header.line, sum: header.sum }, key);
}

function sealed(commit: Beginning, key: SessionKey | undefined): Beginning {
  if (key === undefined) return commit;
  const { line, sum } = lineOf(commit.sum, 'seal', key.seal(commit.sum));
  return { text: commit.text + line, sum };
}

const taken = (dir: string): RunError =>
  new RunError(
    'lost-lock',
    `Another window took the session in ${dir} over at the same moment.`,
    'Go on there, or stop it there and resume here.',
  );

/**
 * What one holder writes of the record of a run. What waits is written together, in one piece that ends with a seal;
 * results and decisions are brought to the disk before they count.
 */
export class Journal {
  private waiting: Waiting[] = [];
  private flushing: Promise<void> | undefined;
  private readonly written = createHash('sha256');
  /** Bytes when the write under way has ended; `bytes` when none is. */
  private promised = 0;

  private constructor(
    private readonly fs: FileSystem,
    private readonly handle: AppendHandle,
    private readonly path: string,
    private readonly options: SegmentOptions,
    private identity: string,
    private bytes: number,
    private sum: string,
  ) {}

  /** Begins a segment that is nobody else's. Throws RunError. */
  static async create(fs: FileSystem, options: SegmentOptions): Promise<Journal> {
    const path = join(options.dir, segmentName(options.epoch));
    const { text, sum } = beginning(options);
    const data = Buffer.from(text);
    if (!(await createExclusively(fs, path, data))) throw taken(options.dir);
    try {
      const handle = await fs.openAppend(path, data.length);
      const journal = new Journal(fs, handle, path, options, (await fs.stat(path))?.id ?? '', data.length, sum);
      journal.written.update(data);
      journal.promised = data.length;
      return journal;
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
    const { text, sum } = sealed(this.commitOf(group), this.options.key);
    const data = Buffer.from(text);
    await this.options.beforeWrite();
    await this.assertInPlace();
    await this.add(data);
    this.sum = sum;
    this.written.update(data);
    if (group.some((entry) => entry.sync)) await this.handle.sync();
  }

  private async add(data: Uint8Array): Promise<void> {
    this.promised = this.bytes + data.length;
    try {
      await this.handle.append(data);
      this.bytes = this.promised;
    } finally {
      this.promised = this.bytes;
    }
  }

  private commitOf(group: readonly Waiting[]): Beginning {
    let { sum } = this;
    const lines: string[] = [];
    for (const { event } of group) {
      const next = lineOf(sum, 'event', event);
      lines.push(next.line);
      sum = next.sum;
    }
    return { text: lines.join(''), sum };
  }

  /**
   * A file that was removed or replaced takes every write without a word. Throws RunError `journal-lost` or `session-
   * removed`.
   */
  async assertInPlace(): Promise<void> {
    // Asked while a write is under way the file may have any size between before and after it.
    const { bytes: least } = this;
    const found = await this.fs.stat(this.path);
    if (found === undefined && !(await this.fs.exists(this.options.dir))) throw sessionRemoved(this.options.dir);
    const loss = this.lossOf(found, least);
    if (loss !== undefined) throw journalLost(this.path, loss);
  }

  private lossOf(found: { id: string; size: number } | undefined, least: number): JournalLoss | undefined {
    if (found === undefined) return 'deleted';
    if (found.id !== this.identity) return 'replaced';
    if (found.size > Math.max(this.promised, this.bytes)) return 'written to by something else';
    if (found.size < least) return found.size === 0 ? 'emptied' : 'cut short';
    return undefined;
  }

  /** Compares all that was written with what is there, before a run may call itself complete. Throws RunError. */
  async assertWhole(): Promise<void> {
    await this.flushing;
    await this.assertInPlace();
    const found = createHash('sha256')
      .update(await this.fs.read(this.path))
      .digest('hex');
    if (found !== this.written.copy().digest('hex')) throw journalLost(this.path, 'changed');
  }

  async close(): Promise<void> {
    await this.flushing;
    await this.handle.close();
  }
}
