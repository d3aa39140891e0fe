import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/artifacts/run-events';
import { newHolder } from '../../../src/session/claim-holder';
import { type JournalContent, parseJournal } from '../../../src/session/journal';
import { lineOf, parseLine } from '../../../src/session/journal-line';
import { Journal } from '../../../src/session/journal-writer';
import { thisMachine } from '../../../src/session/machine';
import { readSegments } from '../../../src/session/segments';
import type { SessionKey } from '../../../src/session/session-key';
import { MemoryFs } from '../pipeline/support/memory-fs';

const DIR = '/s';
const event = (seq: number, text = `event ${seq}`): RunEvent => ({
  run: 'r',
  epoch: 1,
  seq,
  time: '2026-01-02T03:04:05Z',
  body: { type: 'note', kind: 'recovery', text },
});
const keyOf = (secret: string): SessionKey => {
  const seal = (head: string): string => createHmac('sha256', secret).update(head).digest('hex');
  return { seal, verifies: (head, given) => seal(head) === given };
};
const mine = keyOf('mine');
const theirs = keyOf('theirs');

const read = async (fs: MemoryFs, key: SessionKey | undefined = mine): Promise<JournalContent> => {
  const content = await readSegments(fs, DIR, key);
  if (!content) throw new Error('no journal');
  return content;
};
const seqs = ({ events }: JournalContent): number[] => events.map(({ seq }) => seq);

/** A process that takes up what is there under the next epoch and records these events, each as a commit of its own. */
async function holder(
  fs: MemoryFs,
  epoch: number,
  events: readonly RunEvent[],
  key: SessionKey = mine,
): Promise<Journal> {
  const before = await readSegments(fs, DIR, key);
  const journal = await Journal.create(fs, {
    dir: DIR,
    epoch,
    holder: newHolder(thisMachine),
    beforeWrite: () => Promise.resolve(),
    ...(before ? { after: before.end } : {}),
    key,
  });
  for (const item of events) await journal.append(item, true);
  return journal;
}

/** Three processes, one after the other. */
async function threeHolders(): Promise<MemoryFs> {
  const fs = new MemoryFs();
  await holder(fs, 1, [event(1), event(2)]);
  await holder(fs, 2, [event(3)]);
  await holder(fs, 5, [event(4), event(5)]);
  return fs;
}

const path = (name: string): string => `${DIR}/${name}`;
const linesOf = (fs: MemoryFs, name: string): string[] => fs.text(path(name)).split('\n').slice(0, -1);
const put = (fs: MemoryFs, name: string, lines: readonly string[]): void =>
  void fs.files.set(path(name), Buffer.from(lines.map((line) => `${line}\n`).join('')));

describe('a journal in segments', () => {
  it('is one journal, whoever wrote its parts', async () => {
    const fs = await threeHolders();
    const content = await read(fs);
    expect(seqs(content)).toEqual([1, 2, 3, 4, 5]);
    expect(content).toMatchObject({ torn: false, origin: 'own', aside: [], ignored: [], end: { epoch: 5 } });
    expect(content.corruption).toBeUndefined();
    expect([...fs.files.keys()].sort()).toEqual(['/s/journal-2.jsonl', '/s/journal-5.jsonl', '/s/journal.jsonl']);
  });

  it('does not count what a process wrote that had lost it', async () => {
    const fs = new MemoryFs();
    const asleep = await holder(fs, 1, [event(1)]);
    await holder(fs, 2, [event(2, 'of the new holder')]);
    await asleep.append(event(2, 'of the old one'), true);
    const content = await read(fs);
    expect(content.events).toEqual([event(1), event(2, 'of the new holder')]);
    expect(content.ignored).toMatchObject([{ file: 'journal.jsonl' }]);
    await holder(fs, 3, [event(3)]);
    expect(seqs(await read(fs))).toEqual([1, 2, 3]);
  });

  it('does not count a segment that the newest one does not build on', async () => {
    const fs = new MemoryFs();
    await holder(fs, 1, [event(1)]);
    const before = await read(fs);
    const late = async (epoch: number, text: string): Promise<void> => {
      const journal = await Journal.create(fs, {
        dir: DIR,
        epoch,
        after: before.end,
        key: mine,
        holder: newHolder(thisMachine),
        beforeWrite: () => Promise.resolve(),
      });
      await journal.append(event(2, text), true);
    };
    await late(3, 'the holder');
    await late(2, 'woke up too late');
    const content = await read(fs);
    expect(content.events).toEqual([event(1), event(2, 'the holder')]);
    expect(content.aside).toEqual(['journal-2.jsonl']);
  });

  it('names a segment that is missing, and counts what stands before it', async () => {
    const fs = await threeHolders();
    fs.files.delete(path('journal-2.jsonl'));
    const content = await read(fs);
    expect(seqs(content)).toEqual([1, 2]);
    expect(content.corruption).toMatchObject({ file: 'journal-2.jsonl', reason: expect.stringContaining('missing') });
    await holder(fs, 6, [event(3)]);
    expect(await read(fs)).toMatchObject({ events: [event(1), event(2), event(3)], aside: ['journal-5.jsonl'] });
    expect((await read(fs)).corruption).toBeUndefined();
  });

  it.each<[string, (lines: string[]) => string[]]>([
    ['in a line', (lines) => [(lines[0] ?? '').replace('event 1', 'event 9'), ...lines.slice(1)]],
    ['by a lost end', (lines) => lines.slice(0, -1)],
    ['by a lost seal', (lines) => lines.filter((_line, index) => index !== 1)],
    ['by a line twice', (lines) => [lines[0] ?? '', ...lines]],
    ['by lines swapped', ([first = '', second = '', ...rest]) => [second, first, ...rest]],
  ])('names damage %s of an older segment, and trusts nothing after it', async (_name, harm) => {
    const fs = await threeHolders();
    put(fs, 'journal.jsonl', harm(linesOf(fs, 'journal.jsonl')));
    const content = await read(fs);
    expect(content.corruption).toMatchObject({ file: 'journal.jsonl' });
    expect(content.events.length).toBeLessThanOrEqual(2);
  });

  it.each(['', '{"sum"', 'rubbish\n'])(
    'goes on without a newest segment whose header is %j, and says so',
    async (text) => {
      const fs = await threeHolders();
      fs.files.set(path('journal-7.jsonl'), Buffer.from(text));
      const content = await read(fs);
      expect(seqs(content)).toEqual([1, 2, 3, 4, 5]);
      expect(content.corruption).toMatchObject({ file: 'journal-7.jsonl' });
    },
  );

  it('may not turn in a circle', async () => {
    const fs = await threeHolders();
    const lines = linesOf(fs, 'journal-2.jsonl');
    put(fs, 'journal-2.jsonl', [
      (lines[0] ?? '').replace('"after":{"epoch":1', '"after":{"epoch":5'),
      ...lines.slice(1),
    ]);
    expect((await read(fs)).corruption).toBeDefined();
  });
});

