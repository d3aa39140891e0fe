import type { Span } from '../../read/ir';
import { ALL, STRUCTURED } from '../../../knowledge/flow/families';
import { ANYTHING, BUILDERS, HARMLESS, schemaPackage, type Shape, TEXT } from '../../../knowledge/flow/schemas';
import { callBack } from './callbacks';
import { itemsOf, objectsOf } from './collections';
import type { Arguments, Machine } from './machine';
import { patternClears } from './patterns';
import { NOWHERE } from './pick';
import { eitherShape, everyShape } from './shape';
import { type Mark, marked, singleString, UNKNOWN, type Value } from './value';

/** Schemas as the chaining builders make them: `Joi.object({ a: Joi.string().uuid() }).unknown()`. */

export type SchemaRef = Extract<Value['refs'][number], { kind: 'schema' }>;

export function schemaRef(value: Value | undefined): SchemaRef | undefined {
  return value?.refs.find((ref): ref is SchemaRef => ref.kind === 'schema');
}
/** The schema as a value: further calls on it are found under `@<library>`. */
export function schemaValue(library: string, shape: Shape, more: Partial<SchemaRef> = {}): Value {
  return {
    refs: [
      { kind: 'external', path: `@${library}` },
      { kind: 'schema', library, shape, ...more },
    ],
    marks: [],
    sure: true,
  };
}

const KEPT: Shape = ANYTHING;
const first = (args: Arguments): Value => args.positional[0]?.value ?? UNKNOWN;

/** A call of a builder: a new schema, or the one it is called on with one constraint more. */
export function buildSchema(
  m: Machine,
  library: string,
  method: string,
  args: Arguments,
  before: Shape | undefined,
): Shape | undefined {
  const known = BUILDERS.get(method);
  switch (method) {
    case 'object':
    case 'strictObject':
    case 'looseObject':
    case 'interface':
      return {
        kind: 'object',
        fields: fieldsOf(m, first(args)),
        closed:
          method === 'looseObject'
            ? false
            : method === 'strictObject' || (args.positional.length > 0 && closedBy(library)),
      };
    case 'keys':
    case 'append':
    case 'extend':
    case 'shape':
    case 'merge':
    case 'concat':
      return extended(m, before, args, library);
    case 'unknown':
      return opened(before, args.positional[0]?.value.consts?.[0] !== false);
    case 'passthrough':
    case 'loose':
    case 'catchall':
      return opened(before, true);
    case 'strict':
    case 'strip':
      return schemaPackage(library).strictKeys ? opened(before, false) : before;
    case 'noUnknown':
      return opened(before, false);
    case 'array':
      return { kind: 'list', item: schemaRef(first(args))?.shape ?? before ?? KEPT };
    case 'items':
    case 'of':
    case 'element':
      return { kind: 'list', item: eitherShape(shapesIn(m, args)) };
    case 'union':
    case 'alternatives':
    case 'try':
    case 'discriminatedUnion':
    case 'or':
      return eitherShape([...(method === 'or' && before ? [before] : []), ...shapesIn(m, args)]);
    case 'intersection':
    case 'and':
      return everyShape([...(method === 'and' && before ? [before] : []), ...shapesIn(m, args)]);
    case 'pipe':
      return schemaRef(first(args))?.shape ?? before;
    case 'regex':
    case 'pattern':
    case 'matches':
      return patterned(before, first(args));
    case 'refine':
      return refined(m, before, first(args));
    case 'any':
    case 'mixed':
    case 'custom':
    case 'record':
    case 'map':
    case 'lazy':
    case 'link':
    case 'binary':
    case 'unknown_':
      return before ?? ANYTHING;
    case 'transform':
    case 'preprocess':
      return method === 'preprocess' ? (schemaRef(args.positional[1]?.value)?.shape ?? ANYTHING) : before;
    default:
  }
  if (!known) return before;
  // `valid('')` beside a text adds a constant, it does not narrow.
  if (/^(?:valid|equal|allow_only|only|oneOf)$/.test(method)) return allConstant(args) ? HARMLESS : before;
  return before ? narrowed(before, known) : known;
}
const closedBy = (library: string): boolean => schemaPackage(library).closed;

function narrowed(before: Shape, by: Shape): Shape {
  return before.kind === 'value' && by.kind === 'value' ? { kind: 'value', clears: before.clears | by.clears } : before;
}
function allConstant(args: Arguments): boolean {
  return (
    args.positional.some((arg) => arg.value.consts?.[0] !== '' || arg.value.refs.length > 0) &&
    args.positional.every((arg) => arg.value.marks.length === 0)
  );
}
function opened(before: Shape | undefined, open: boolean): Shape | undefined {
  return before?.kind === 'object' ? { ...before, closed: !open } : (before ?? (open ? ANYTHING : undefined));
}

