import { lastName } from '../last-name';
import type { Expr, Param } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { FunctionRef, Machine } from './machine';
import type { Conventions, HandlerInputs, TypedInputs } from '../entries/conventions';
import { handlerRole } from '../handler-roles';
import { assumeDto, assumeModel } from './dto';
import { runFieldChecks } from './field-checks';
import { answersPages } from './inputs';
import { writeKey } from './collections';
import { instanceOf } from './names';
import { guarded } from './roots';
import { registeredShape } from './registered-shape';
import { assumeRouteChecks } from './route-checks';
import { parsed } from './shape';
import { Cell, external, type Frame, reference, type Value, UNKNOWN } from './value';
import { ASKING_LIBRARIES } from '../../../knowledge/flow/clients';
import { NAMED_BY_FIRST } from '../../../knowledge/annotations';
import { fixedRoute, onlyMethodOf } from './only-one';

/**
 * The handlers of a program: entry points by function, and functions that look like one though nobody registers them
 * visibly.
 */
export interface HandlerTable {
  entries: ReadonlyMap<string, readonly EntryPointFact[]>;
  shaped: ReadonlySet<FunctionNode>;
}

const tables = new WeakMap<Machine, HandlerTable>();
/** Of each function, the activations whose closures were run. */
const done = new WeakMap<Machine, Map<FunctionNode, Set<Frame | undefined>>>();

export function useHandlers(m: Machine, table: HandlerTable): void {
  tables.set(m, table);
  done.set(m, new Map());
}
export function wasRun(m: Machine, node: FunctionNode): boolean {
  return done.get(m)?.has(node) ?? false;
}

/** Runs the handlers that the present activation has set up, with what their server hands to them. */
export function runPending(m: Machine): void {
  for (const ref of m.at.pending.splice(0)) runHandler(m, ref);
}

/** Handlers that one function makes, each with what it was given: the first of them are run. */
const MOST_CLOSURES = 24;

function isNew(m: Machine, { node, frame }: FunctionRef): boolean {
  const ran = done.get(m);
  const frames = ran?.get(node) ?? new Set<Frame | undefined>();
  // A function of a module has no activation of its own, however it is reached.
  const made = frame?.parent ? frame : undefined;
  if (!ran || frames.has(made) || frames.size >= MOST_CLOSURES || (made === undefined && frames.size > 0)) return false;
  ran.set(node, frames.add(made));
  return true;
}

/** Links and forms send none of these: a page cannot make a browser show the answer. */
const FOR_SCRIPTS = /^(?:PUT|PATCH|DELETE)$/i;

export function runHandler(m: Machine, ref: FunctionRef): void {
  if (!isNew(m, ref)) return;
  const facts = tables.get(m)?.entries.get(ref.node.key) ?? [];
  const started = m.steps;
  const before = { root: m.root, state: m.state, depth: m.depth, exhausted: m.exhausted };
  const [fact] = facts;
  const view = fact
    ? inputsOf(m, ref.node, fact).returnsPage === true
    : m.at.dialect.handlersReturnAnswers && answersPages(ref.node, m.program);
  const allotted = m.budgets.handlers.next();
  m.root = {
    entryPoints: facts.map((fact) => fact.id),
    sources: new Map(),
    contentType: new Cell(0),
    limit: m.steps + allotted,
    answers: view ? ref.node : undefined,
    route: fixedRoute(facts),
    method: onlyMethodOf(facts),
    unseen: facts.length > 0 && facts.every(({ method }) => FOR_SCRIPTS.test(method ?? '')),
  };
  guarded(m, ref.node.file, () =>
    m.branch(() => {
      assumeRouteChecks(m, m.at.dialect.routesDeclareChecks ? facts : []);
      const positional = ref.node.fn.params.map((param, at) => ({
        value: handed(m, param, at, ref.node, fact),
        span: param.span,
      }));
      const self = ref.self ?? selfOf(m, ref.node);
      const keywords = ref.node.fn.params.findIndex((param) => param.rest === 'keyword');
      const first = ref.node.cls && m.at.dialect.methodsDeclareReceiver ? 1 : 0;
      const named = positional.slice(keywords, keywords < 0 ? 0 : keywords + 1).map((one) => ['**', one] as const);
      const values = positional.filter((_, at) => at >= first && at !== keywords);
      m.parts.invoke(m, ref, { positional: values, named: new Map(named) }, self, ref.node.fn.span);
    }),
  );
  m.budgets.handlers.done(allotted, m.root.limit - m.steps);
  if (m.exhausted) m.note(ref.node.file, 'data flow: the budget of one entry point was used up');
  Object.assign(m, before);
  // A handler has a budget of its own: whoever registers it is not charged.
  m.root.limit += m.steps - started;
}

