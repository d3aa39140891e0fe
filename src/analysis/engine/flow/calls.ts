import type { Expr, Span } from '../../read/ir';
import type { ClassNode } from '../link/definitions';
import { ownMethod } from '../link/own-method';
import { builtinMethod } from './builtins';
import { isEnum } from './class-shapes';
import { objectsOf } from './collections';
import { throughCall } from './callbacks';
import { compiledClass } from './compiled-classes';
import { digestMethod } from './digests';
import { holdFields } from './field-classes';
import { withDoubt } from './check-facts';
import { clearsOf, unreadFacts } from './guards';
import { callExternal, looksUp, modelled } from './library';
import { answerOfCheck } from './library-checks';
import type { Arguments } from './arguments';
import type { CallExpr, Machine } from './machine';
import { onlyMethod } from './only-method';
import { noteConstructed, noteNamed, noteUnknownCall } from './sinks';
import { callValidator, parsedModel } from './validation-calls';
import { Cell, reference, UNKNOWN, type Value } from './value';
import { join, joinAll } from './join';
import { ALL } from '../../../knowledge/flow/families';
import { COMPILED } from '../../../knowledge/flow/schemas';
import { noteRendered } from './raw-uses';
import { reflected } from './reflected-calls';
import { moduleLoad, isInterop } from './module-loads';
import { evaluateArguments } from './handed-arguments';

export function evaluateCall(m: Machine, expr: CallExpr): Value {
  const loaded = moduleLoad(m, expr);
  if (loaded) return loaded;
  const { callee } = expr;
  if (callee.kind === 'super') return superCall(m, expr);
  if (callee.kind === 'member' && !expr.isNew) return methodCall(m, expr, callee);
  const target = m.evaluate(callee);
  const args = evaluateArguments(m, expr.args);
  noteRendered(m, expr, args);
  if (expr.isNew) return construct(m, target, args, expr.span);
  if (isInterop(callee) && args.positional[0]) return args.positional[0].value;
  const made = compiledClass(m, expr, args);
  if (made) return made;
  const value = call(m, target, args, expr.span);
  return target.refs.length === 0 && callee.kind === 'name' && !value.facts
    ? answered(m, value, args, expr.span, callee.name)
    : value;
}

function superCall(m: Machine, expr: CallExpr): Value {
  const args = evaluateArguments(m, expr.args);
  const self = m.at.frame.self ?? UNKNOWN;
  const cls = objectsOf(self)[0]?.cls;
  for (const base of m.at.owner?.cls?.cls.bases ?? cls?.cls.bases ?? []) {
    for (const ref of m.evaluate(base).refs) if (ref.kind === 'class') runConstructor(m, ref, args, self, expr.span);
  }
  return self;
}

function methodCall(m: Machine, expr: CallExpr, callee: Extract<Expr, { kind: 'member' }>): Value {
  const self = m.evaluate(callee.object);
  return withDoubt(calledOn(m, expr, callee, self), self);
}

function calledOn(m: Machine, expr: CallExpr, callee: Extract<Expr, { kind: 'member' }>, self: Value): Value {
  const name = callee.property;
  const args = evaluateArguments(m, expr.args);
  noteRendered(m, expr, args);
  const indirect = reflected(m, self, name, args, expr.span);
  if (indirect) return indirect;
  const hash = digestMethod(m, self, name, args);
  if (hash) return hash;
  const target = m.member(self, name, callee.span);
  const callable = target.refs.filter(
    (ref) => ref.kind === 'function' || ref.kind === 'class' || ref.kind === 'settle',
  );
  if (callable.length > 0)
    return call(
      m,
      { ...target, refs: callable },
      args,
      expr.span,
      callee.object.kind === 'super' ? m.at.frame.self : self,
    );
  const built = builtinMethod(m, self, name, args, expr);
  const paths = calledPaths(m, self, name, target);
  if (paths.length > 0) return ofPaths(m, paths, { self, args, span: expr.span, built });
  const only = built || self.marks.length > 0 ? undefined : onlyMethod(m, name);
  if (only) return m.parts.invoke(m, only, args, only.self, expr.span);
  return ofUnknown(m, name, { self, args, span: expr.span, built });
}

