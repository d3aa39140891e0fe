import type { AccessCondition, AccessFact } from '../../../artifacts/access';
import type { EntryPointFact } from '../../../artifacts/facts';
import { compareByPlace, compareText } from '../../read/order';
import type { TextSource } from '../../read/text-source';
import type { Registration } from '../entries/registration';
import type { RouterTree } from '../entries/router-tree';
import type { Program } from '../link/definitions';
import { runEntry } from './entry';
import { evaluate } from './expressions';
import { and, holds, NEVER, or, PERSONAL } from './formula';
import type { Atom, Formula, Value } from './kinds';
import { askedAbout } from './noted-effects';
import { type Effect, Reader } from './reader';
import { execute } from './statements';
import { StoreKnowledge } from './store-knowledge';
import { conditionsOf, keysOf, selectorOf, whoOf } from './who';
import { whole } from './values';

/** What is registered, by the ids of the entry points. */
export interface Registered {
  entryPoints: readonly EntryPointFact[];
  registrations: ReadonlyMap<string, Registration>;
  tree: RouterTree;
}

/** Runs the work on one entry point of a file. */
type PerEntry = (file: string, work: () => void) => void;

/** Every effect on stored data that an entry point can reach, with who gets to it. */
export function findAccess(
  program: Program,
  texts: TextSource,
  registered: Registered,
  perEntry: PerEntry,
): AccessFact[] {
  const stores = new StoreKnowledge(program);
  const found: AccessFact[] = [];
  for (const entry of registered.entryPoints) {
    const registration = registered.registrations.get(entry.id);
    if (!registration) continue;
    perEntry(entry.at.file, () => {
      const reader = new Reader(program, stores, { evaluate, execute });
      runEntry(reader, registration, entry, registered.tree.guardsOf(registration));
      found.push(...merged(reader.effects).map((effect) => factOf(effect, entry, texts, !reader.exhausted)));
    });
  }
  return found.sort(
    (a, b) =>
      compareByPlace(a.at, b.at) ||
      compareText(a.entryPoint.id, b.entryPoint.id) ||
      compareText(a.operation, b.operation),
  );
}

/** Ways to write that leave what was there. */
const ADDING = /^\$(?:inc|push|addToSet|pull)\./;

const isIdentity = ({ caller, keys }: Value): boolean => caller === 'self' && keys === undefined;

/** One effect may be reached on several ways: it is one, reached when any of them is. */
function merged(effects: readonly Effect[]): Effect[] {
  const found = new Map<string, Effect>();
  for (const effect of effects) {
    const key = [effect.operation, effect.resource, effect.file, effect.span.line, effect.span.column].join(' ');
    const known = found.get(key);
    found.set(key, known ? joinedEffect(known, effect) : effect);
  }
  return [...found.values()];
}

function joinedEffect(a: Effect, b: Effect): Effect {
  return {
    ...a,
    cond: or(a.cond, b.cond),
    parts: [...a.parts, ...b.parts],
    targets: [...a.targets, ...b.targets],
    written: new Map([...a.written, ...b.written]),
    asked: [...a.asked, ...b.asked],
  };
}

const isReading = ({ operation }: Effect): boolean => operation === 'read' || operation === 'list';

/** What is looked up and only then compared with the caller is read by those whom the comparison lets go on. */
function withChecks(effect: Effect): Effect {
  if (!isReading(effect)) return effect;
  const checks = effect.targets.flatMap((one) => one.checks);
  const either = checks.reduce<Formula>((sum, atom) => or(sum, holds(atom)), NEVER);
  return checks.length === 0 ? effect : { ...effect, cond: and(effect.cond, either) };
}

/**
 * Whose the object is was asked, and something came of it, and yet not only those get through: what the exceptions are
 * was not understood. What was only read is asked about afterwards.
 */
function exceptionsOf(effect: Effect): readonly Atom[] {
  const asked = isReading(effect) ? askedAbout(effect.targets) : effect.asked;
  return asked.length > 0 && !conditionsOf(effect).some(({ kind }) => PERSONAL.has(kind)) ? asked.slice(0, 2) : [];
}

const conditionOf = (atom: Atom, texts: TextSource): AccessCondition => ({
  kind: atom.kind,
  value: atom.value,
  at: texts.span(atom.file, { ...atom.span, endLine: atom.span.line }),
});

function factOf(seen: Effect, entry: EntryPointFact, texts: TextSource, followed: boolean): AccessFact {
  const effect = withChecks(seen);
  return {
    entryPoint: { id: entry.id, file: entry.at.file, line: entry.at.line },
    ...(entry.handler ? { handler: { file: entry.handler.at.file, line: entry.handler.at.line } } : {}),
    operation: effect.operation,
    resource: effect.resource,
    selector: selectorOf(effect),
    keys: [...keysOf(effect)].sort(),
    fieldsWritten: [...effect.written]
      .filter(([, value]) => whole(value).keys !== undefined)
      .map(([key]) => key)
      .sort(),
    fieldsFromCaller: [...effect.written]
      .filter(([, value]) => isIdentity(whole(value)))
      .map(([key]) => key)
      .sort(),
    adds: effect.written.size > 0 && [...effect.written.keys()].every((key) => ADDING.test(key)),
    fieldsAnswered: [],
    who: whoOf(effect),
    conditions: [
      ...conditionsOf(effect).map((atom) => conditionOf(atom, texts)),
      ...exceptionsOf(effect).map((atom) => ({ ...conditionOf(atom, texts), kind: 'not-understood' as const })),
    ],
    at: texts.span(effect.file, { ...effect.span, endLine: effect.span.line }),
    functionId: effect.fn.key,
    followed: followed && entry.unexplained.length === 0,
  };
}