function selfOf(m: Machine, node: FunctionNode): Value | undefined {
  return node.cls ? instanceOf(m, { kind: 'instance', cls: node.cls }) : undefined;
}

/** What the server of an entry point hands over; without one, what is usual in the language of the function. */
function inputsOf(m: Machine, node: FunctionNode, fact: EntryPointFact | undefined): HandlerInputs {
  return m.program.conventions.inputsOf(fact?.framework, m.program.files.get(node.file)?.language ?? '');
}

const SOURCE_OF: Readonly<Record<string, string>> = {
  body: 'body',
  query: 'text-query',
  path: 'path',
  header: 'header',
  cookie: 'cookie',
  file: 'file',
  arg: 'cli',
  message: 'message',
};
const HARMLESS_TYPE = /^(?:int|float|bool|boolean|number|decimal|uuid|date|datetime|timedelta|enum|integer)\b/i;

/** What a server passes for one parameter of a handler. */
function handed(m: Machine, param: Param, at: number, node: FunctionNode, fact: EntryPointFact | undefined): Value {
  if (isAsked(m, param, node)) return UNKNOWN;
  const name = param.name ?? '';
  const declared = fact?.params.find((one) => one.name === name && one.source !== 'file');
  if (m.at.dialect.inputsAreParameters) return namedInput(m, param, at, node, fact);
  const inputs = inputsOf(m, node, fact);
  if (param.decorators.length > 0) return decorated(m, param) ?? named(inputs, param) ?? UNKNOWN;
  const place = { at, count: node.fn.params.length, name, span: param.span };
  const settled = fact && placed(m, inputs, place, true);
  if (settled) return heldToSchema(m, settled, inputs, at, node);
  if (fact && fact.kind !== 'http' && fact.kind !== 'fileUpload' && fact.kind !== 'webhook')
    return at === 0 && fact.kind !== 'cli'
      ? m.source(fact.kind === 'websocket' || fact.kind === 'messageQueue' ? 'message' : 'body', param.span, name, true)
      : UNKNOWN;
  const known = named(inputs, param) ?? (fact ? placed(m, inputs, place, false) : byRole(m, node, at));
  if (known) return known;
  return declared && !HARMLESS_TYPE.test(declared.type)
    ? m.source(SOURCE_OF[declared.source] ?? 'body', param.span, name)
    : UNKNOWN;
}

/** A request that the program sends, by its written type, is no request that it receives. */
const isAsked = (m: Machine, { annotation }: Param, { scope }: FunctionNode): boolean =>
  annotation !== undefined &&
  m.program.typed(annotation, scope).some((type) => type.kind === 'external' && ASKING_LIBRARIES.test(type.path));

/** Where the server lets through only what fits a schema. One that several registrations share may get anything. */
function heldToSchema(m: Machine, value: Value, inputs: HandlerInputs, at: number, node: FunctionNode): Value {
  const key = inputs.positions.find((one) => one.at === at)?.heldTo;
  const [fact, ...others] = tables.get(m)?.entries.get(node.key) ?? [];
  if (key === undefined || !fact || others.length > 0) return value;
  const shape = registeredShape(m, fact, key);
  return shape ? parsed(m, value, shape, node.fn.span) : value;
}

function named({ names }: HandlerInputs, param: Param): Value | undefined {
  const type = typeName(param.annotation);
  const found = names.find((one) => one.name.test(param.name ?? '') || one.type?.test(type));
  return found && external(found.object);
}

/** Where a parameter stands among how many, and what it is called. */
interface ParameterPlace {
  at: number;
  count: number;
  name: string;
  span: Param['span'];
}

/** What stands at the place: `whateverName` asks for what needs no look at the name of the parameter. */
function placed(
  m: Machine,
  inputs: HandlerInputs,
  { at, count, name, span }: ParameterPlace,
  whateverName: boolean,
): Value | undefined {
  const shifted = !whateverName && inputs.errorFirst !== undefined && count >= inputs.errorFirst;
  if (shifted && at === 0) return external('@error');
  const found = inputs.positions.find(
    (one) =>
      one.at === (shifted ? at - 1 : at) &&
      (one.whateverName === true) === whateverName &&
      !one.unlessNamed?.test(name),
  );
  if (!found) return undefined;
  return 'object' in found ? external(found.object) : m.source(found.source, span, name, true);
}