/** Changes the text of an event and makes all sums that follow fit again, as anybody can; seals only who has a key. */
function rewritten(lines: readonly string[], change: (text: string) => string, key?: SessionKey): string[] {
  let sum = '';
  return lines.map((line) => {
    const parsed = parseLine(change(line), undefined);
    if (typeof parsed === 'string') throw new Error(parsed);
    const values = {
      event: () => (parsed.kind === 'event' ? parsed.event : ''),
      seal: () => (parsed.kind === 'seal' ? (key?.seal(sum) ?? parsed.seal) : ''),
      segment: () => '',
    };
    const next = lineOf(sum, parsed.kind, values[parsed.kind]());
    ({ sum } = next);
    return next.line.trimEnd();
  });
}

const joined = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));

describe('seals', () => {
  const recorded = async (key?: SessionKey): Promise<string[]> => {
    const fs = new MemoryFs();
    await holder(
      fs,
      1,
      [1, 2, 3, 4].map((seq) => event(seq)),
      key,
    );
    return linesOf(fs, 'journal.jsonl');
  };

  it('say that this user wrote it here', async () => {
    const bytes = joined(await recorded());
    expect(parseJournal(bytes, mine)).toMatchObject({ origin: 'own', events: { length: 4 } });
    expect(parseJournal(bytes, theirs)).toMatchObject({
      origin: 'foreign',
      foreignFrom: { line: 1 },
      events: { length: 4 },
    });
    expect(parseJournal(bytes)).toMatchObject({ origin: 'foreign', events: { length: 4 } });
  });

  it('of a journal without any it is foreign, and all of it counts', async () => {
    const fs = new MemoryFs();
    const journal = await Journal.create(fs, {
      dir: DIR,
      epoch: 1,
      holder: newHolder(thisMachine),
      beforeWrite: () => Promise.resolve(),
    });
    for (const seq of [1, 2, 3]) await journal.append(event(seq), true);
    expect(await read(fs)).toMatchObject({
      origin: 'foreign',
      foreignFrom: { file: 'journal.jsonl', line: 1 },
      events: { length: 3 },
    });
  });

  it('turn foreign where the journal was edited', async () => {
    const edited = rewritten(await recorded(), (line) => line.replace('event 3', 'event X'));
    expect(parseJournal(joined(edited), mine)).toMatchObject({
      origin: 'foreign',
      foreignFrom: { line: 5 },
      events: { length: 4 },
      torn: false,
    });
    expect(
      parseJournal(joined(rewritten(await recorded(), (line) => line.replace('event 3', 'event X'), theirs)), mine),
    ).toMatchObject({ origin: 'foreign', foreignFrom: { line: 1 } });
  });

  it('are given to a whole commit: what was not sealed was never acknowledged', async () => {
    const lines = await recorded();
    for (const cut of [lines.slice(0, -1), [...lines.slice(0, -1), (lines.at(-1) ?? '').slice(0, 30)]]) {
      expect(parseJournal(Buffer.from(cut.join('\n') + '\n'), mine)).toMatchObject({
        origin: 'own',
        torn: true,
        events: { length: 3 },
      });
    }
    const content = parseJournal(joined(lines.slice(0, -1)), mine);
    expect(content.end.bytes).toBe(joined(lines.slice(0, -2)).length);
  });

  it('of an adopted session vouch for all that was adopted', async () => {
    const fs = new MemoryFs();
    await holder(fs, 1, [event(1), event(2)], theirs);
    expect(await read(fs)).toMatchObject({ origin: 'foreign' });
    await holder(fs, 2, [event(3)], mine);
    expect(await read(fs)).toMatchObject({ origin: 'own', events: { length: 3 } });
  });

  it('cannot be forged by a segment put on top', async () => {
    const fs = await threeHolders();
    await holder(fs, 6, [event(6, 'planted')], theirs);
    expect(await read(fs)).toMatchObject({ origin: 'foreign', foreignFrom: { file: 'journal-5.jsonl' } });
  });
});
