import * as z from 'zod';
import { RunEvent } from '../artifacts/run-events';
import { jsonLine } from '../safety/text/json';
import { sha256 } from './atomic-file';

const SUM_LENGTH = 32;
const SHAPE = /^\{"sum":"([0-9a-f]{32})","(event|seal|segment)":(.*)\}$/s;

/** The first line of every segment but the first: who writes here, and how much of what was written before counts. */
export const SegmentHeader = z.object({
  version: z.literal(1),
  epoch: z.int().min(2),
  after: z.object({ epoch: z.int().min(0), bytes: z.int().min(0), sum: z.string() }),
  holder: z.object({ pid: z.int(), host: z.string(), started: z.string().optional(), token: z.string() }),
});
export type SegmentHeader = z.infer<typeof SegmentHeader>;

export type JournalLine = { sum: string } & (
  { kind: 'event'; event: RunEvent } | { kind: 'seal'; seal: string } | { kind: 'segment'; header: SegmentHeader }
);

/** Each sum covers the one before it, so that a line cannot be changed, dropped or moved unnoticed. */
const sumOf = (previous: string, text: string): string => sha256(previous + text).slice(0, SUM_LENGTH);

/** Of an event its text alone is covered, as in journals that have nothing else. */
const covered = (kind: JournalLine['kind'], text: string): string => (kind === 'event' ? text : `${kind}:${text}`);

/**
 * A line of a journal with its newline, and its sum, which the next line builds on and which covers the text as it is
 * written: with hidden characters as escapes, or raw in the journals of earlier versions.
 */
export function lineOf(previous: string, kind: JournalLine['kind'], value: unknown): { line: string; sum: string } {
  const text = jsonLine(value);
  const sum = sumOf(previous, covered(kind, text));
  return { line: `{"sum":"${sum}","${kind}":${text}}\n`, sum };
}

function jsonOf(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function eventOf(sum: string, value: unknown): JournalLine | string {
  // The checked copy lacks the keys of later versions; what was written is what counts.
  return RunEvent.safeParse(value).success
    ? { kind: 'event', sum, event: value as RunEvent }
    : 'not an event this version knows';
}

function headerOf(sum: string, value: unknown): JournalLine | string {
  const header = SegmentHeader.safeParse(value);
  return header.success
    ? { kind: 'segment', sum, header: header.data }
    : 'not a segment of a journal that this version knows';
}

/**
 * Reads one line (without its newline). Answers with the reason when it is damaged.
 * @param previous The sum of the line before; undefined where it is not known: then the sum is not checked.
 */
export function parseLine(line: string, previous: string | undefined): JournalLine | string {
  const [, sum, kind, text] = SHAPE.exec(line) ?? [];
  if (sum === undefined || kind === undefined || text === undefined) return 'not a journal line';
  if (previous !== undefined && sumOf(previous, covered(kind as JournalLine['kind'], text)) !== sum)
    return 'the checksum does not match';
  const json = jsonOf(text);
  if (json === undefined) return 'not valid JSON';
  if (kind === 'event') return eventOf(sum, json.value);
  if (kind === 'segment') return headerOf(sum, json.value);
  return typeof json.value === 'string' ? { kind: 'seal', sum, seal: json.value } : 'not a seal';
}
