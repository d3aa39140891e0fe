import type { Expr } from '../../read/ir';
import { HOLDING } from '../../../knowledge/flow/holding';
import { buildsSchema } from '../../../knowledge/flow/schemas';
import type { CallOrigin, ClassNode, Definition, FunctionNode, Scope } from '../link/definitions';
import type { Machine } from './machine';
import { Cell, constant, external, type Frame, reference, UNKNOWN, type Value } from './value';
import { joinAll } from './join';

type Name = Extract<Expr, { kind: 'name' }>;

/** What a name stands for here: a variable of an enclosing activation, else what the linker says. */
export function readName(m: Machine, expr: Name): Value {
  const found = findVariable(m.at.frame, expr.name);
  const value = found && m.state.get(found);
  if (value) return value;
  return m.at.dialect.receiverNames.has(expr.name) && m.at.frame.self ? m.at.frame.self : resolved(m, expr, m.at.scope);
}

/** A name that the code declares somewhere around the present place, and so none of the surroundings it runs in. */
export function isVariable(m: Machine, name: string): boolean {
  return findVariable(m.at.frame, name) !== undefined;
}

function findVariable(frame: Frame, name: string): Cell | undefined {
  for (let at: Frame | undefined = frame; at; at = at.parent) {
    const cell = at.vars.get(name);
    if (cell) return cell;
  }
  return undefined;
}

function entry<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const MAX_DEFINITIONS = 6;
const resolving = new WeakMap<Machine, Map<Scope, Map<string, Value>>>();

/** The linker's answer for a free name, kept per scope. */
function resolved(m: Machine, expr: Name, scope: Scope): Value {
  const scopes = entry(resolving, m, () => new Map<Scope, Map<string, Value>>());
  const names = scopes.get(scope) ?? new Map<string, Value>();
  scopes.set(scope, names);
  let value = names.get(expr.name);
  if (!value) {
    m.traces++;
    names.set(expr.name, UNKNOWN);
    value = globalSource(m, expr, definitionsToValue(m, m.program.resolve(expr, scope)));
    names.set(expr.name, value);
  }
  return value;
}

/** A global that is outside data as a whole (`location`). */
function globalSource(m: Machine, expr: Name, value: Value): Value {
  const [ref] = value.refs;
  const model = ref?.kind === 'external' && ref.path === expr.name ? m.at.models.memberModel('', expr.name) : undefined;
  return model?.source ? { ...value, marks: m.source(model.source, expr.span, expr.name).marks } : value;
}

export function definitionsToValue(m: Machine, definitions: readonly Definition[]): Value {
  const values = definitions.slice(0, MAX_DEFINITIONS).map((definition) => definitionToValue(m, definition));
  return values.length === 0 ? UNKNOWN : joinAll(values);
}

/** The linker shows a function used with `new` as a class of its own; here it is the function. */
function classValue(m: Machine, cls: ClassNode): Value {
  const node = cls.key.includes('#class:') ? m.program.functions.get(cls.key.replace('#class:', '#')) : undefined;
  return reference(node ? { kind: 'function', node } : { kind: 'class', cls });
}

const instances = new WeakMap<Machine, Map<string, Value>>();

function definitionToValue(m: Machine, definition: Definition): Value {
  switch (definition.kind) {
    case 'function': {
      const self =
        definition.receiver && definition.receiver.kind === 'instance' ? instanceOf(m, definition.receiver) : undefined;
      const made = self ? undefined : closureMade(m, definition);
      return made ?? reference({ kind: 'function', node: definition.fn, self });
    }
    case 'class':
      return classValue(m, definition.cls);
    case 'instance':
      return instanceOf(m, definition);
    case 'module':
      return reference({ kind: 'module', file: definition.file });
    case 'external':
      return ofLibrary(m, definition);
    case 'literal':
      return constant(definition.value);
    case 'object':
      return literalObject(m, definition);
    case 'parameter':
      return UNKNOWN;
  }
}

/** What says what may be is made of what its call was given, wherever that stands. */
function ofLibrary(m: Machine, { path, origin }: Extract<Definition, { kind: 'external' }>): Value {
  const holds = buildsSchema(path) || HOLDING.test(path);
  return origin && holds ? builtElsewhere(m, origin, path) : external(path);
}

