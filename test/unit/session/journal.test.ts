import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { newHolder } from '../../../src/session/claim-holder';
import { type FileSystem, nodeFileSystem } from '../../../src/session/file-system';
import { parseJournal } from '../../../src/session/journal';
import { lineOf } from '../../../src/session/journal-line';
import { Journal, type SegmentOptions } from '../../../src/session/journal-writer';
import { thisMachine } from '../../../src/session/machine';
import { MemoryFs } from '../pipeline/support/memory-fs';

const event = (seq: number): RunEvent => ({
  run: 'r',
  epoch: 1,
  seq,
  time: '2026-01-02T03:04:05Z',
  body: { type: 'note', kind: 'recovery', text: `event ${seq}, não é ascii` },
});
const begin = (fs: FileSystem, options: Partial<SegmentOptions> = {}): Promise<Journal> =>
  Journal.create(fs, {
    dir: '/s',
    epoch: 1,
    holder: newHolder(thisMachine),
    beforeWrite: () => Promise.resolve(),
    ...options,
  });

async function recorded(count: number): Promise<Buffer> {
  const fs = new MemoryFs();
  const journal = await begin(fs);
  for (let seq = 1; seq <= count; seq++) await journal.append(event(seq), true);
  await journal.close();
  return fs.files.get('/s/journal.jsonl')!;
}

describe('journal', () => {
  it('gives back what was written', async () => {
    const content = parseJournal(await recorded(5));
    expect(content.events).toEqual([1, 2, 3, 4, 5].map(event));
    expect(content).toMatchObject({ torn: false });
    expect(content.corruption).toBeUndefined();
  });

  it('cut at any byte gives all complete lines and goes on from there', async () => {
    const whole = await recorded(6);
    const ends = [0, ...[...whole.entries()].filter(([, byte]) => byte === 10).map(([index]) => index + 1)];
    for (let length = 0; length <= whole.length; length++) {
      const content = parseJournal(whole.subarray(0, length));
      const complete = ends.filter((end) => end <= length).length - 1;
      expect(content.events.length, `cut at ${length}`).toBe(complete);
      expect(content.end.bytes).toBe(ends[complete]);
      expect(content.torn).toBe(length !== ends[complete]);
      expect(content.corruption).toBeUndefined();
    }
  });

  it('names damage in the middle and trusts nothing after it', async () => {
    const whole = await recorded(5);
    const lines = whole.toString('utf8').split('\n');
    const changed = [...lines];
    changed[2] = changed[2]!.replace('event 3', 'event 9');
    expect(parseJournal(Buffer.from(changed.join('\n')))).toMatchObject({
      events: [event(1), event(2)],
      corruption: { file: 'journal.jsonl', line: 3, reason: 'the checksum does not match' },
    });
    const dropped = lines.filter((_line, index) => index !== 1);
    expect(parseJournal(Buffer.from(dropped.join('\n')))).toMatchObject({
      events: [event(1)],
      corruption: { file: 'journal.jsonl', line: 2 },
    });
    const rubbish = [lines[0], 'what?', ...lines.slice(2)];
    expect(parseJournal(Buffer.from(rubbish.join('\n')))).toMatchObject({
      events: [event(1)],
      corruption: { file: 'journal.jsonl', line: 2, reason: 'not a journal line' },
    });
  });

  it('writes what waits together', async () => {
    const fs = new MemoryFs();
    const journal = await begin(fs);
    const before = fs.writes;
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(event(index + 1), false)));
    expect(fs.writes - before).toBeLessThanOrEqual(2);
    expect(parseJournal(fs.files.get('/s/journal.jsonl')!).events).toHaveLength(50);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])('says what to do when nothing can be written (%s)', async (code) => {
    const fs = new MemoryFs();
    const journal = await begin(fs);
    await journal.append(event(1), true);
    fs.failWith = () => code;
    await expect(journal.append(event(2), true)).rejects.toMatchObject({
      name: 'RunError',
      code: code === 'ENOSPC' ? 'disk-full' : 'not-writable',
    });
    expect(parseJournal(fs.files.get('/s/journal.jsonl')!).events).toEqual([event(1)]);
  });

  it('asks for the right to write before every write', async () => {
    const journal = await begin(new MemoryFs(), { beforeWrite: () => Promise.reject(new Error('lost')) });
    await expect(journal.append(event(1), true)).rejects.toThrow('lost');
  });
});

/** Bidirectional override, zero-width space, tag character, C1 control (CSI), line separator, lone surrogate. */
const HIDDEN = 'a\u202eb\u200bc\u{e0041}d\u009b31me\u2028f\ud800g\u001b[2J';

