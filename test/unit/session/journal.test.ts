import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { nodeFileSystem } from '../../../src/session/file-system';
import { Journal, parseJournal } from '../../../src/session/journal';
import { MemoryFs } from '../pipeline/support/memory-fs';

const event = (seq: number): RunEvent => ({ run: 'r', epoch: 1, seq, time: '2026-01-02T03:04:05Z', body: { type: 'note', kind: 'recovery', text: `event ${seq}, não é ascii` } });
const anyone = (): Promise<void> => Promise.resolve();

async function recorded(count: number): Promise<Buffer> {
  const fs = new MemoryFs();
  const journal = await Journal.open(fs, '/journal.jsonl', parseJournal(new Uint8Array()), anyone);
  for (let seq = 1; seq <= count; seq++) await journal.append(event(seq), true);
  await journal.close();
  return fs.files.get('/journal.jsonl')!;
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
      expect(content.validBytes).toBe(ends[complete]);
      expect(content.torn).toBe(length !== ends[complete]);
      expect(content.corruption).toBeUndefined();
    }
  });

  it('continues behind a torn line', async () => {
    const whole = await recorded(3);
    const fs = new MemoryFs();
    fs.files.set('/j', whole.subarray(0, whole.length - 7));
    const journal = await Journal.open(fs, '/j', parseJournal(fs.files.get('/j')!), anyone);
    await journal.append(event(3), true);
    expect(fs.files.get('/j')!.equals(whole)).toBe(true);
  });

  it('names damage in the middle and trusts nothing after it', async () => {
    const whole = await recorded(5);
    const lines = whole.toString('utf8').split('\n');
    const changed = [...lines];
    changed[2] = changed[2]!.replace('event 3', 'event 9');
    expect(parseJournal(Buffer.from(changed.join('\n')))).toMatchObject({ events: [event(1), event(2)], corruption: { line: 3, reason: 'the checksum does not match' } });
    const dropped = lines.filter((_line, index) => index !== 1);
    expect(parseJournal(Buffer.from(dropped.join('\n')))).toMatchObject({ events: [event(1)], corruption: { line: 2 } });
    const rubbish = [lines[0], 'what?', ...lines.slice(2)];
    expect(parseJournal(Buffer.from(rubbish.join('\n')))).toMatchObject({ events: [event(1)], corruption: { line: 2, reason: 'not a journal line' } });
  });

  it('writes what waits together', async () => {
    const fs = new MemoryFs();
    const journal = await Journal.open(fs, '/j', parseJournal(new Uint8Array()), anyone);
    const before = fs.writes;
    await Promise.all(Array.from({ length: 50 }, (_, index) => journal.append(event(index + 1), false)));
    expect(fs.writes - before).toBeLessThanOrEqual(2);
    expect(parseJournal(fs.files.get('/j')!).events).toHaveLength(50);
  });

  it.each(['ENOSPC', 'EROFS', 'EACCES'])('says what to do when nothing can be written (%s)', async (code) => {
    const fs = new MemoryFs();
    const journal = await Journal.open(fs, '/j', parseJournal(new Uint8Array()), anyone);
    await journal.append(event(1), true);
    fs.failWith = () => code;
    await expect(journal.append(event(2), true)).rejects.toMatchObject({ name: 'RunError', code: code === 'ENOSPC' ? 'disk-full' : 'not-writable' });
    expect(parseJournal(fs.files.get('/j')!).events).toEqual([event(1)]);
  });

  it('asks for the right to write before every write', async () => {
    const journal = await Journal.open(new MemoryFs(), '/j', parseJournal(new Uint8Array()), () => Promise.reject(new Error('lost')));
    await expect(journal.append(event(1), true)).rejects.toThrow('lost');
  });
});

describe('journal on a real disk', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'threatline-journal-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('cuts what is torn and appends', async () => {
    const path = join(folder, 'j.jsonl');
    const whole = await recorded(2);
    writeFileSync(path, Buffer.concat([whole, Buffer.from('{"sum":"12')]));
    const journal = await Journal.open(nodeFileSystem, path, parseJournal(readFileSync(path)), anyone);
    await journal.append(event(3), true);
    await journal.close();
    expect(parseJournal(readFileSync(path))).toMatchObject({ events: [event(1), event(2), event(3)], torn: false });
  });
});
