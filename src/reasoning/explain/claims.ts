import type { CodeSpan } from '../../artifacts/code-span';
import { proofSaid } from '../../artifacts/enums';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import type { CheckMet, EntryName, ExplainedClaim, LoweredBy } from '../../artifacts/explanation';
import { weaknessOf } from '../../knowledge/weaknesses';
import type { CodeIndex } from '../code-index';
import { checkBeside } from '../investigate/check-near';
import {
  ABSENCES,
  isFromQueue,
  isTaskOfOperators,
  NOT_FROM_OUTSIDE,
  proofOfFlaw,
  restsOnUnread,
  UNMEASURED,
} from '../investigate/proof';
import { isNetwork } from '../mapping/entry-points';
import { buildWitness } from '../witness/build';
import { shownBy } from '../witness/proved';
import { entryName } from '../../artifacts/notation';
import { defined } from '../defined';
import { type Draft, say } from '../../messages/say';

/** A line of a file. */
export interface Place {
  file: string;
  line: number;
}

export const covers = (span: CodeSpan, { file, line }: Place): boolean =>
  span.file === file && line >= span.line && line <= Math.max(span.line, span.endLine);

export const nameOf = (entry: EntryPointFact): EntryName => ({
  id: entry.id,
  name: entryName(entry),
  at: entry.at,
});

/** What a line is for a claim; undefined where it has nothing to do with it. */
function roleOf(weakness: WeaknessFact, checks: readonly CheckMet[], place: Place): ExplainedClaim['role'] | undefined {
  if (covers(weakness.at, place)) return weakness.source ? 'sink' : 'place';
  if (weakness.source && covers(weakness.source.at, place)) return 'source';
  if (weakness.path.some((step) => covers(step, place))) return 'step';
  return checks.some(({ at }) => covers(at, place)) ? 'check' : undefined;
}

/** Everything on the way that looks at the data, in the order of the ways. */
function checksOf(weakness: WeaknessFact, near: CodeSpan | undefined): CheckMet[] {
  const found = new Map<string, CheckMet>();
  for (const { at, name, why, unread } of weakness.partialGuards)
    found.set(`weak ${at.file}:${at.line} ${name}`, { kind: 'weak', at, name, why, unread: unread === true });
  for (const way of weakness.ways ?? [])
    for (const { at, holds, need } of way.conditions)
      found.set(`condition ${at.file}:${at.line}:${at.text}:${String(holds)}`, { kind: 'condition', at, holds, need });
  if (near) found.set('near', { kind: 'near', at: near });
  return [...found.values()];
}

interface Grounds {
  near: boolean;
  obstacle: boolean;
  application: boolean;
  entries: readonly EntryPointFact[];
}

/** What keeps a claim from being proved. */
function loweredBy(weakness: WeaknessFact, { near, obstacle, application, entries }: Grounds): LoweredBy[] {
  const kind = weakness.weakness;
  const reasons: [LoweredBy, boolean][] = [
    ['not-measurable', UNMEASURED.has(kind)],
    ['task-of-operators', isTaskOfOperators(weakness, entries)],
    ['operators-only', application && NOT_FROM_OUTSIDE.has(weakness.source?.kind ?? '')],
    ['weak-check', weakness.partialGuards.length > 0],
    ['unread-check', restsOnUnread(weakness)],
    ['queue-only', application && isFromQueue(weakness, entries)],
    ['check-near', near],
    ['no-request', obstacle],
    ['absence', ABSENCES.has(kind)],
  ];
  const found = reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
  // It says least.
  return found.length === 0 && proofSaid(weakness) !== 'proved' ? ['rule'] : found;
}

/** A flaw that was seen, as the report grades it. */
export function claimOf(
  weakness: WeaknessFact,
  index: CodeIndex,
  place?: Place,
  entry?: EntryPointFact,
): Draft<ExplainedClaim> | undefined {
  const entries = index.entriesOf(weakness);
  const near = checkBeside(index, weakness);
  const checks = checksOf(weakness, near);
  const role = place ? roleOf(weakness, checks, place) : 'sink';
  if (role === undefined) return undefined;
  const free = near === undefined && weakness.partialGuards.length === 0;
  const shown = free ? shownBy(buildWitness(weakness, index)) : {};
  const application = index.facts.entryPoints.some(isNetwork);
  const grounds = { near: near !== undefined, obstacle: shown.obstacle !== undefined, application, entries };
  const proof = isTaskOfOperators(weakness, entries)
    ? 'lead'
    : proofOfFlaw(weakness, near !== undefined, application, entries, shown);
  const zone = index.facts.inventory.files.find(({ path }) => path === weakness.at.file)?.zone;
  const [first] = weakness.ways ?? [];
  const own = entry && weakness.ways?.find(({ entryPoints }) => entryPoints.includes(entry.id));
  return {
    weakness: weakness.weakness,
    title: weaknessOf(weakness.weakness).title,
    role,
    at: weakness.at,
    message: say('seen.messageOf', weakness),
    sink: weakness.sink,
    ...defined({
      source: weakness.source,
      sent: first?.sent,
      sentHere: own === first ? undefined : own?.sent,
    }),
    steps: weakness.path,
    checks,
    proof,
    loweredBy: proof === 'proved' ? [] : loweredBy(weakness, grounds),
    ...shown,
    entryPoints: entries.map(nameOf),
    ...defined({ zone }),
  };
}