describe('what the lines of a journal hold', () => {
  const hidden: RunEvent = { ...event(1), body: { type: 'note', kind: 'recovery', text: HIDDEN } };

  it('is shown by a terminal as what it is: hidden characters are escapes, and come back', async () => {
    const fs = new MemoryFs();
    const journal = await begin(fs);
    await journal.append(hidden, true);
    await journal.append(event(2), true);
    const written = fs.files.get('/s/journal.jsonl')!;
    expect(written.toString('utf8').replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\ufffd]/u,
    );
    expect(written.toString('utf8')).toContain('não é ascii');
    expect(parseJournal(written)).toMatchObject({ events: [hidden, event(2)], torn: false });
  });

  it('was raw in journals of 0.1.0, which are read all the same and chain on', () => {
    const raw = { ...event(1), body: { type: 'note' as const, kind: 'recovery' as const, text: 'a\u202eb\u009bc' } };
    const text = JSON.stringify(raw);
    const sum = createHash('sha256').update(text).digest('hex').slice(0, 32);
    const next = lineOf(sum, 'event', event(2));
    expect(parseJournal(Buffer.from(`{"sum":"${sum}","event":${text}}\n${next.line}`))).toMatchObject({
      events: [raw, event(2)],
      torn: false,
    });
    const fixtures = join(__dirname, '../../fixtures/sessions/0.1.0/sessions');
    for (const session of readdirSync(fixtures).filter((name) => /^\d{8}-/.test(name))) {
      const content = parseJournal(readFileSync(join(fixtures, session, 'journal.jsonl')));
      expect(content.events.length, session).toBeGreaterThan(10);
      expect(content.corruption).toBeUndefined();
    }
  });
});

describe('journal on a real disk', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'threatline-journal-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const path = (): string => join(dir, 'journal.jsonl');
  const started = async (): Promise<Journal> => {
    const journal = await begin(nodeFileSystem, { dir });
    await journal.append(event(1), true);
    return journal;
  };
  const refused = async (journal: Journal, code: string, words: string): Promise<void> => {
    await expect(journal.append(event(2), true)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
    await journal.close();
  };

  it('is begun by one process only', async () => {
    const journal = await started();
    await expect(begin(nodeFileSystem, { dir })).rejects.toMatchObject({ code: 'lost-lock' });
    await journal.append(event(2), true);
    await journal.close();
    expect(parseJournal(readFileSync(path())).events).toEqual([event(1), event(2)]);
  });

  it.each<[string, () => void, string]>([
    ['deleted', () => rmSync(path()), 'was deleted while'],
    ['emptied', () => truncateSync(path(), 0), 'was emptied while'],
    ['cut short', () => truncateSync(path(), 20), 'was cut short while'],
    [
      'replaced',
      () => {
        const bytes = readFileSync(path());
        rmSync(path());
        writeFileSync(path(), bytes);
      },
      'was replaced while',
    ],
    ['written to', () => appendFileSync(path(), 'x'), 'was written to by something else'],
  ])('notices at the next commit that it was %s', async (_name, harm, words) => {
    const journal = await started();
    harm();
    await refused(journal, 'journal-lost', words);
  });

  it('takes no write of its own for harm, whenever it is asked', async () => {
    // The size is learnt before a write, and looked at when the write has ended.
    let hold: Promise<unknown> | undefined;
    const slow: FileSystem = {
      ...nodeFileSystem,
      stat: async (path) => {
        const until = hold;
        const found = await nodeFileSystem.stat(path);
        await until;
        return found;
      },
    };
    const journal = await begin(slow, { dir });
    const asked: Promise<void>[] = [];
    for (let seq = 1; seq <= 20; seq++) {
      let written = (): void => undefined;
      hold = new Promise<void>((done) => (written = done));
      asked.push(journal.assertInPlace());
      hold = undefined;
      await journal.append(event(seq), false);
      written();
    }
    await Promise.all(asked);
    await journal.close();
  });

  it('notices that the whole session is gone, and says so', async () => {
    const journal = await started();
    rmSync(dir, { recursive: true });
    await refused(journal, 'session-removed', 'removed or moved');
  });

  it('notices at the end that bytes were changed in place', async () => {
    const journal = await started();
    await journal.assertWhole();
    const bytes = readFileSync(path());
    bytes[bytes.length - 10]! ^= 1;
    const handle = openSync(path(), 'r+');
    writeSync(handle, bytes, 0, bytes.length, 0);
    closeSync(handle);
    await expect(journal.assertWhole()).rejects.toMatchObject({
      code: 'journal-lost',
      message: expect.stringContaining('was changed'),
    });
    await journal.close();
  });
});
