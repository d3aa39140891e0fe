import type { EntryPointFact, GuardFact } from '../../../artifacts/facts';
import { ANSWERING_PARAMETERS, ASKING_DECORATORS } from '../../../knowledge/access/identity';
import { LETS_THROUGH } from '../../../knowledge/controls/mechanisms';
import { CALLER_DECORATORS, CALLER_TYPE, INJECTED_CALLER, INJECTING } from '../../../knowledge/controls/caller';
import type { Expr, Param } from '../../read/ir';
import type { Guarding, Registration } from '../entries/registration';
import { calledName, lastName } from '../last-name';
import type { FunctionNode } from '../link/definitions';
import { dotted } from '../link/walk';
import { Environment } from './environment';
import { and, holds, NEVER } from './formula';
import type { Atom, Formula, Value } from './kinds';
import { invoke, invokeAny } from './invoke';
import { CALLER } from './members';
import type { Reader } from './reader';
import { noteUnasked } from './store-effects';
import { UNKNOWN } from './values';

const NEXT: Value = { object: 'next' };
const RESPONSE: Value = { object: 'response' };

/** Goes through what runs for one entry point: the checks in front of it, and its handler. */
export function runEntry(
  reader: Reader,
  registration: Registration,
  entry: EntryPointFact,
  guards: readonly Guarding[],
): void {
  const { fn } = registration.handler ?? {};
  if (!fn) return;
  const request: Value = { object: 'request', fields: new Map() };
  const body = fn.fn.signature.line;
  const asked = fn.fn.decorators.flatMap(askedByDecorator);
  for (const guard of entry.guards)
    if (!standsIn(guard, fn.file, body, fn.fn.span.endLine)) reader.assume(established(guard, asked));
  if (entry.authentication === 'required') reader.assume(holds(signedIn(entry)));
  for (const guard of guards) passThrough(reader, guard, request);
  for (const decorator of fn.fn.decorators)
    passThrough(reader, { expr: decorator, scope: fn.scope.parent ?? fn.scope }, request);
  // What the checks themselves look up is not what the caller gets.
  reader.effects.length = 0;
  const positional = fn.fn.params
    .slice(receivers(reader, fn))
    .map((param, at) => handed(reader, param, at, fn, entry, request));
  invoke(reader, { node: fn, self: { fields: new Map([['request', request]]) } }, { positional, named: new Map() });
  noteUnasked(reader);
}

function receivers(reader: Reader, fn: FunctionNode): number {
  const dialect = reader.program.dialectOf(fn.file);
  return fn.cls && dialect.methodsDeclareReceiver && dialect.receiver(fn.fn) !== undefined ? 1 : 0;
}

/** What a decorator says beside a check that reads it: `@HasPermission(permissions.deleteUser)`. */
function askedByDecorator(decorator: Expr): string[] {
  if (decorator.kind !== 'call' || !ASKING_DECORATORS.test(calledName(decorator) ?? '')) return [];
  return decorator.args.flatMap(({ value }) => dotted(value) ?? (value.kind === 'literal' ? String(value.value) : []));
}

/** Checks inside the handler are read with it. */
const standsIn = ({ at }: GuardFact, file: string, from: number, to: number): boolean =>
  at.file === file && at.line >= from && at.line <= to;

function signedIn({ at }: EntryPointFact): Atom {
  const { file, line, endLine } = at;
  return { kind: 'signed-in', value: 'entry', file, span: { line, endLine, column: 0, endColumn: 0 } };
}

/** What a check in front of the handler establishes; those inside are read with it. */
function established(guard: GuardFact, asked: readonly string[]): Formula {
  const kind = atomKind(guard);
  if (!kind) return [new Map()];
  const { file, line, endLine } = guard.at;
  const roles = guard.roles ?? [];
  const value = [guard.name, ...(roles.length > 0 ? roles : asked)].join(' ');
  const atom: Atom = { kind, value, file, span: { line, endLine, column: 0, endColumn: 0 } };
  return kind === 'role' || kind === 'permission'
    ? and(holds(atom), holds({ ...atom, kind: 'signed-in' }))
    : holds(atom);
}