function extended(m: Machine, before: Shape | undefined, args: Arguments, library: string): Shape {
  const other = schemaRef(first(args))?.shape;
  const fields = new Map(before?.kind === 'object' ? before.fields : []);
  for (const [name, field] of other?.kind === 'object' ? other.fields : fieldsOf(m, first(args)))
    fields.set(name, field);
  return {
    kind: 'object',
    fields,
    closed: before?.kind === 'object' && before.fields.size > 0 ? before.closed : closedBy(library),
  };
}

/** A function of the program says which values fit: what its yes establishes of any value. */
function refined(m: Machine, before: Shape | undefined, predicate: Value): Shape | undefined {
  if (before?.kind !== 'value') return before;
  const any: Mark = {
    origin: { kind: 'body', file: m.at.file, span: NOWHERE },
    identity: m.identity(),
    bits: ALL,
    before: '',
  };
  const answer = callBack(m, predicate, [{ ...marked([any], 'string') }], NOWHERE);
  const clears = (answer.facts?.whenTrue ?? [])
    .filter(({ identity }) => identity.id === any.identity.id)
    .reduce((mask, one) => mask | one.bits, 0);
  return narrowed(before, { kind: 'value', clears });
}

function patterned(before: Shape | undefined, pattern: Value): Shape | undefined {
  const regex = pattern.refs.find((ref) => ref.kind === 'regex');
  const clears = regex?.kind === 'regex' ? patternClears(regex.pattern, regex.flags, 'none').whenMatched : 0;
  return narrowed(before ?? TEXT, { kind: 'value', clears });
}

/** Fields of an object literal whose values are schemas. */
export function fieldsOf(m: Machine, value: Value): Map<string, Shape> {
  const fields = new Map<string, Shape>();
  for (const object of objectsOf(value)) {
    for (const [name, cell] of object.cells) {
      const held = m.state.get(cell);
      if (name.startsWith('#') || !held) continue;
      const literal = held.refs.length === 0 && held.consts ? HARMLESS : undefined;
      fields.set(
        name,
        schemaRef(held)?.shape ??
          literal ??
          (objectsOf(held).length > 0 ? { kind: 'object', fields: fieldsOf(m, held), closed: true } : ANYTHING),
      );
    }
  }
  return fields;
}

function shapesIn(m: Machine, args: Arguments): Shape[] {
  const values = args.positional.flatMap((arg) => itemsOf(m, arg.value) ?? [arg.value]);
  return values.flatMap((value) => schemaRef(value)?.shape ?? []);
}

/** A JSON schema (Ajv, Fastify) as it stands in an object literal. */
export function jsonShape(m: Machine, value: Value, span: Span, depth = 0): Shape {
  const known = schemaRef(value)?.shape;
  if (known || depth > 5) return known ?? ANYTHING;
  const [object] = objectsOf(value);
  const entry = (name: string): Value | undefined => {
    const cell = object?.cells.get(name);
    return cell && m.state.get(cell);
  };
  if (!object || object.ambient) return ANYTHING;
  if (entry('enum') || entry('const')) return HARMLESS;
  const type = entry('type');
  const types = type ? (itemsOf(m, type) ?? [type]).flatMap((one) => one.consts ?? []) : [];
  const properties = entry('properties');
  if (properties || types.includes('object')) {
    const fields = new Map<string, Shape>();
    for (const one of properties ? objectsOf(properties) : [])
      for (const [name, cell] of one.cells)
        if (!name.startsWith('#')) fields.set(name, jsonShape(m, m.state.get(cell) ?? UNKNOWN, span, depth + 1));
    return { kind: 'object', fields, closed: entry('additionalProperties')?.consts?.[0] === false };
  }
  if (types.includes('array')) return { kind: 'list', item: jsonShape(m, entry('items') ?? UNKNOWN, span, depth + 1) };
  if (types.length === 0 || types.some((one) => typeof one !== 'string')) return ANYTHING;
  if (types.every((one) => one !== 'string' && one !== 'object' && one !== 'array')) return HARMLESS;
  const pattern = singleString(entry('pattern') ?? UNKNOWN);
  const format = singleString(entry('format') ?? UNKNOWN) ?? '';
  const exact = /^(?:uuid|date|time|date-time|ipv4|ipv6|duration)$/.test(format) ? ALL : 0;
  return {
    kind: 'value',
    clears: STRUCTURED | exact | (pattern === undefined ? 0 : patternClears(pattern, '', 'none').whenMatched),
  };
}
