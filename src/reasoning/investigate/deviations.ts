import type { AccessCondition, AccessDeviation, AccessFact } from '../../artifacts/access';
import type { EntryPointFact } from '../../artifacts/facts';
import { deviatingAccess, type Deviating, DOES } from '../concerns/deviations';
import type { CodeSpan } from '../../artifacts/code-span';
import { answeredAt } from '../mapping/entry-points';
import type { GapInput } from './gap-input';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { deviationWitness } from '../witness/authorization';
import { shownBy } from '../witness/proved';
import { entryName } from '../../artifacts/notation';
import { say, type Said, type Sayable } from '../../messages/say';

const MOST_PLACES = 8;

/** Accesses that differ from what others of their kind ask for: one gap for each resource. */
export async function examineDeviations(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const groups = deviatingAccess(inquiry.facts.access, entries);
  for (const [position, group] of groups.entries()) {
    await inquiry.pause(group.resource, position, groups.length);
    await recordSiblings(inquiry, group);
    await deviationGap(inquiry, group);
  }
}

/** Where the data is reached, and then the handlers of other files that would have to ask first. */
function placesOf(
  accesses: readonly AccessFact[],
  entries: readonly EntryPointFact[],
  resource: string,
): GapInput['locations'] {
  const context = (one: AccessFact): string => `${nameOf(one, entries)} ${DOES[one.operation]} ${resource}`;
  const effects = accesses.map((one) => placed(one.at, context(one)));
  const handlers = accesses.flatMap((one) => {
    const entry = entries.find(({ id }) => id === one.entryPoint.id);
    return entry && answeredAt(entry).file !== one.at.file ? [placed(answeredAt(entry), context(one))] : [];
  });
  const seen = new Set<string>();
  return [...effects, ...handlers]
    .filter(({ file_path, line_range }) => {
      const key = `${file_path} ${line_range.start}`;
      return seen.has(key) ? false : seen.add(key);
    })
    .slice(0, MOST_PLACES);
}

const placed = ({ file, line }: CodeSpan, context: string): GapInput['locations'][number] => ({
  file_path: file,
  line_range: { start: line, end: line },
  context,
});

const CHECKS: Readonly<Partial<Record<AccessCondition['kind'], string>>> = {
  owner: 'ownership check',
  member: 'membership check',
  policy: 'policy check',
  role: 'role check',
  permission: 'permission check',
};

/** What is found by the caller's own key is the caller's row: nobody is turned away. */
const isOwnRow = ({ kind, value }: AccessCondition): boolean =>
  kind === 'owner' && /^(?:id|_id|pk|uid|user_?name|email)$/i.test(value);

/** What the siblings ask is a control, with what it covers. */
async function recordSiblings(inquiry: Inquiry, { resource, accesses }: Deviating): Promise<void> {
  for (const { condition } of siblingsOf(accesses).slice(0, 2)) {
    if (!condition || isOwnRow(condition)) continue;
    await inquiry.control({
      category: 'authorization',
      name: CHECKS[condition.kind] ?? 'check',
      implementation: say('investigate/deviations.hasToPass', resource, condition),
      strength: 'strong',
      at: condition.at,
      effectiveness: say('investigate/deviations.othersNotReached', resource),
    });
  }
}

function siblingsOf(accesses: readonly AccessFact[]): AccessDeviation['siblings'] {
  const seen = new Set<string>();
  return accesses
    .flatMap((one) => one.deviation?.siblings ?? [])
    .filter(({ entryPoint, at }) => {
      const key = `${entryPoint} ${at.file} ${at.line}`;
      return seen.has(key) ? false : seen.add(key);
    });
}

async function deviationGap(inquiry: Inquiry, group: Deviating): Promise<void> {
  const { resource, accesses, entries } = group;
  const weakness = group.lacksRole ? 'missing-authorization' : 'insecure-direct-object-reference';
  const certain = accesses.some((one) => one.deviation?.certain === true);
  const changes = accesses.filter(({ operation }) => operation === 'update' || operation === 'delete');
  const confidence = certain ? 'high' : 'medium';
  const grade = gradeGap({
    weakness,
    entries,
    confidence,
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    graver: takesOver(changes) ? say('investigate/deviations.takesOver') : undefined,
    milder: changes.length === 0 ? say('investigate/deviations.nothingChanged') : undefined,
  });
  const shown = shownBy(deviationWitness(accesses, group.lacksRole, inquiry.index));
  const keys = [...new Set(accesses.flatMap((one) => one.keys))];
  await inquiry.gap({
    weakness,
    type: 'missing',
    resource,
    parameters: keys.map((key) => key.split('.').pop() ?? key).slice(0, 4),
    severity: grade.severity,
    finding: say('text.together', [whatHappens(group), whatOthersDo(inquiry, group)]),
    rated: grade.why,
    attack: say('investigate/deviations.attack', entries, resource),
    locations: placesOf(accesses, entries, resource),
    entries,
    confidence,
    proof: certain && !shown.obstacle ? 'proved' : 'likely',
    shown,
    files: [...new Set(accesses.map((one) => one.at.file))],
  });
}

/** Fields by which somebody signs in or is let do more. */
const POWER = /pass(?:word)?|email|role|admin|hash|secret|token/i;

const takesOver = (changes: readonly AccessFact[]): boolean =>
  changes.some(({ fieldsWritten }) => fieldsWritten.some((field) => POWER.test(field)));

const nameOf = ({ entryPoint }: AccessFact, entries: readonly EntryPointFact[]): string => {
  const entry = entries.find((one) => one.id === entryPoint.id);
  return entry ? entryName(entry) : 'A request';
};

const whatHappens = ({ resource, lacksRole, accesses, entries }: Deviating): Said =>
  say(
    'investigate/deviations.happens',
    accesses.slice(0, 4).map((one) => ({
      who: nameOf(one, entries),
      does: DOES[one.operation],
      all: one.operation === 'list',
      key: one.keys[0],
    })),
    resource,
    lacksRole,
  );

function whatOthersDo(inquiry: Inquiry, { accesses, lacksRole }: Deviating): Sayable {
  const siblings = siblingsOf(accesses).slice(0, 3);
  const names = siblings.flatMap(({ entryPoint, condition }) => {
    const entry = inquiry.index.entry(entryPoint);
    if (!entry) return [];
    return [condition ? `${entryName(entry)} (${condition.at.file}:${condition.at.line})` : entryName(entry)];
  });
  const same = accesses.some((one) => one.deviation?.ground === 'resource');
  if (names.length === 0) return '';
  return same
    ? say('investigate/deviations.othersAsk', names, lacksRole)
    : say('investigate/deviations.othersChecked', names);
}
