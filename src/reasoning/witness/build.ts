import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { Way } from '../../artifacts/way';
import type { NoWitness, Sent, Witness } from '../../artifacts/witness';
import { POWERFUL, type Payload } from '../../knowledge/witness/payloads';
import type { CodeIndex } from '../code-index';
import { isNetwork } from '../mapping/entry-points';
import { type SentValue, textOf } from '../../knowledge/witness/meets';
import { payloadsFor } from './payload';
import { type Filled, isAny, placed } from './placed';
import { fixedMethod, nested, requestOf } from './request';
import { senderOf } from './sender';
import { keyOf, settle, type Settled } from './settle';

/** Kinds of outside data that somebody sends: others come about inside, and no request shows them. */
const SENT: ReadonlySet<string> = new Set([
  'body',
  'form',
  'query',
  'text-query',
  'path',
  'path-segment',
  'url',
  'header',
  'referrer',
  'cookie',
  'file',
  'message',
  'archive-entry',
  'page-url',
  'page-address',
]);
const OF_PAGES: ReadonlySet<string> = new Set(['page-url', 'page-address']);

/** Entry points that are tried for one way. */
const MOST_ENTRIES = 3;

const isNone = (found: object): found is NoWitness => 'why' in found;

/**
 * What somebody has to send for a flaw to show, or why that could not be built; undefined for flaws that no request
 * shows.
 */
export function buildWitness(weakness: WeaknessFact, index: CodeIndex): Witness | NoWitness | undefined {
  const { source } = weakness;
  if (!source || !SENT.has(source.kind)) return undefined;
  let first: NoWitness | undefined;
  for (const way of weakness.ways ?? []) {
    const found = alongWay(weakness, way, source.at, index);
    if (!isNone(found)) return found;
    first ??= found;
  }
  return first ?? { why: 'no-entry-point', at: source.at };
}

function alongWay(weakness: WeaknessFact, way: Way, at: CodeSpan, index: CodeIndex): Witness | NoWitness {
  if (way.sent.piece || (way.sent.source === 'path' && way.sent.path.some(isAny))) return { why: 'only-a-piece', at };
  if (OF_PAGES.has(way.sent.source)) return tried(weakness, way, undefined, index);
  const known = way.entryPoints.flatMap((id) => index.entry(id) ?? []);
  const entries = [...known.filter(isNetwork), ...known.filter((entry) => !isNetwork(entry))].slice(0, MOST_ENTRIES);
  let first: NoWitness | undefined;
  for (const entry of entries) {
    const found = tried(weakness, way, entry, index);
    if (!isNone(found)) return found;
    first ??= found;
  }
  return first ?? { why: 'no-entry-point', at };
}

function tried(
  weakness: WeaknessFact,
  way: Way,
  entry: EntryPointFact | undefined,
  index: CodeIndex,
): Witness | NoWitness {
  const payloads = payloadsFor({
    weakness: weakness.weakness,
    sink: `${weakness.sink} ${weakness.at.text}`,
    language: index.languageOf(weakness.at.file),
    way,
    files: index.facts.inventory.files.map((file) => file.path),
    powerful: powerfulOf(index),
  });
  let failed: NoWitness = { why: 'no-payload', at: weakness.at };
  for (const payload of payloads) {
    // What is cut up on the way does not arrive whole.
    if (way.sent.cut?.some((separator) => textOf(payload.value).includes(separator))) continue;
    const settled = settle(way.conditions, fixedFor(way, payload, entry));
    if (isNone(settled)) {
      failed = settled;
      continue;
    }
    const found = stepOf(way, payload, settled, entry, index, weakness.at.file);
    if (found) return found;
    failed = { why: 'no-route', at: entry?.at ?? weakness.at };
  }
  return failed;
}

function fixedFor(way: Way, payload: Payload, entry: EntryPointFact | undefined): Map<string, SentValue> {
  const fixed = new Map<string, SentValue>([[keyOf(way.sent), payload.value]]);
  const method = entry && fixedMethod(entry);
  if (method !== undefined) fixed.set('method ', method);
  return fixed;
}

/** Names of fields of the records that let their owner do more. */
function powerfulOf({ facts }: CodeIndex): string[] {
  const names = facts.models.flatMap((model) => model.fields.map((field) => field.name));
  return [...new Set(names.filter((name) => POWERFUL.test(name)))].sort();
}

function stepOf(
  way: Way,
  payload: Payload,
  settled: Settled,
  entry: EntryPointFact | undefined,
  index: CodeIndex,
  file: string,
): Witness | undefined {
  const filled: Filled[] = [{ field: way.sent, value: payload.value }, ...settled.values.values()];
  const sender = entry ? senderOf(entry) : { who: 'victim' as const };
  const sent = entry ? sentTo(entry, filled, settled, index) : pageOf(way, payload, file);
  return (
    sent && {
      ...(entry ? { entryPoint: entry.id } : {}),
      steps: [{ sender, sent, expects: payload.expects }],
      field: way.sent,
      payload: typeof payload.value === 'string' ? payload.value : JSON.stringify(payload.value),
      meets: settled.meets,
      given: settled.given,
    }
  );
}

function pageOf(way: Way, { value }: Payload, file: string): Sent {
  const [name] = way.sent.path;
  const text = textOf(value);
  return {
    kind: 'page',
    page: file,
    query: name === undefined ? [] : [{ name, value: text }],
    fragment: name === undefined ? text : '',
  };
}

function sentTo(
  entry: EntryPointFact,
  filled: readonly Filled[],
  settled: Settled,
  index: CodeIndex,
): Sent | undefined {
  const name = entry.route ?? entry.handler?.name ?? '';
  const value = nested(placed(filled).filter(({ field }) => field.source !== 'method'));
  switch (entry.kind) {
    case 'http':
    case 'fileUpload':
    case 'webhook':
      return requestOf({
        entry,
        sender: senderOf(entry),
        filled,
        absent: settled.absent,
        parsers: index.facts.bodyParsers ?? [],
      });
    case 'websocket':
      return { kind: 'event', name, value };
    case 'messageQueue':
      return { kind: 'message', queue: name, value };
    case 'graphql':
      return { kind: 'operation', name, arguments: value };
    case 'cli':
    case 'scheduled':
      return { kind: 'command', command: name, arguments: filled.map((one) => textOf(one.value)) };
  }
}
