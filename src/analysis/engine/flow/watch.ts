import type { CallMet, Considered, HarmlessBecause, HarmlessFlow } from '../../../artifacts/considered';
import { ALL, bits, familiesIn, type FlowFamily } from '../../../knowledge/flow/families';
import type { Span } from '../../read/ir';
import type { TextSource } from '../../read/text-source';
import type { FunctionNode } from '../link/definitions';
import { fieldOf } from './asks';
import { deepMarks, itemsOf } from './collections';
import { dangerous } from './danger';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Harmless, Watch } from './watching';
import type { KnownAs } from './root-context';
import { pathOf, placeOf } from './report';
import { shown } from './sinks';
import { sparedByChecks, sparersOf } from './spared';
import type { Mark, Spared } from './mark';
import type { Value } from './value';

const MOST_FLOWS = 5_000;
const MOST_FLOWS_OF_A_PLACE = 3;
const MOST_CALLS = 50_000;
const MOST_ENTRIES = 12;
const MOST_REASONS = 6;
const MOST_LEVELS = 3;

/** What the text must be able to hold for some families: a check of that may be what makes it harmless. */
const NEEDED = bits('parent-folder', 'absolute-path', 'quote', 'unquoted', 'leading-dash');

interface Place {
  span: Span;
  callSpan: Span;
  sink: string;
}

type Reason = { kind: 'spared'; spared: Spared } | Exclude<HarmlessBecause, { kind: 'check' | 'call' }>;

interface Candidate extends Place {
  family: FlowFamily;
  file: string;
  mark: Mark;
  entryPoints: Set<string>;
  because: Reason[];
}

/** The worst first. */
const WORST: readonly CallMet['given'][] = ['outside', 'harmless', 'other', 'constant', 'nothing'];
const worse = (a: CallMet['given'], b: CallMet['given']): CallMet['given'] =>
  WORST.indexOf(a) <= WORST.indexOf(b) ? a : b;

/** Keeps what the interpreter meets: outside data at dangerous places where it does no harm, calls, functions. */
export class FlowWatch implements Watch {
  private readonly flows = new Map<string, Candidate[]>();
  private readonly called = new Map<string, CallMet>();
  private readonly entered = new Map<string, Set<string>>();
  private kept = 0;
  private cut = false;

  constructor(private readonly m: Machine) {}

  enters(node: FunctionNode): void {
    const known = this.entered.get(node.key) ?? new Set<string>();
    this.entered.set(node.key, known);
    for (const id of this.m.root.entryPoints) if (known.size < MOST_ENTRIES) known.add(id);
  }

  calls(name: string, known: KnownAs, args: Arguments, span: Span): void {
    const { file } = this.m.at;
    const called = shown(name);
    const key = `${file}\0${span.line}\0${called}`;
    const before = this.called.get(key);
    if (!before && this.called.size >= MOST_CALLS) {
      this.cut = true;
      return;
    }
    const given = this.given(args);
    this.called.set(key, {
      file,
      line: span.line,
      endLine: span.endLine,
      name: called,
      known,
      given: before ? worse(before.given, given) : given,
    });
  }

  private given(args: Arguments): CallMet['given'] {
    const values = [...args.positional, ...args.named.values()].map(({ value }) => value);
    if (values.length === 0) return 'nothing';
    const marks = values.flatMap((value) => deepMarks(this.m, value));
    if (marks.some((mark) => mark.bits !== 0)) return 'outside';
    if (marks.length > 0) return 'harmless';
    const data = values.filter((value) => !isCallback(value));
    return data.every((value) => this.isConstant(value, 0)) ? 'constant' : 'other';
  }

  /** A list of constants is one as well. */
  private isConstant(value: Value, depth: number): boolean {
    if (value.refs.length === 0) return value.consts !== undefined;
    const items = depth < MOST_LEVELS ? itemsOf(this.m, value) : undefined;
    return items?.every((item) => this.isConstant(item, depth + 1)) === true;
  }

  arrives(family: FlowFamily, value: Value, place: Place): void {
    const { state } = this.m;
    for (const one of value.marks) {
      const mark = sparedByChecks(one, state.clearedBits(one.identity), state.passed);
      if (dangerous(family, mark)) continue;
      const because = reasons(family, mark);
      if (because.length > 0) this.keep(family, mark, place, because);
    }
  }