const ROLES = { error: '@error', request: '@req', response: '@res' } as const;
function byRole(m: Machine, node: FunctionNode, at: number): Value | undefined {
  const role = handlerRole(node, at, m.program);
  return role && external(ROLES[role]);
}
/** What a decorator of the parameter asks for. */
function decorated(m: Machine, param: Param): Value | undefined {
  const { conventions } = m.program;
  for (const decorator of param.decorators) {
    const call = decorator.kind === 'call' ? decorator.callee : decorator;
    const name = lastName(call) ?? '';
    const asked = conventions.decorators.get(name);
    if (!asked) continue;
    if ('object' in asked) return external(asked.object);
    if (HARMLESS_TYPE.test(typeName(param.annotation)) || isHarmless(conventions, decorator)) return UNKNOWN;
    const key = decorator.kind === 'call' ? decorator.args[0]?.value : undefined;
    const given = key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
    const value = m.source(asked.source, param.span, given ?? param.name, given === undefined);
    assumeDto(m, param, value);
    return value;
  }
  return undefined;
}

function isHarmless({ harmlessArguments }: Conventions, decorator: Expr): boolean {
  return decorator.kind === 'call' && decorator.args.some((arg) => harmlessArguments?.test(typeName(arg.value)));
}

function typeName(annotation: Expr | undefined): string {
  if (!annotation) return '';
  switch (annotation.kind) {
    case 'name':
      return annotation.name;
    case 'member':
      return annotation.property;
    case 'index':
      return NAMED_BY_FIRST.test(typeName(annotation.object))
        ? typeName(annotation.index.kind === 'array' ? annotation.index.items[0] : annotation.index)
        : typeName(annotation.object);
    case 'call':
      return typeName(annotation.callee);
    case 'binary':
      return typeName(annotation.left);
    case 'literal':
      return String(annotation.value);
    default:
      return '';
  }
}

function namedInput(m: Machine, param: Param, at: number, node: FunctionNode, fact: EntryPointFact | undefined): Value {
  const name = param.name ?? '';
  const first = node.cls ? 1 : 0;
  if (node.cls && at === 0) return UNKNOWN;
  const type = typeName(param.annotation);
  const inputs = inputsOf(m, node, fact);
  const place = { at: at - first, count: node.fn.params.length, name, span: param.span };
  const known = named(inputs, param) ?? placed(m, inputs, place, false);
  if (known) return known;
  if (param.rest === 'keyword') return pathParts(m, param, fact);
  if (HARMLESS_TYPE.test(type) || param.rest === 'positional') return UNKNOWN;
  const declared = fact?.params.find((one) => one.name === name);
  if (declared)
    return HARMLESS_TYPE.test(declared.type)
      ? UNKNOWN
      : m.source(
          declared.source === 'path' ? pathPart(fact, name) : (SOURCE_OF[declared.source] ?? 'path'),
          param.span,
          name,
        );
  const { typed } = inputs;
  if (!typed) return m.source(pathPart(fact, name), param.span, name);
  return isInjected(param, typed) || typed.made.test(type) ? UNKNOWN : modelled(m, param, typed.text.test(type));
}

/** `<name>` and `{name}`, with the kind of text that fits; some servers write it first, some last. */
const ROUTE_PARTS = /<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>|\{(\w+)(?::(\w+))?\}/g;

/** `**kwargs`: every part of the address by its name. */
function pathParts(m: Machine, param: Param, fact: EntryPointFact | undefined): Value {
  const object = m.object('object');
  const value = reference({ kind: 'object', object });
  for (const [, before, name = '', other = '', after] of (fact?.route ?? '').matchAll(ROUTE_PARTS)) {
    const part = name || other;
    if (!HARMLESS_TYPE.test(before ?? after ?? ''))
      writeKey(m, value, part, m.source(pathPart(fact, part), param.span, part));
  }
  return value;
}

/**
 * The servers that hand in parts of an address decode it before they cut it; only `path` converters and own patterns
 * take slashes.
 */
function pathPart(fact: EntryPointFact | undefined, name: string): string {
  const route = fact?.route ?? '';
  return new RegExp(`<(string:)?${name}>|\\{${name}(:str)?\\}`).test(route) ? 'path-segment' : 'path';
}

function isInjected({ fallback }: Param, { injected }: TypedInputs): boolean {
  return fallback?.kind === 'call' && injected.test(typeName(fallback));
}

/** A validated model: its fields are outside data but for those with a harmless type. */
function modelled(m: Machine, param: Param, isText: boolean): Value {
  const value = m.source(isText ? 'text-query' : 'body', param.span, param.name ?? '', !isText);
  assumeModel(m, param, value);
  if (param.annotation) runFieldChecks(m, param.annotation, value);
  return value;
}