/** A method on its way. */
interface Called {
  self: Value;
  args: Arguments;
  span: Span;
  /** What the method of a text, a list or a table gives. */
  built: Value | undefined;
}

/** A method of a library. */
function ofPaths(m: Machine, paths: readonly string[], { self, args, span, built }: Called): Value {
  const result = joinAll(paths.map((path) => callExternal(m, path, args, span, self)));
  if (!built) return result;
  if (self.marks.length > 0 || self.refs.some((ref) => ref.kind === 'object')) return built;
  const isData = self.refs.every(
    (ref) => ref.kind !== 'external' || ref.path.endsWith('()') || ref.path.startsWith('@'),
  );
  return isData ? join(built, result) : result;
}

/** A method of something unknown, by its name. */
function ofUnknown(m: Machine, name: string, { self, args, span, built }: Called): Value {
  noteUnknownCall(m, name, self, args, span);
  const known = m.at.models.method(name);
  if (known?.check) return answerOfCheck(m, known.check, name, { args, self, span, value: built });
  const value = built ?? modelled(m, name, known, args, span, self);
  if (value) return value;
  const opaque = m.at.models.isOpaqueMethod(name) || (self.marks.length === 0 && looksUp(m, name, args));
  if (!opaque) return answered(m, throughCall(m, args, self, span), args, span, name);
  callbacks(m, args);
  return m.at.models.tellsOfKept(name) ? answered(m, UNKNOWN, args, span, name) : UNKNOWN;
}

/** An answer that may be the outcome of a check. */
const answered = (m: Machine, value: Value, args: Arguments, span: Span, name: string): Value => ({
  ...value,
  facts: unreadFacts(m, args, span, name),
});

const NO_PATHS: readonly string[] = [];

/** What a method is known by; one that is outside data as a member may be known by its receiver all the same. */
function calledPaths(m: Machine, self: Value, name: string, target: Value): readonly string[] {
  if (target.refs.length === 0 && target.marks.length === 0) return NO_PATHS;
  const paths = target.refs.flatMap((ref) => (ref.kind === 'external' ? [ref.path] : []));
  if (paths.length > 0 || target.marks.length === 0) return paths;
  return self.refs.flatMap((ref) =>
    ref.kind === 'external' && m.at.models.call(`${ref.path}.${name}`) ? [`${ref.path}.${name}`] : [],
  );
}

function callbacks(m: Machine, args: Arguments): void {
  throughCall(m, args, UNKNOWN, { line: 1, column: 0, endLine: 1, endColumn: 0 });
}

const MAX_TARGETS = 6;

/** Calls whatever `callee` can be. */
export function call(m: Machine, callee: Value, args: Arguments, span: Span, self?: Value): Value {
  const results: Value[] = [];
  noteNamed(m, callee, span);
  const [only, second] = callee.refs;
  if (only && !second && only.kind !== 'keyed' && only.kind !== 'named') return callRef(m, only, args, span, self);
  const targets = callee.refs.filter((ref) => ref.kind !== 'keyed' && ref.kind !== 'named').slice(0, MAX_TARGETS);
  for (const ref of targets) {
    const run = (): Value => callRef(m, ref, args, span, self);
    if (targets.length === 1) results.push(run());
    else {
      const { result, state } = m.branch(run);
      m.state.absorb(state);
      m.endedAt = undefined;
      results.push(result);
    }
  }
  if (results.length === 0) {
    noteUnknownCall(m, '', callee, args, span);
    return throughCall(m, args, callee.marks.length > 0 ? callee : UNKNOWN, span);
  }
  return joinKeepingFacts(results);
}

function joinKeepingFacts(results: readonly Value[]): Value {
  const [only] = results;
  return results.length === 1 && only ? only : joinAll(results);
}

