import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, parseLine } from '../../src/session/journal-line';
import type { Random } from './random';

/** All files of a session, with forward slashes. */
export function filesOf(dir: string): string[] {
  const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(dir.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** Harms a session; answers with what it did. Half of all harm goes to the journal. */
type Mutation = (dir: string, random: Random) => string;

const target = (dir: string, random: Random): string =>
  random.below(2) === 0 ? 'journal.jsonl' : random.pick(filesOf(dir));

function onBytes(name: string, change: (bytes: Buffer, random: Random) => Buffer): Mutation {
  return (dir, random) => {
    const file = target(dir, random);
    writeFileSync(join(dir, file), change(readFileSync(join(dir, file)), random));
    return `${name} ${file}`;
  };
}

function onLines(name: string, change: (lines: string[], random: Random) => string[]): Mutation {
  return onBytes(name, (bytes, random) => Buffer.from(change(bytes.toString('utf8').split('\n'), random).join('\n')));
}

function swapped<T>(items: T[], random: Random): T[] {
  const [left, right] = [random.below(items.length), random.below(items.length)];
  const result = [...items];
  result[left] = items[right] as T;
  result[right] = items[left] as T;
  return result;
}

function flip(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random.below(8)), at);
  return bytes;
}

function duplicateLine(lines: string[], random: Random): string[] {
  const at = random.below(lines.length);
  return [...lines.slice(0, at), lines[at] ?? '', ...lines.slice(at)];
}

function deleteLine(lines: string[], random: Random): string[] {
  const at = random.below(lines.length);
  return lines.filter((_line, index) => index !== at);
}

const deleteFile: Mutation = (dir, random) => {
  const file = target(dir, random);
  rmSync(join(dir, file));
  return `delete ${file}`;
};

const duplicateFile: Mutation = (dir, random) => {
  const file = random.pick(filesOf(dir));
  const copy = file.replace(/(\.[a-z]+)$/, '-copy$1');
  copyFileSync(join(dir, file), join(dir, copy));
  return `copy ${file}`;
};

const swapFiles: Mutation = (dir, random) => {
  const [one, two] = [random.pick(filesOf(dir)), random.pick(filesOf(dir))];
  const [first, second] = [readFileSync(join(dir, one)), readFileSync(join(dir, two))];
  writeFileSync(join(dir, one), second);
  writeFileSync(join(dir, two), first);
  return `swap ${one} and ${two}`;
};

/** What somebody does who knows the format but has no key: changes an event and makes all sums fit again. */
const editEvent: Mutation = (dir, random) => {
  const path = join(dir, 'journal.jsonl');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const chosen = random.below(lines.length);
  let sum = '';
  const edited = lines.map((line, index) => {
    const parsed = parseLine(line, undefined);
    if (typeof parsed === 'string') throw new Error(parsed);
    if (parsed.kind === 'event' && index >= chosen && index < chosen + 5) parsed.event.time = '2001-01-01T00:00:00Z';
    const next = lineOf(
      sum,
      parsed.kind,
      parsed.kind === 'event' ? parsed.event : parsed.kind === 'seal' ? parsed.seal : parsed.header,
    );
    ({ sum } = next);
    return next.line;
  });
  writeFileSync(path, edited.join(''));
  return `edit an event at line ${chosen + 1} and all sums`;
};

/** A journal as it was some commits ago. */
const rollBack: Mutation = (dir, random) => {
  const path = join(dir, 'journal.jsonl');
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const seals = lines.flatMap((line, index) => (line.includes('","seal":"') ? [index] : []));
  const end = random.pick(seals);
  writeFileSync(
    path,
    lines
      .slice(0, end + 1)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return `cut the journal behind the commit at line ${end + 1}`;
};

export const MUTATIONS: readonly Mutation[] = [
  onBytes('flip a bit of', flip),
  onBytes('truncate', (bytes, random) => bytes.subarray(0, random.below(bytes.length))),
  onBytes('empty', () => Buffer.alloc(0)),
  onBytes('swap bytes of', (bytes, random) => Buffer.from(swapped([...bytes], random))),
  onLines('delete a line of', deleteLine),
  onLines('duplicate a line of', duplicateLine),
  onLines('swap lines of', swapped),
  deleteFile,
  duplicateFile,
  swapFiles,
  editEvent,
  rollBack,
];
