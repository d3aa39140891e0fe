import { COMPARING_SECRETS } from '../../../../knowledge/controls/identity';
import { addressHas, contains, equals } from './compare';
import { type Run } from './context';
import { type State } from './state';
import { constant, OTHER, truthOf, type Value } from './value';
import { type Call, text } from './call';

/** `a.equals(b)`, `roles.includes(x)`, `path.startsWith('/public')`, `timingSafeEqual(a, b)`. */
export function compared(run: Run, { path, name, object, given }: Call): Value | undefined {
  const [first, second] = given.map(({ value }) => value);
  if (COMPARING_SECRETS.test(path)) {
    run.questions += 1;
    run.asked.signature = true;
    return constant(run.world.signedIn);
  }
  if (object === undefined) return name === 'len' ? lengthOf(first) : undefined;
  if (first === undefined) return undefined;
  if (/^(?:equals|isEqual|eq|is)$/.test(name) && second === undefined) return equals(run, object, first);
  if (HOLDING.test(name) && object.kind !== 'path') return amongThem(run, name, object, first);
  return affixed(run, name, object, text(first));
}

const HOLDING = /^(?:includes|contains|has|indexOf|some_in|issuperset|__contains__)$/;

function lengthOf(value: Value | undefined): Value | undefined {
  const known = text(value);
  return known === undefined ? undefined : constant(known.length);
}

function amongThem(run: Run, name: string, object: Value, item: Value): Value | undefined {
  const value = contains(run, object, item);
  if (value.kind === 'other' && object.kind === 'other') return undefined;
  return name === 'indexOf' ? positionOf(value) : value;
}

/** How the address begins or ends. */
function affixed(run: Run, name: string, object: Value, affix: string | undefined): Value | undefined {
  if (object.kind !== 'address' || affix === undefined) return undefined;
  if (/^starts_?with$/i.test(name)) return addressHas(run, object, 'start', affix);
  return /^ends_?with$/i.test(name) ? addressHas(run, object, 'end', affix) : undefined;
}

/** `LIST.indexOf(x)`: what is not there has no place; where the others stand makes no difference. */
function positionOf(isThere: Value): Value {
  const truth = truthOf(isThere);
  if (truth === undefined) return isThere;
  return constant(truth ? 0 : -1);
}

/** `LIST.some(fn)`, `any(values)`: each item of a list that is known. */
export function iterated(run: Run, { name, object, given, state }: Call): Value | undefined {
  const [first] = given.map(({ value }) => value);
  if (/^(?:any|all)$/.test(name) && first?.kind === 'list') return joined(name === 'any', first.items);
  if (!/^(?:some|every)$/.test(name) || first?.kind !== 'closure') return undefined;
  if (object?.kind === 'role') return ofRoles(run, first, state);
  if (object?.kind !== 'list') return undefined;
  const outcomes = object.items.map((item) => {
    const outs = run.invoke(first.fn, first.env, [{ value: item }], state);
    const [only] = outs;
    return only && outs.length === 1 && only.end === 'next' ? only.value : OTHER;
  });
  return joined(name === 'some', outcomes);
}

function ofRoles(run: Run, fn: Extract<Value, { kind: 'closure' }>, state: State): Value {
  const outs = run.invoke(fn.fn, fn.env, [{ value: { kind: 'role' } }], state);
  return outs[0]?.value ?? OTHER;
}

function joined(any: boolean, values: readonly Value[]): Value {
  const truths = values.map(truthOf);
  if (truths.includes(any)) return constant(any);
  return truths.every((truth) => truth === !any) ? constant(!any) : OTHER;
}