  spares(kind: Harmless, family: FlowFamily, value: Value, place: Place): void {
    for (const mark of value.marks) if ((whole(mark) & bits(family)) !== 0) this.keep(family, mark, place, [{ kind }]);
  }

  private keep(family: FlowFamily, mark: Mark, { span, callSpan, sink }: Place, because: Reason[]): void {
    const { file } = this.m.at;
    const key = `${file}\0${String(span.line).padStart(7, '0')}\0${family}`;
    const known = this.flows.get(key) ?? [];
    this.flows.set(key, known);
    const same = known.find((one) => sameOrigin(one.mark, mark) && sameReasons(one.because, because));
    const entryPoints = same?.entryPoints ?? new Set<string>();
    for (const id of this.m.root.entryPoints) if (entryPoints.size < MOST_ENTRIES) entryPoints.add(id);
    if (same) return;
    if (known.length >= MOST_FLOWS_OF_A_PLACE || this.kept >= MOST_FLOWS) {
      this.cut ||= this.kept >= MOST_FLOWS;
      return;
    }
    this.kept += 1;
    known.push({ family, file, span, callSpan, sink, mark, entryPoints, because });
  }

  /** Everything, in the order of the places. */
  met(texts: TextSource): Omit<Considered, 'leftOut' | 'zones'> {
    const byKey = <T>(map: ReadonlyMap<string, T>): [string, T][] =>
      [...map.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      flows: byKey(this.flows).flatMap(([, some]) => some.map((one) => toFact(one, texts))),
      calls: [...this.called.values()].sort(byPlace),
      entered: byKey(this.entered).map(([functionId, ids]) => ({ functionId, entryPoints: [...ids].sort() })),
      cut: this.cut,
    };
  }
}

const isCallback = ({ refs }: Value): boolean => refs.length > 0 && refs.every(({ kind }) => kind === 'function');

/** All it was dangerous for before anything took that away. */
const whole = (mark: Mark): number => sparersOf(mark).reduce((mask, one) => mask | one.bits, mark.bits);

/** Why the data does no harm where it is: what took the danger away, or the place it has in the text. */
function reasons(family: FlowFamily, mark: Mark): Reason[] {
  const restored = { ...mark, bits: whole(mark) };
  if (!dangerous(family, restored))
    return (restored.bits & bits(family)) === 0 ? [] : [{ kind: 'position', before: mark.before }];
  const deciding = bits(family) | NEEDED;
  return sparersOf(mark)
    .filter((one) => (one.bits & deciding) !== 0)
    .slice(0, MOST_REASONS)
    .map((spared) => ({ kind: 'spared', spared }));
}

const sameOrigin = (a: Mark, b: Mark): boolean =>
  a.origin.file === b.origin.file && a.origin.span.line === b.origin.span.line && a.name === b.name;

const spelled = (reason: Reason): string =>
  reason.kind === 'spared' ? `${reason.spared.file}:${reason.spared.span.line}` : reason.kind;
const sameReasons = (a: readonly Reason[], b: readonly Reason[]): boolean =>
  a.map(spelled).join(' ') === b.map(spelled).join(' ');

function toFact(one: Candidate, texts: TextSource): HarmlessFlow {
  const { family, sink, mark, entryPoints, because } = one;
  const { kind, file, span } = mark.origin;
  const at = placeOf(one, texts);
  const source = texts.span(file, span);
  return {
    weakness: family,
    at,
    sink,
    source: { kind, at: source, ...(mark.name && { name: mark.name.slice(0, 60) }) },
    sent: fieldOf(mark),
    path: pathOf({ mark }, source, at, texts),
    entryPoints: [...entryPoints].sort(),
    because: because.map((reason) => becauseOf(reason, texts)),
  };
}

function becauseOf(reason: Reason, texts: TextSource): HarmlessBecause {
  if (reason.kind !== 'spared') return reason;
  const { file, span, by, rules } = reason.spared;
  const at = texts.span(file, span);
  const ruled = (rules & ALL) === ALL ? { rulesOut: [], everything: true as const } : { rulesOut: familiesIn(rules) };
  return 'call' in by
    ? { kind: 'call', at, call: shown(by.call), ...ruled }
    : { kind: 'check', at, holds: by.holds, need: by.need, ...ruled };
}

function byPlace(a: CallMet, b: CallMet): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || (a.name < b.name ? -1 : 1);
}
