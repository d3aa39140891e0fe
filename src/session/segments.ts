import { join } from 'node:path';
import { type FileSystem } from './file-system';
import { JournalReader, type JournalContent } from './journal';
import { parseLine, type SegmentHeader } from './journal-line';
import { epochOfSegment, segmentName } from './segment-name';
import type { SessionKey } from './session-key';

interface Segment {
  epoch: number;
  file: string;
  bytes: Uint8Array;
  /** Absent in the first one. */
  header?: SegmentHeader;
}

/** A segment that counts, as far as it counts. */
interface Link {
  segment: Segment;
  limit: number;
}

/** Why the header cannot be read, or the segment with it. */
async function load(fs: FileSystem, dir: string, epoch: number): Promise<Segment | string> {
  const file = segmentName(epoch);
  const bytes = await fs.read(join(dir, file)).catch(() => undefined);
  if (bytes === undefined) return 'cannot be read';
  if (epoch === 1) return { epoch, file, bytes };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = buffer.indexOf(10);
  const parsed = end === -1 ? 'no end of line' : parseLine(buffer.toString('utf8', 0, end), undefined);
  if (typeof parsed === 'string') return parsed;
  return parsed.kind === 'segment' && parsed.header.epoch === epoch
    ? { epoch, file, bytes, header: parsed.header }
    : 'not the header of this segment';
}

interface Chain {
  /** Oldest first. */
  links: Link[];
  damage?: { file: string; reason: string };
}

/** Follows the headers from a segment back to the first; a gap on the way makes all of it worthless. */
function chainFrom(newest: Segment, segments: ReadonlyMap<number, Segment>): Chain {
  const links: Link[] = [{ segment: newest, limit: newest.bytes.length }];
  for (let segment = newest; segment.header !== undefined;) {
    const { after } = segment.header;
    if (after.epoch === 0) return { links };
    const before = after.epoch < segment.epoch ? segments.get(after.epoch) : undefined;
    if (before === undefined)
      return {
        links: [],
        damage: {
          file: segmentName(after.epoch),
          reason: `${segment.file} builds on it, but it is missing or damaged`,
        },
      };
    links.unshift({ segment: before, limit: after.bytes });
    segment = before;
  }
  return { links };
}

interface Loaded {
  segments: Map<number, Segment>;
  damage: { file: string; reason: string; epoch: number }[];
}

async function loadAll(fs: FileSystem, dir: string): Promise<Loaded> {
  const loaded: Loaded = { segments: new Map(), damage: [] };
  const entries = await fs.list(dir);
  const epochs = entries.flatMap(({ name }) => epochOfSegment(name) ?? []).sort((a, b) => a - b);
  for (const epoch of epochs) {
    const segment = await load(fs, dir, epoch);
    if (typeof segment === 'string') loaded.damage.push({ file: segmentName(epoch), reason: segment, epoch });
    else loaded.segments.set(epoch, segment);
  }
  return loaded;
}

/** The newest segment whose way back is whole; with what is wrong about those above it. */
function bestChain({ segments, damage }: Loaded): Chain {
  let wrong = damage.at(-1);
  for (const epoch of [...segments.keys()].sort((a, b) => b - a)) {
    const newest = segments.get(epoch);
    const chain = newest && chainFrom(newest, segments);
    if (!chain) continue;
    if (wrong && wrong.epoch < epoch) wrong = undefined;
    if (chain.links.length > 0) return { links: chain.links, ...(wrong ? { damage: wrong } : {}) };
    if (chain.damage) wrong = { ...chain.damage, epoch };
  }
  return { links: [], ...(wrong ? { damage: wrong } : {}) };
}

function readLinks(links: readonly Link[], reader: JournalReader): void {
  for (const [index, { segment, limit }] of links.entries()) {
    const newest = index === links.length - 1;
    if (!reader.read(segment.file, segment.epoch, segment.bytes.subarray(0, limit), newest)) return;
    const after = links[index + 1]?.segment.header?.after;
    if (after && (reader.end.bytes !== after.bytes || reader.end.sum !== after.sum)) {
      reader.damaged(segment.file, 'what later segments build on is not there');
      return;
    }
  }
}

/**
 * Reads the journal of a session: all its segments, each as far as the next one says that it counts. What a process
 * that had lost the session appended to its own segment is left out. Undefined when there is no journal.
 */
export async function readSegments(fs: FileSystem, dir: string, key?: SessionKey): Promise<JournalContent | undefined> {
  const loaded = await loadAll(fs, dir);
  if (loaded.segments.size === 0 && loaded.damage.length === 0) return undefined;
  const { links, damage } = bestChain(loaded);
  const reader = new JournalReader(key);
  readLinks(links, reader);
  if (damage) reader.damaged(damage.file, damage.reason);
  const counted = new Set(links.map(({ segment }) => segment.epoch));
  const aside = [
    ...[...loaded.segments.keys()].filter((epoch) => !counted.has(epoch)).map(segmentName),
    ...loaded.damage.map(({ file }) => file),
  ];
  const ignored = links
    .filter(({ segment, limit }) => segment.bytes.length > limit)
    .map(({ segment, limit }) => ({ file: segment.file, bytes: segment.bytes.length - limit }));
  return reader.content(links[0]?.segment.file ?? segmentName(1), aside.sort(), ignored);
}