function atomKind({ category, establishes }: GuardFact): Atom['kind'] | undefined {
  // Of which object a check in front decides whose it is was not followed: it decides by rules of its own.
  if (establishes === 'ownership') return 'policy';
  if (category === 'authorization') return establishes === 'permission' ? 'permission' : 'role';
  if (category !== 'authentication' || LETS_THROUGH.has(establishes)) return undefined;
  return establishes === 'signature' ? 'token' : 'signed-in';
}

const hasWritten = ({ wrote }: Reader): boolean => wrote;
const wasHandedOn = ({ handedOn }: Reader): boolean => handedOn;

/** Steps that a check in front of a handler may take. */
const MOST_CHECK_STEPS = 1_500;

/** Runs a check with the request: what holds behind it is what held when it handed on. */
function passThrough(reader: Reader, guard: Pick<Guarding, 'expr' | 'scope'>, request: Value): void {
  if (reader.stores.silent.has(guard.expr)) return;
  const before = reader.cond;
  reader.wrote = false;
  const whole = reader.apart(MOST_CHECK_STEPS, () => runCheck(reader, guard, request));
  if (!whole || !reader.handedOn || reader.passed.length === 0) reader.cond = before;
  else reader.cond = reader.passed;
  if (reader.cond === before && !hasWritten(reader)) reader.stores.silent.add(guard.expr);
}

function runCheck(reader: Reader, { expr, scope }: Pick<Guarding, 'expr' | 'scope'>, request: Value): void {
  reader.handedOn = false;
  reader.passed = NEVER;
  const owner = scope.owner ?? reader.program.moduleOf(scope.file);
  if (!owner) return;
  const before = reader.cond;
  const { callables } = reader.evaluate(expr, new Environment(owner, undefined, undefined, scope));
  reader.cond = before;
  if (!callables) return;
  const wraps = reader.program.dialectOf(owner.file).handlersReturnAnswers;
  const positional = wraps ? [NEXT] : [request, RESPONSE, NEXT];
  const inner = invokeAny(reader, callables, { positional, named: new Map() });
  if (!inner.callables || wasHandedOn(reader)) return;
  reader.cond = before;
  invokeAny(reader, inner.callables, { positional: [], named: new Map() });
}

/** What the server hands to a parameter of the handler. */
function handed(
  reader: Reader,
  param: Param,
  at: number,
  fn: FunctionNode,
  entry: EntryPointFact,
  request: Value,
): Value {
  const name = param.name ?? '';
  const injected = injectedValue(reader, param, fn, request);
  if (injected) return injected;
  if (param.decorators.length > 0) return decorated(reader, param, fn, request);
  if (entry.kind === 'websocket' || entry.kind === 'messageQueue') return ofMessage(name, at);
  if (entry.kind === 'graphql') return ofResolver(name, at, request);
  if (entry.params.some((one) => one.name === name && one.source === 'path'))
    return { object: 'input', keys: new Set([`path.${name}`]) };
  return ofRequest(reader, param, at, fn, entry, request);
}

/** What the framework hands to a parameter at this place, of this name or type. */
function ofRequest(
  reader: Reader,
  param: Param,
  at: number,
  fn: FunctionNode,
  entry: EntryPointFact,
  request: Value,
): Value {
  const name = param.name ?? '';
  const type = lastNameOf(param.annotation);
  const { inputsAreParameters } = reader.program.dialectOf(fn.file);
  const { language = '' } = reader.program.files.get(fn.file) ?? {};
  const { positions, names, typed } = reader.program.conventions.inputsOf(entry.framework, language);
  const known =
    positions.find((one) => one.at === at && one.whateverName === true && !one.unlessNamed?.test(name)) ??
    names.find((one) => one.name.test(name) || one.type?.test(type)) ??
    (fn.cls && inputsAreParameters ? undefined : positions.find((one) => one.at === at));
  if (known) return given(known, request, name);
  if (!inputsAreParameters) return at >= 2 ? NEXT : UNKNOWN;
  return typed?.made.test(type) === true ? UNKNOWN : { object: 'input', keys: new Set([`input.${name}`]) };
}

/** The request itself, or what its sender brings. */
function given(known: { object: string } | { source: string }, request: Value, name: string): Value {
  if ('object' in known) return objectOf(known.object, request);
  return { object: 'input', keys: new Set([`${known.source}.${name}`]) };
}

