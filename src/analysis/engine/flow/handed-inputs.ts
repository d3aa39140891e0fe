import { lastName } from '../last-name';
import type { Expr, Param } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { EntryPointFact } from '../../../artifacts/facts';
import type { Machine } from './machine';
import type { Conventions, HandlerInputs, TypedInputs } from '../conventions';
import { handlerRole } from '../handler-roles';
import { assumeDto, assumeModel } from './dto';
import { runFieldChecks } from './field-checks';
import { writeKey } from './collections';
import { registeredShape } from './registered-shape';
import { parsed } from './shape';
import { external, reference, type Value, UNKNOWN } from './value';
import { ASKING_LIBRARIES } from '../../../knowledge/flow/clients';
import { NAMED_BY_FIRST } from '../../../knowledge/annotations';

/** A parameter that a server fills. */
interface Handing {
  param: Param;
  at: number;
  node: FunctionNode;
  fact: EntryPointFact | undefined;
  /** The handler is registered once. */
  alone: boolean;
}

/** What the server of an entry point hands over; without one, what is usual in the language of the function. */
export function inputsOf(m: Machine, node: FunctionNode, fact: EntryPointFact | undefined): HandlerInputs {
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
/** `<any(css,js):folder>`: one of those. Source: Werkzeug, "Built-in Converters". */
const LISTED_PART = /^any$/;
const HARMLESS_TYPE = /^(?:int|float|bool|boolean|number|decimal|uuid|date|datetime|timedelta|enum|integer)\b/i;

/** What a server passes for one parameter of a handler. */
export function handed(m: Machine, handing: Handing): Value {
  if (isAsked(m, handing)) return UNKNOWN;
  if (m.at.dialect.inputsAreParameters) return namedInput(m, handing);
  const { param, at, node, fact } = handing;
  const inputs = inputsOf(m, node, fact);
  if (param.decorators.length > 0) return decorated(m, param) ?? named(inputs, param) ?? UNKNOWN;
  const place = { at, count: node.fn.params.length, name: param.name ?? '', span: param.span };
  const settled = fact && placed(m, inputs, place, true);
  if (settled) return heldToSchema(m, settled, inputs, handing);
  if (fact && !OF_REQUESTS.has(fact.kind)) return ofEvent(m, handing, fact);
  return (
    named(inputs, param) ??
    (fact ? placed(m, inputs, place, false) : byRole(m, node, at)) ??
    declaredInput(m, param, fact) ??
    UNKNOWN
  );
}

/** A request that the program sends, by its written type, is no request that it receives. */
const isAsked = (m: Machine, { param: { annotation }, node: { scope } }: Handing): boolean =>
  annotation !== undefined &&
  m.program.typed(annotation, scope).some((type) => type.kind === 'external' && ASKING_LIBRARIES.test(type.path));

const OF_REQUESTS: ReadonlySet<EntryPointFact['kind']> = new Set(['http', 'fileUpload', 'webhook']);
const OF_MESSAGES: ReadonlySet<EntryPointFact['kind']> = new Set(['websocket', 'messageQueue']);

/** What is handed over beside requests comes first. */
function ofEvent(m: Machine, { param, at }: Handing, { kind }: EntryPointFact): Value {
  if (at !== 0 || kind === 'cli') return UNKNOWN;
  return m.source(OF_MESSAGES.has(kind) ? 'message' : 'body', param.span, param.name ?? '', true);
}

/** What the registration itself says of the parameter. */
function declaredInput(m: Machine, { name = '', span }: Param, fact: EntryPointFact | undefined): Value | undefined {
  const declared = fact?.params.find((one) => one.name === name && one.source !== 'file');
  if (!declared || HARMLESS_TYPE.test(declared.type)) return undefined;
  return m.source(SOURCE_OF[declared.source] ?? 'body', span, name);
}

/** Where the server lets through only what fits a schema. One that several registrations share may get anything. */
function heldToSchema(m: Machine, value: Value, inputs: HandlerInputs, { at, node, fact, alone }: Handing): Value {
  const key = inputs.positions.find((one) => one.at === at)?.heldTo;
  if (key === undefined || !fact || !alone) return value;
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

/** A parameter that is an input itself, known by its name. */
function namedInput(m: Machine, { param, at, node, fact }: Handing): Value {
  const { name = '', span } = param;
  if (node.cls && at === 0) return UNKNOWN;
  const inputs = inputsOf(m, node, fact);
  const place = { at: node.cls ? at - 1 : at, count: node.fn.params.length, name, span };
  const known = named(inputs, param) ?? placed(m, inputs, place, false);
  if (known) return known;
  if (param.rest === 'keyword') return pathParts(m, param, fact);
  if (param.rest === 'positional' || HARMLESS_TYPE.test(typeName(param.annotation))) return UNKNOWN;
  return declaredPart(m, param, inputs, fact) ?? ofType(m, param, inputs, fact);
}

function declaredPart(
  m: Machine,
  param: Param,
  { typed }: HandlerInputs,
  fact: EntryPointFact | undefined,
): Value | undefined {
  const { name = '', span } = param;
  const declared = fact?.params.find((one) => one.name === name);
  if (!declared) return undefined;
  if (HARMLESS_TYPE.test(declared.type)) return UNKNOWN;
  if (declared.source === 'path' && LISTED_PART.test(declared.type)) return UNKNOWN;
  const source = declared.source === 'path' ? pathPart(fact, name) : (SOURCE_OF[declared.source] ?? 'path');
  const value = m.source(source, span, name);
  if (typed) assumeModel(m, param, value);
  return value;
}

/** Where servers look at types, what has none of theirs is a model that they fill. */
function ofType(m: Machine, param: Param, { typed }: HandlerInputs, fact: EntryPointFact | undefined): Value {
  const { name = '', span } = param;
  if (!typed) return m.source(pathPart(fact, name), span, name);
  const type = typeName(param.annotation);
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
