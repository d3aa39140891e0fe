import type { CallMet } from '../../artifacts/considered';
import type { Silence } from '../../artifacts/explanation';
import type { CodeFacts, FunctionFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import { type CodeIndex, isModule } from '../code-index';
import { covers, type Place } from './claims';

const MOST_CALLERS = 5;
const MOST_CALLS = 6;

/** What is known of a place, of which nothing was said. */
export interface Quiet {
  place: Place;
  index: CodeIndex;
  /** How many entry points lead there. */
  entries: number;
  /** Whether outside data at the place was explained. */
  harmless: boolean;
  claimed: boolean;
  /** The line holds nothing that runs. */
  empty: boolean;
}

/** Why a file says nothing as a whole. */
export function silenceOfFile(facts: CodeFacts, file: FileFact): Silence[] {
  const unread = facts.coverage.unread.find(({ path }) => path === file.path);
  const found: Silence[] = [];
  if (file.role === 'test' || file.role === 'generated') found.push({ kind: 'not-judged', why: file.role });
  if (!file.analyzed && file.unread) found.push({ kind: 'unread-language', name: file.unread.name });
  else if (!file.analyzed && file.skipped)
    found.push({ kind: 'not-read', why: unread?.why ?? { is: 'skipped', name: file.skipped } });
  else if (!file.analyzed && file.language !== undefined && unread) found.push({ kind: 'not-read', why: unread.why });
  else if (!file.analyzed) found.push({ kind: 'not-code' });
  const limits = facts.limits.filter(({ path }) => path === file.path);
  return [
    ...found,
    ...limits.map(({ why, code }): Silence => ({ kind: 'limit', why, ...(code === undefined ? {} : { code }) })),
  ];
}

/** Why a path that was not listed says nothing. */
export function silenceOfUnlisted(facts: CodeFacts, path: string): Silence[] {
  const above = facts.inventory.leftOut?.find((one) => path === one.path || path.startsWith(`${one.path}/`));
  if (!above) return [];
  return [{ kind: 'left-out', cause: above.cause, ...(above.rule === undefined ? {} : { rule: above.rule }) }];
}

function reached({ place, index, entries }: Quiet): Silence[] {
  const fn = index.functionAt(place.file, place.line);
  const entered = index.facts.considered?.entered.some(({ functionId }) => functionId === fn?.id) === true;
  if (!fn || isModule(fn)) return entries > 0 ? [] : [{ kind: 'runs-at-start' }];
  if (entries === 0) return [{ kind: 'not-reached', function: fn.name, callers: callersOf(fn, index) }];
  return entered ? [] : [{ kind: 'not-entered' }];
}

function callersOf(fn: FunctionFact, index: CodeIndex): { name: string; file: string; line: number }[] {
  return fn.callers
    .flatMap((id) => index.function(id) ?? [])
    .slice(0, MOST_CALLERS)
    .map(({ name, file, line }) => ({ name, file, line }));
}

/** Calls that are longer hold functions: what stands in those is not an argument. */
const LONGEST_CALL = 12;

/** Calls that begin on the line; else the shortest that it is a part of. */
function callsAt({ file, line }: Place, all: readonly CallMet[]): CallMet[] {
  const inFile = all.filter((one) => one.file === file);
  const begun = inFile.filter((one) => one.line === line);
  if (begun.length > 0) return begun;
  const around = inFile.filter(
    (one) => one.line < line && line <= one.endLine && one.endLine - one.line <= LONGEST_CALL,
  );
  const shortest = Math.min(...around.map((one) => one.endLine - one.line));
  return around.filter((one) => one.endLine - one.line === shortest);
}

function calls({ place, index, harmless }: Quiet): Silence[] {
  const here = callsAt(place, index.facts.considered?.calls ?? []);
  const some = (kind: 'nothing-from-outside' | 'unknown-calls' | 'harmless-calls', met: CallMet[]): Silence[] =>
    met.length === 0 ? [] : [{ kind, calls: met.slice(0, MOST_CALLS) }];
  const fromOutside = ({ given }: CallMet): boolean => given === 'outside' || given === 'harmless';
  const isKnown = ({ known }: CallMet): boolean => known === 'sink' || known === 'row';
  return [
    ...some(
      'nothing-from-outside',
      here.filter((one) => one.known === 'sink' && !fromOutside(one)),
    ),
    ...some(
      'unknown-calls',
      here.filter((one) => !isKnown(one) && fromOutside(one)),
    ),
    ...(harmless
      ? []
      : some(
          'harmless-calls',
          here.filter((one) => isKnown(one) && fromOutside(one)),
        )),
  ];
}

/** Why nothing, or no more, is said about a line of a file that was read. */
export function silenceOfLine(quiet: Quiet): Silence[] {
  const { place, index, claimed, harmless, empty } = quiet;
  const { considered } = index.facts;
  if (empty && !claimed && !harmless) return [{ kind: 'no-code' }];
  const leftOut = (considered?.leftOut ?? [])
    .filter(({ at }) => covers(at, place))
    .map((flaw): Silence => ({ kind: 'left-out-flaw', flaw }));
  if (claimed) return leftOut;
  const found = [...leftOut, ...reached(quiet), ...calls(quiet)];
  if (considered?.cut === true) found.push({ kind: 'cut' });
  if (found.length > 0 || harmless) return found;
  return considered === undefined ? [{ kind: 'unknown' }] : [{ kind: 'nothing-dangerous' }];
}
