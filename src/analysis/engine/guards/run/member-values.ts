import { CREDENTIAL_HOLDER, KEY_FOR_PROGRAMS, NOT_SIGNED_IN, SIGNED_IN } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { FunctionNode } from '../../link/definitions';
import { ownMethod } from '../../link/own-method';
import { classAround } from './base-checks';
import { type Run, scopeOf } from './context';
import { found, inAddress, memberOfCaller, isNoParameter } from './paths';
import { failing, going, type Out, type State } from './state';
import { constant, fieldOf, NULL, OTHER, type Value } from './value';
import { closureOf, place } from './named-values';
import { traitsOf } from './traits';

const CREDENTIAL: Value = { kind: 'sent', credential: true };

function isOptional(expr: Expr): boolean {
  if (expr.kind === 'member') return expr.optional === true || isOptional(expr.object);
  if (expr.kind === 'index') return isOptional(expr.object);
  return expr.kind === 'call' && isOptional(expr.callee);
}

/** In a handler that does not catch it, an error about nobody being there is no check. */
const fatal = (run: Run): boolean => run.inFront || run.attempts > 0;

const asksForStranger = (key: string): boolean => SIGNED_IN.test(key) || NOT_SIGNED_IN.test(key);

export function memberOf(run: Run, expr: Extract<Expr, { kind: 'member' }>, object: Value, state: State): Out[] {
  if (object.kind === 'nothing' && !asksForStranger(expr.property)) {
    const fails = !object.soft && !isOptional(expr) && fatal(run);
    return fails ? [failing(state, OTHER)] : [going(state, object)];
  }
  const value =
    ofSent(run, expr, object) ??
    (object.kind === 'const' && isOptional(expr) ? memberOfConstant(run, object.value) : undefined) ??
    // A member of another module is what that module has, whatever it is called.
    (run.inFront ? functionOf(run, expr, state) : undefined) ??
    constantOf(run, expr, state);
  const known = value ?? member(run, object, expr.property, state);
  const getter = known.kind === 'path' ? getterOf(run, object, expr.property, state) : undefined;
  return getter ? run.invoke(getter, undefined, [], state) : [going(state, known)];
}

/** A member of its own that a method of the class gives, where that may look at who asks. */
function getterOf(run: Run, object: Value, name: string, state: State): FunctionNode | undefined {
  if (object.kind !== 'path' || !ITSELF.test(object.path)) return undefined;
  const cls = classAround(state);
  const node = cls && ownMethod(run.program, cls, (one) => one.name === name && one.kind === 'getter');
  return node && traitsOf(run.program, node).decides ? node : undefined;
}

const ITSELF = /^(?:self|this)$/;

/** What was sent under a name that says what it is for. */
function ofSent(
  run: Run,
  { object: of, property }: Extract<Expr, { kind: 'member' }>,
  object: Value,
): Value | undefined {
  if (broughtInBody(run, object, property)) return CREDENTIAL;
  if (object.kind !== 'sent' || of.kind !== 'member') return undefined;
  if (inAddress(run, of.property, property)) return CREDENTIAL;
  return isNoParameter(run, of.property, property) ? NULL : undefined;
}

/** `(verified(token) && read(token))?.role`: what is not there equals nothing that is. */
function memberOfConstant(run: Run, value: unknown): Value | undefined {
  if (value === null) return run.inFront ? { kind: 'nothing', soft: true } : NULL;
  return run.inFront && value === false ? { kind: 'nothing', soft: true } : undefined;
}

/** In front of handlers a key for programs proves as much in a body as in a header. */
const broughtInBody = (run: Run, object: Value, key: string): boolean =>
  run.inFront && (object.kind === 'sent' || object.kind === 'other') && KEY_FOR_PROGRAMS.test(key);

function functionOf(run: Run, expr: Expr, state: State): Value | undefined {
  const [first, ...others] = run.program.resolve(expr, scopeOf(state));
  return first?.kind === 'function' && first.receiver?.kind !== 'instance' && others.length === 0
    ? closureOf(run, first)
    : undefined;
}

/** `Role.OWNER`: what a class or an enumeration of the program keeps under a name. */
function constantOf(run: Run, expr: Extract<Expr, { kind: 'member' }>, state: State): Value | undefined {
  if (expr.object.kind !== 'name' || !/^[A-Z]/.test(expr.object.name)) return undefined;
  // What a base from a library has under that name is hidden by it.
  const found = run.program.resolve(expr, scopeOf(state)).filter(({ kind }) => kind !== 'external');
  return found.length === 1 && found[0]?.kind === 'literal' ? constant(found[0].value) : undefined;
}

export function member(run: Run, object: Value, key: string, state: State): Value {
  switch (object.kind) {
    case 'path':
      return place(run, state, `${object.path}.${key}`);
    case 'caller':
      return memberOfCaller(run, key);
    case 'nothing':
      return asksForStranger(key) ? memberOfCaller(run, key) : object;
    case 'sent':
      return object;
    case 'address':
      return /path|url|href/i.test(key) ? object : OTHER;
    case 'list':
      return fieldOf(object, key) ?? (key === 'length' ? constant(object.items.length) : OTHER);
    default:
      return OTHER;
  }
}

export function indexOf(run: Run, object: Value, key: Value, state: State): Out[] {
  if (object.kind === 'nothing' && !object.soft && fatal(run)) return [failing(state, OTHER)];
  if (key.kind !== 'const') return [going(state, underUnknown(run, object, key))];
  if (typeof key.value === 'string') return underName(run, object, key.value, state);
  if (object.kind === 'list' && typeof key.value === 'number') return [going(state, object.items[key.value] ?? OTHER)];
  if (isCredentialHolder(object)) return [going(state, { kind: 'sent', credential: false })];
  // No table holds anything under no name.
  if (key.value === null && run.inFront) return [going(state, { kind: 'nothing', soft: false })];
  return [going(state, partOf(object))];
}

function underName(run: Run, object: Value, key: string, state: State): Out[] {
  if (broughtInBody(run, object, key)) return [going(state, CREDENTIAL)];
  const value = member(run, object, key, state);
  // A key that is not there is an error where a member that is not there is none.
  const fails =
    value.kind === 'nothing' && object.kind === 'path' && fatal(run) && run.dialect(state.env.fn.file).hasDictionaries;
  return [fails ? failing(state, OTHER) : going(state, value)];
}

function underUnknown(run: Run, object: Value, key: Value): Value {
  if (isCredentialHolder(object)) return { kind: 'sent', credential: key.kind === 'secret' };
  return key.kind === 'sent' && key.credential ? found(run) : partOf(object);
}

const isCredentialHolder = (object: Value): boolean => object.kind === 'path' && CREDENTIAL_HOLDER.test(object.path);

const partOf = (object: Value): Value => (object.kind === 'sent' || object.kind === 'nothing' ? object : OTHER);
