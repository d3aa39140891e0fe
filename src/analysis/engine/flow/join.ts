import { unreadOf } from './check-facts';
import type { Mark } from './mark';
import { type Ref, type Clear, type Facts, type Weak, type Value, MAX_REFS, MAX_CONSTS, UNKNOWN, limit } from './value';

/** What a place can hold after several ways have met. */

/** One mark per identity: the shorter way wins, what is dangerous on either way stays dangerous. */
export function joinMarks(a: readonly Mark[], b: readonly Mark[]): readonly Mark[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  if (a.length === 1 && b.length === 1 && a[0] === b[0]) return a;
  const merged = new Map(a.map((mark) => [mark.identity.id, mark]));
  for (const mark of b) {
    const known = merged.get(mark.identity.id);
    if (!known || known === mark) merged.set(mark.identity.id, mark);
    else
      merged.set(mark.identity.id, {
        ...(length(mark) < length(known) ? mark : known),
        bits: mark.bits | known.bits,
        spared: mark.spared ?? known.spared,
        before: mark.before.length < known.before.length ? mark.before : known.before,
      });
  }
  return limit([...merged.values()]);
}

const length = (mark: Mark): number => mark.steps?.length ?? 0;

function sameRef(a: Ref, b: Ref): boolean {
  return a.kind === b.kind && (SAME[a.kind] as (one: Ref, other: Ref) => boolean)(a, b);
}

type Of<K extends Ref['kind']> = Extract<Ref, { kind: K }>;

/** Whether two of one kind lead to the same. */
const SAME: { readonly [K in Ref['kind']]: (a: Of<K>, b: Of<K>) => boolean } = {
  function: (a, b) => a.node === b.node && a.frame === b.frame,
  class: (a, b) => a.cls === b.cls,
  object: (a, b) => a.object === b.object,
  external: (a, b) => a.path === b.path,
  module: (a, b) => a.file === b.file,
  regex: (a, b) => a.pattern === b.pattern && a.flags === b.flags,
  keyed: () => true,
  named: () => true,
  digest: (a, b) => a.of === b.of,
  schema: (a, b) => a.shape === b.shape && a.fields === b.fields,
  settle: (a, b) => a.cell === b.cell,
};

export function joinRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  const all = [...a];
  for (const ref of b) if (!hasRef(a, ref)) all.push(ref);
  if (all.length === a.length) return a;
  return all.length > MAX_REFS ? all.slice(0, MAX_REFS) : all;
}

function hasRef(refs: readonly Ref[], ref: Ref): boolean {
  for (const known of refs) if (known === ref || sameRef(known, ref)) return true;
  return false;
}

function joinConsts(a: Value['consts'], b: Value['consts']): Value['consts'] {
  if (!a || !b) return undefined;
  if (a === b || (a.length === 1 && b.length === 1 && a[0] === b[0])) return a.length <= MAX_CONSTS ? a : undefined;
  const all = [...new Set([...a, ...b])];
  return all.length <= MAX_CONSTS ? all : undefined;
}

export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  const consts = joinConsts(a.consts, b.consts);
  const refs = joinRefs(a.refs, b.refs);
  const marks = joinMarks(a.marks, b.marks);
  const text = a.text === b.text ? a.text : undefined;
  const items = joinItems(a.items, b.items);
  const scalar = a.scalar === b.scalar ? a.scalar : undefined;
  // Most joins add nothing: no new value is needed then.
  const same =
    a.sure === b.sure && consts === a.consts && refs === a.refs && marks === a.marks && items === a.items && !a.facts;
  if (same && text === a.text && scalar === a.scalar) return a;
  const facts = joinFacts(a, b);
  const sure = a.sure === true && b.sure === true;
  return { consts, refs, marks, text, items, scalar, ...(facts && { facts }), ...(sure && { sure }) };
}

/** What an answer says that can only be the one of the two, or that both give. */
function joinFacts(a: Value, b: Value): Facts | undefined {
  if ((!a.facts && !b.facts) || a.scalar === 'boolean' || b.scalar === 'boolean') return undefined;
  const whenFalse = saidBy(a, b, isTruthy, 'whenFalse');
  const whenTrue = saidBy(a, b, isFalsy, 'whenTrue');
  const weak = doubts(a, b);
  return whenTrue.length + whenFalse.length + weak.length > 0 ? { whenTrue, whenFalse, weak } : undefined;
}

/** Most of them that one value keeps. */
const MOST_DOUBTS = 4;

/** What may be a check on both ways, or on the only one that can come out so. */
function doubts(a: Value, b: Value): readonly Weak[] {
  const [left, right] = [unreadOf(a), unreadOf(b)];
  if (left.length === 0 && !isFalsy(a)) return [];
  if (right.length === 0 && !isFalsy(b)) return [];
  return [...left, ...right.filter((one) => !left.some((other) => sameDoubt(one, other)))].slice(0, MOST_DOUBTS);
}

const sameDoubt = (one: Weak, other: Weak): boolean =>
  one.identity.id === other.identity.id && one.span === other.span && one.file === other.file;

/** `never`: whether a value never comes out that way. */
function saidBy(
  a: Value,
  b: Value,
  never: (value: Value) => boolean,
  outcome: 'whenTrue' | 'whenFalse',
): readonly Clear[] {
  const [left, right] = [a.facts?.[outcome] ?? [], b.facts?.[outcome] ?? []];
  if (never(b)) return left;
  if (never(a)) return right;
  return left.flatMap(({ identity, bits }) => {
    const common = right.reduce((mask, one) => (one.identity.id === identity.id ? mask | (one.bits & bits) : mask), 0);
    return common === 0 ? [] : [{ identity, bits: common }];
  });
}

/** True for certain, as a condition. */
export const isTruthy = ({ consts, refs, marks, sure }: Value): boolean =>
  marks.length === 0 &&
  (sure === true || (refs.length === 0 && consts !== undefined && consts.length > 0 && consts.every(Boolean)));

/** False for certain, as a condition. */
export const isFalsy = ({ consts, refs, marks }: Value): boolean =>
  marks.length === 0 && refs.length === 0 && consts !== undefined && consts.length > 0 && !consts.some(Boolean);

/** Whether two values without outside data say the same. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  return (
    a.text === b.text &&
    a.scalar === b.scalar &&
    a.items === b.items &&
    a.marks.length + b.marks.length === 0 &&
    sameConsts(a.consts, b.consts) &&
    a.refs.length === b.refs.length &&
    a.refs.every((ref, at) => sameRef(ref, b.refs[at] as Ref))
  );
}

function sameConsts(a: Value['consts'], b: Value['consts']): boolean {
  if (a === b) return true;
  return a !== undefined && a.length === b?.length && a.every((one, at) => Object.is(one, b[at]));
}

export function joinAll(values: readonly Value[]): Value {
  return values.length === 0 ? UNKNOWN : values.reduce(join);
}

function joinItems(a: Value['items'], b: Value['items']): Value['items'] {
  if (!a || !b || a.length !== b.length) return undefined;
  if (a === b) return a;
  return a.map((item, index) => join(item, b[index] ?? UNKNOWN));
}