function callRef(m: Machine, ref: Value['refs'][number], args: Arguments, span: Span, self: Value | undefined): Value {
  switch (ref.kind) {
    case 'function':
      return m.parts.invoke(m, ref, args, ref.self ?? self, span);
    case 'class':
      return construct(m, reference(ref), args, span);
    case 'external':
      return callExternal(m, ref.path, args, span, self);
    case 'settle': {
      const value = args.positional[0]?.value ?? UNKNOWN;
      const before = m.state.get(ref.cell);
      m.state.set(ref.cell, before ? join(before, value) : value);
      return UNKNOWN;
    }
    case 'schema':
      return ref.library === COMPILED ? callValidator(m, ref, args, span) : UNKNOWN;
    default:
      return throughCall(m, args, UNKNOWN, span);
  }
}

/** `new callee(…)`, and calling a class where that makes one. */
export function construct(m: Machine, callee: Value, args: Arguments, span: Span): Value {
  const built: Value[] = [];
  for (const ref of callee.refs.slice(0, MAX_TARGETS)) {
    if (ref.kind === 'class') {
      const model = m.at.dialect.constructorsValidate
        ? (listedValue(m, ref.cls, args) ?? parsedModel(m, ref.cls, args, span))
        : undefined;
      if (model) {
        built.push(model);
        continue;
      }
      const value = reference({ kind: 'object', object: m.object('instance', { cls: ref.cls }) });
      runConstructor(m, ref, args, value, span);
      built.push(value);
    } else if (ref.kind === 'function') {
      const proto = objectsOf(m.member(reference(ref), 'prototype', span))[0];
      const value = reference({ kind: 'object', object: m.object('instance', { proto }) });
      const answer = m.parts.invoke(m, { ...ref, self: undefined }, args, value, span);
      built.push(answer.refs.length > 0 ? join(answer, value) : value);
    } else if (ref.kind === 'external')
      built.push(promised(m, ref.path, args, span) ?? callExternal(m, ref.path, args, span, undefined));
  }
  return built.length > 0 ? joinAll(built) : throughCall(m, args, UNKNOWN, span);
}

/** `Color(text)`: only what the class lists passes. */
function listedValue(m: Machine, cls: ClassNode, args: Arguments): Value | undefined {
  const [asked] = args.positional;
  if (!asked || asked.value.marks.length === 0 || !isEnum(m.program, cls)) return undefined;
  m.establish(clearsOf(asked.value, ALL), asked.span);
  return reference({ kind: 'object', object: m.object('instance', { cls }) });
}

/** `new Promise((resolve) => …)` gives what it is resolved with. */
function promised(m: Machine, path: string, args: Arguments, span: Span): Value | undefined {
  if (path !== 'Promise' || !args.positional[0]) return undefined;
  const cell = new Cell(m.id());
  const resolve = { value: reference({ kind: 'settle', cell }), span };
  call(m, args.positional[0].value, { positional: [resolve, { value: UNKNOWN, span }], named: new Map() }, span);
  return m.state.get(cell) ?? UNKNOWN;
}

const MAX_BASES = 8;

function runConstructor(
  m: Machine,
  ref: Extract<Value['refs'][number], { kind: 'class' }>,
  args: Arguments,
  self: Value,
  span: Span,
  depth = 0,
): void {
  initializeFields(m, ref, self);
  const { cls } = ref;
  const node = ownMethod(m.program, cls, ({ kind, name }) => kind === 'constructor' || name === '__init__');
  if (node) {
    m.parts.invoke(m, { kind: 'function', node, frame: ref.frame }, args, self, span);
    return;
  }
  if (depth > MAX_BASES) return;
  holdFields(m, cls, args, self);
  for (const base of cls.cls.bases) {
    for (const definition of m.program.resolve(base, cls.scope)) {
      if (definition.kind === 'class')
        runConstructor(m, { kind: 'class', cls: definition.cls }, args, self, span, depth + 1);
      else if (definition.kind === 'external') noteConstructed(m, definition.path, args, span);
    }
  }
}

function initializeFields(m: Machine, ref: Extract<Value['refs'][number], { kind: 'class' }>, self: Value): void {
  const [object] = objectsOf(self);
  if (!object || ref.cls.file !== m.at.file) return;
  for (const member of ref.cls.cls.members) {
    if (member.kind !== 'property' || member.static || !member.value) continue;
    let cell = object.cells.get(member.name);
    if (!cell) object.cells.set(member.name, (cell = new Cell(object.id)));
    m.state.set(cell, m.evaluate(member.value));
  }
}