function objectOf(path: string, request: Value): Value {
  if (path === '@error') return UNKNOWN;
  return path === '@res' ? RESPONSE : request;
}

const ofMessage = (name: string, at: number): Value =>
  ANSWERING_PARAMETERS.test(name)
    ? UNKNOWN
    : { object: 'input', keys: new Set([`message.${name === '' ? at : name}`]) };

function ofResolver(name: string, at: number, request: Value): Value {
  if (/^(?:ctx|context|info|request|req)$/i.test(name) || at === 2) return request;
  return at === 0 && !/args|input|id/i.test(name) ? UNKNOWN : { object: 'input', keys: new Set(['args']) };
}

const lastNameOf = (annotation: Expr | undefined): string => {
  if (annotation?.kind === 'index') return lastName(annotation.object) ?? '';
  return annotation ? (lastName(annotation) ?? '') : '';
};

/** `Depends(get_current_user)`, `Annotated[User, Depends(…)]`: another function of the program gives the value. */
function injectedValue(reader: Reader, param: Param, fn: FunctionNode, request: Value): Value | undefined {
  const call = injectingCall(param.fallback) ?? injectingCall(annotated(param.annotation));
  const provider = call?.args[0]?.value;
  if (!provider) return CALLER_TYPE.test(lastNameOf(param.annotation)) ? CALLER : undefined;
  const scope = fn.scope.parent ?? fn.scope;
  const owner = scope.owner ?? fn;
  const { callables } = reader.evaluate(provider, new Environment(owner, undefined, undefined, scope));
  const isCaller = INJECTED_CALLER.test(lastName(provider) ?? '');
  const [first] = callables ?? [];
  if (!first) return isCaller ? CALLER : UNKNOWN;
  const before = reader.cond;
  const positional = first.node.fn.params.map((one) => injectedValue(reader, one, first.node, request) ?? request);
  const value = invoke(reader, first, { positional, named: new Map() });
  if (reader.cond.length === 0) reader.cond = before;
  return isCaller ? { ...value, caller: 'self' } : value;
}

function injectingCall(expr: Expr | undefined): Extract<Expr, { kind: 'call' }> | undefined {
  return expr?.kind === 'call' && INJECTING.has(calledName(expr) ?? '') ? expr : undefined;
}

function annotated(annotation: Expr | undefined): Expr | undefined {
  if (annotation?.kind !== 'index') return undefined;
  const { index } = annotation;
  return index.kind === 'array' ? index.items.find((item) => item.kind === 'call') : index;
}

/** What a decorator of the parameter asks for. */
function decorated(reader: Reader, param: Param, fn: FunctionNode, request: Value): Value {
  for (const decorator of param.decorators) {
    const name = calledName(decorator) ?? '';
    if (CALLER_DECORATORS.has(name)) return CALLER;
    const asked = reader.program.conventions.decorators.get(name);
    const first = decorator.kind === 'call' ? decorator.args[0]?.value : undefined;
    const key = first?.kind === 'literal' ? String(first.value) : undefined;
    if (asked && 'object' in asked) return objectOf(asked.object, request);
    if (asked)
      return {
        object: 'input',
        keys: new Set([key === undefined ? name.toLowerCase() : `${name.toLowerCase()}.${key}`]),
      };
    const made = ownDecorator(reader, decorator, fn, request);
    if (made) return made;
  }
  return UNKNOWN;
}

/** A decorator that the program makes itself: its function is handed what leads to the request. */
function ownDecorator(reader: Reader, decorator: Expr, fn: FunctionNode, request: Value): Value | undefined {
  const scope = fn.scope.parent ?? fn.scope;
  const callee = decorator.kind === 'call' ? decorator.callee : decorator;
  for (const one of reader.program.resolve(callee, scope)) {
    const maker = one.kind === 'external' ? one.origin : undefined;
    const factory = maker?.expr.args[0]?.value;
    const node =
      factory?.kind === 'function' ? reader.program.nodeOf(factory.fn, maker?.scope.file ?? fn.file) : undefined;
    if (!node) continue;
    const before = reader.cond;
    const value = invoke(reader, { node }, { positional: [UNKNOWN, request], named: new Map() });
    reader.cond = before;
    return value;
  }
  return undefined;
}
