import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import type { AccessFact } from '../../artifacts/access';
import type { ExplainedEffect, ExplainedEntry } from '../../artifacts/explanation';
import type { CodeIndex } from '../code-index';
import { covers, nameOf, type Place } from './claims';
import { entryName } from '../../artifacts/notation';
import { byText } from '../text';

/** The nearer, the fewer calls lie between the handler and the place. */
const MOST_ENTRIES = 8;

export function entryOf(entry: EntryPointFact, index: CodeIndex, place?: Place): ExplainedEntry {
  const { handler } = entry;
  const zone = index.facts.inventory.files.find(({ path }) => path === entry.at.file)?.zone;
  const target = place && index.functionAt(place.file, place.line);
  return {
    id: entry.id,
    name: entryName(entry),
    kind: entry.kind,
    framework: entry.framework,
    at: entry.at,
    ...(handler ? { handler: { name: handler.name, at: handler.at } } : {}),
    ...(zone ? { zone } : {}),
    authentication: entry.authentication,
    authorization: entry.authorization,
    mechanism: entry.mechanism,
    roles: entry.roles,
    publicByDesign: entry.publicByDesign,
    onlyInDevelopment: entry.onlyInDevelopment,
    followed: entry.followed === true,
    guards: entry.guards,
    unexplained: entry.unexplained,
    calls: target ? index.chain(entry, target.id).map(({ name, file, line }) => ({ name, file, line })) : [],
  };
}

interface Leading {
  shown: ExplainedEntry[];
  inAll: number;
  registers: boolean;
}

/** Where the function that handles it is not known, what is around its name is not it. */
function runsThrough(entry: EntryPointFact, place: Place, target: string | undefined, index: CodeIndex): boolean {
  if (entry.handler && entry.handler.functionId === undefined) return covers(entry.handler.at, place);
  return index.reaches(entry, place, target);
}

/** Entry points that a line registers, or whose code runs through it: seen by the data flow, or by following calls. */
export function leadingTo(place: Place, index: CodeIndex): Leading {
  const { facts } = index;
  const registered = facts.entryPoints.filter(({ at }) => at.file === place.file && at.line === place.line);
  if (registered.length > 0) {
    const shown = registered.slice(0, MOST_ENTRIES).map((entry) => entryOf(entry, index));
    return { shown, inAll: registered.length, registers: true };
  }
  const target = index.functionAt(place.file, place.line);
  const entered = new Set(
    facts.considered?.entered.find(({ functionId }) => functionId === target?.id)?.entryPoints ?? [],
  );
  const all = facts.entryPoints
    .filter((entry) => entered.has(entry.id) || runsThrough(entry, place, target?.id, index))
    .map((entry) => entryOf(entry, index, place));
  const distance = ({ calls }: ExplainedEntry): number => (calls.length === 0 ? Number.MAX_SAFE_INTEGER : calls.length);
  all.sort((a, b) => distance(a) - distance(b) || byText(a.name, b.name));
  return { shown: all.slice(0, MOST_ENTRIES), inAll: all.length, registers: false };
}

function policyOf(facts: CodeFacts, { resource, operation }: AccessFact): ExplainedEffect['policy'] {
  const found = facts.policies.find((one) => one.resource === resource && one.operation === operation);
  if (!found) return undefined;
  const { pattern, condition, support, of, declared } = found;
  return { pattern, condition, support, of, declared };
}

/** An effect on data, with what is asked of whoever causes it. */
export function effectOf(access: AccessFact, index: CodeIndex): ExplainedEffect {
  const entry = index.entry(access.entryPoint.id);
  const policy = policyOf(index.facts, access);
  return {
    ...(entry ? { entryPoint: nameOf(entry) } : {}),
    operation: access.operation,
    resource: access.resource,
    selector: access.selector,
    keys: access.keys,
    fieldsWritten: access.fieldsWritten,
    who: access.who,
    conditions: access.conditions,
    at: access.at,
    followed: access.followed,
    ...(policy ? { policy } : {}),
    ...(access.deviation ? { deviation: access.deviation } : {}),
  };
}