/** One object stands for all instances of a class nobody was seen constructing here. */
export function instanceOf(m: Machine, definition: Extract<Definition, { kind: 'instance' | 'class' }>): Value {
  const known = entry(instances, m, () => new Map<string, Value>());
  let value = known.get(definition.cls.key);
  if (!value) {
    m.traces++;
    value = reference({ kind: 'object', object: m.object('instance', { cls: definition.cls }) });
    known.set(definition.cls.key, value);
    const branch = m.branch(() =>
      m.parts.construct(
        m,
        classValue(m, definition.cls),
        { positional: [], named: new Map(), spread: UNKNOWN },
        definition.cls.cls.span,
      ),
    );
    const built = branch.result.refs.find((ref) => ref.kind === 'object');
    // Field values are not bound to the moment the object was built: they hold on every path.
    if (built?.kind === 'object') {
      for (const [cell, held] of branch.state.changes()) if (!cell.initial) cell.initial = held;
      value = reference(built);
      known.set(definition.cls.key, value);
    }
  }
  return value;
}

/** By the machine: a program outlives its interpreters, which hold all that was known on all paths. */
const literals = new WeakMap<Machine, Map<Expr, Value>>();

function literalObject(m: Machine, definition: Extract<Definition, { kind: 'object' }>): Value {
  const known = entry(literals, m, () => new Map<Expr, Value>());
  let value = known.get(definition.expr);
  if (!value) {
    m.traces++;
    known.set(definition.expr, UNKNOWN);
    value = inModule(m, definition.scope, () => m.evaluate(definition.expr));
    known.set(definition.expr, value);
  }
  return value;
}

/**
 * A closure that a call in another module made: what it closes over are the arguments of that call, not those of all
 * calls of the function around it.
 */
function closureMade(m: Machine, { fn, origin }: Extract<Definition, { kind: 'function' }>): Value | undefined {
  if (!origin || isModule(fn.parent) || !isModule(origin.scope.owner)) return undefined;
  const value = builtElsewhere(m, origin, undefined);
  const refs = value.refs.filter((ref) => ref.kind === 'function' && ref.node === fn);
  return refs.length > 0 ? reference(...refs) : undefined;
}

const isModule = (fn: FunctionNode | undefined): boolean => fn === undefined || fn.fn.id === '<module>';

/** Something made in another module: what it holds is in the call that made it. */
function builtElsewhere(m: Machine, origin: CallOrigin, path: string | undefined): Value {
  const known = entry(literals, m, () => new Map<Expr, Value>());
  let value = known.get(origin.expr);
  if (!value) {
    m.traces++;
    known.set(origin.expr, path === undefined ? UNKNOWN : external(path));
    value = inModule(m, origin.scope, () => m.evaluate(origin.expr));
    known.set(origin.expr, value);
  }
  return value;
}

/** Evaluates something written in another module, with that module's variables. */
export function inModule(m: Machine, scope: Scope, body: () => Value): Value {
  const frame = m.parts.runModule(m, scope.file);
  if (!frame) return UNKNOWN;
  const before = m.at;
  m.at = {
    ...before,
    frame,
    file: scope.file,
    scope,
    owner: scope.owner,
    returns: [],
    breaks: [],
    continues: [],
    pending: [],
  };
  const { result, state } = m.branch(body);
  for (const [cell, held] of state.changes()) if (!cell.initial) cell.initial = held;
  m.at = before;
  return result;
}

/** Writes a variable where it lives: here when it is declared here, else in the enclosing activation that has it. */
export function writeName(m: Machine, name: string, value: Value, declare: boolean): void {
  const frame = m.at.frame;
  let cell =
    declare || (m.at.dialect.assignmentDeclares && !frame.outer.has(name))
      ? frame.vars.get(name)
      : findVariable(frame, name);
  if (!cell) {
    const home = declare || m.at.dialect.assignmentDeclares ? frame : outermost(frame);
    home.vars.set(name, (cell = new Cell(home.id)));
  }
  m.state.set(cell, value);
}

function outermost(frame: Frame): Frame {
  let at = frame;
  while (at.parent) at = at.parent;
  return at;
}

/** What a function value carries as an object: `F.prototype`, `exports.handler.config`. */
const statics = new WeakMap<Machine, Map<string, Value>>();

export function functionObject(m: Machine, key: string): Value {
  const known = entry(statics, m, () => new Map<string, Value>());
  let value = known.get(key);
  if (!value) {
    m.traces++;
    known.set(key, (value = reference({ kind: 'object', object: m.object('object') })));
  }
  return value;
}
