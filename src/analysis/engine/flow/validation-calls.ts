import type { Span } from '../../read/ir';
import {
  ANYTHING,
  CHAINED_FIELDS,
  COMPILED,
  FIELD_CHECKS,
  LOADERS,
  REQUEST_SCHEMAS,
  SCHEMA_COMPILERS,
  type Shape,
  builderOf,
  schemaPackage,
} from '../../../knowledge/flow/schemas';
import type { ClassNode } from '../link/definitions';
import { classShape } from './class-shapes';
import { itemsOf } from './collections';
import { checksItself } from './dto';
import { facts, when } from './check-facts';
import { weakOf } from './guards';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { cellOf } from './cells';
import { patternClears } from './patterns';
import { jsonShape } from './json-schemas';
import { buildSchema } from './schema-builders';
import { fieldsOf, schemaRef, type SchemaRef, schemaValue } from './schema-values';
import { clearsOfShape, parsed, withoutMass } from './shape';
import {
  constant,
  external,
  marked,
  reference,
  single,
  singleString,
  UNDEFINED,
  UNKNOWN,
  type Value,
  withoutBits,
} from './value';
import { bits } from '../../../knowledge/flow/families';

/** Calls of validation libraries: they build schemas, or hold data against one. */
export function validationCall(
  m: Machine,
  path: string,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value | undefined {
  const own = schemaRef(self);
  const method = path.slice(path.lastIndexOf('.') + 1).replace(/\(\)$/, '');
  if (own && path.startsWith('@'))
    return own.library === 'chain'
      ? refineField(m, own, method, args)
      : (check(m, own, method, args, span) ?? build(m, own.library, method, args, own));
  if (path.startsWith('@validation.')) return validationResult(m, method);
  if (REQUEST_SCHEMAS.test(path))
    return schemaValue('request', { kind: 'object', fields: fieldsOf(m, at(args, 0)), closed: false });
  const library = builderOf(path);
  if (library) return checkByModule(m, library, method, args, span) ?? build(m, library, method, args, undefined);
  if (SCHEMA_COMPILERS.test(path)) return compiled(m, method, args, span);
  const parser = LOADERS.test(path);
  if (parser) return loaded(m, args, span, self);
  if (CHAINED_FIELDS.test(path)) return fieldChain(m, method, args, span);
  return undefined;
}

const at = (args: Arguments, index: number): Value => args.positional[index]?.value ?? UNKNOWN;

function build(
  m: Machine,
  library: string,
  method: string,
  args: Arguments,
  own: SchemaRef | undefined,
): Value | undefined {
  const shape = buildSchema(m, library, method, args, own?.shape);
  return shape && schemaValue(library, shape);
}

/** `schema.validate(data)` and its kin. */
function check(m: Machine, own: SchemaRef, method: string, args: Arguments, span: Span): Value | undefined {
  const data = at(args, 0);
  switch (method) {
    case 'validate':
    case 'validateSync':
      return schemaPackage(own.library).keepsData
        ? outcome(m, data, own.shape, span)
        : required(m, data, own, args, span);
    case 'validateAsync':
    case 'parse':
    case 'parseAsync':
    case 'attempt':
    case 'assert':
      return required(m, data, own, args, span);
    case 'safeParse':
    case 'safeParseAsync':
    case 'spa':
      return safely(m, data, own.shape, span);
    case 'isValid':
    case 'isValidSync':
    case 'allows':
      return answer(m, data, own.shape, span);
    default:
      return undefined;
  }
}

/** `Joi.attempt(data, schema)`, `Joi.validate(data, schema)`. */
function checkByModule(m: Machine, library: string, method: string, args: Arguments, span: Span): Value | undefined {
  const schema = schemaRef(at(args, 1));
  if (!schemaPackage(library).keepsData || !/^(?:attempt|assert|validate)$/.test(method) || args.positional.length < 2)
    return undefined;
  const shape = schema?.shape ?? { kind: 'object', fields: fieldsOf(m, at(args, 1)), closed: true };
  if (method === 'validate') return outcome(m, at(args, 0), shape, span);
  m.establish(clearsOfShape(m, at(args, 0), shape, span), span);
  return at(args, 0);
}

/** Throws when the data does not fit: whoever goes on has data that does. Zod gives a copy without unknown keys. */
function required(m: Machine, data: Value, own: SchemaRef, args: Arguments, span: Span): Value {
  const clears = clearsOfShape(m, data, own.shape, span);
  const { keepsData, stripsWhenTold } = schemaPackage(own.library);
  m.establish(keepsData ? clears : withoutMass(clears), span);
  if (keepsData) return data;
  return parsed(m, data, stripsWhenTold ? stripped(m, own.shape, at(args, 1)) : own.shape, span);
}
/** Without unknown keys where that is asked for. */
function stripped(m: Machine, shape: Shape, options: Value): Shape {
  const strips = options.refs.some(
    (ref) =>
      ref.kind === 'object' &&
      ref.object.cells.has('stripUnknown') &&
      single(m.state.get(cellOf(ref.object, 'stripUnknown')) ?? UNDEFINED) === true,
  );
  return strips && shape.kind === 'object' ? { ...shape, closed: true } : shape;
}

/** `{ error, value }`: no error means that the data fits. */
function outcome(m: Machine, data: Value, shape: Shape, span: Span): Value {
  const error: Value = { ...invalid(m, data, span), facts: facts([], clearsOfShape(m, data, shape, span)) };
  return record(m, { error, value: data, errors: error });
}

/** The error as a whole repeats the data, its messages name the fields. */
function invalid(m: Machine, data: Value, span: Span): Value {
  const error = record(m, { details: external('@invalid'), message: external('@invalid') });
  return m.step({ ...error, marks: data.marks.map((mark) => ({ ...mark, loose: true })) }, span);
}

/** `{ success, data, error }`: there is data only when it fits. */
function safely(m: Machine, data: Value, shape: Shape, span: Span): Value {
  const clears = withoutMass(clearsOfShape(m, data, shape, span));
  const success: Value = { ...marked([], 'boolean'), facts: when(true, clears) };
  const error: Value = { ...external('@invalid'), facts: when(false, clears) };
  return record(m, { success, error, data: parsed(m, data, shape, span) });
}
function answer(m: Machine, data: Value, shape: Shape, span: Span): Value {
  return { ...marked([], 'boolean'), facts: when(true, withoutMass(clearsOfShape(m, data, shape, span))) };
}
function record(m: Machine, cells: Readonly<Record<string, Value>>): Value {
  const object = m.object('object');
  for (const [name, value] of Object.entries(cells)) m.state.set(cellOf(object, name), value);
  return reference({ kind: 'object', object });
}

/** `ajv.compile(schema)` gives a function that says yes or no; `ajv.validate(schema, data)` asks at once. */
function compiled(m: Machine, method: string, args: Arguments, span: Span): Value | undefined {
  if (method === 'compile' || method === 'compileParser')
    return { refs: [{ kind: 'schema', library: COMPILED, shape: jsonShape(m, at(args, 0), span) }], marks: [] };
  if (method !== 'validate' || args.positional.length < 2) return undefined;
  return fits(m, at(args, 1), jsonShape(m, at(args, 0), span), span);
}
/** Yes or no. A schema that could not be read may say anything about the data, the names of its fields included. */
function fits(m: Machine, data: Value, shape: Shape, span: Span): Value {
  const weak = shape === ANYTHING ? weakOf(m, data, span, 'A schema', 'unread-schema') : [];
  const unread = weak.map((one) => ({ ...one, unread: true as const }));
  return { ...marked([], 'boolean'), facts: when(true, clearsOfShape(m, data, shape, span), unread) };
}
/** A compiled validator is called with the data. */
export function callValidator(m: Machine, ref: SchemaRef, args: Arguments, span: Span): Value {
  return fits(m, at(args, 0), ref.shape, span);
}

/** `UserSchema().load(data)`, `User.model_validate(data)`: a class of the program says what comes out. */
function loaded(m: Machine, args: Arguments, span: Span, self: Value | undefined): Value {
  const cls = self?.refs.flatMap((ref) => {
    if (ref.kind === 'class') return [ref.cls];
    return ref.kind === 'object' && ref.object.cls ? [ref.object.cls] : [];
  })[0];
  const data = args.positional[0]?.value ?? args.named.get('obj')?.value ?? UNKNOWN;
  return cls ? parsed(m, data, classShape(m.program, cls, true), span) : data;
}
/** `User(**data)` of a pydantic model. */
export function parsedModel(m: Machine, cls: ClassNode, args: Arguments, span: Span): Value | undefined {
  const data = args.named.get('**')?.value;
  return data && data.marks.length > 0 && checksItself(m.program, cls)
    ? parsed(m, data, classShape(m.program, cls, true), span)
    : undefined;
}

const LOCATIONS: Readonly<Record<string, readonly string[]>> = {
  body: ['body'],
  query: ['query'],
  param: ['params'],
  header: ['headers'],
  cookie: ['cookies'],
  check: ['body', 'query', 'params'],
  buildCheckFunction: [],
};

/** `body('age')`: a chain about one field of the request. */
function fieldChain(m: Machine, method: string, args: Arguments, span: Span): Value | undefined {
  if (method === 'validationResult') return external('@validation');
  if (method === 'matchedData') {
    const request = args.positional[0]?.value ?? UNKNOWN;
    const whole = m.member(request, 'body', span);
    return m.root.validated ? withoutBits(whole, bits('mass-assignment')) : whole;
  }
  if (method === 'oneOf') return UNKNOWN;
  const places = LOCATIONS[method];
  if (!places) return undefined;
  const names = itemsOf(m, at(args, 0))?.map(singleString) ?? [singleString(at(args, 0))];
  return schemaValue('chain', ANYTHING, {
    fields: names.flatMap((name) => (name === undefined ? [] : places.map((place) => `${place}.${name}`))),
  });
}
function refineField(m: Machine, own: SchemaRef, method: string, args: Arguments): Value {
  const before = own.shape.kind === 'value' ? own.shape.clears : 0;
  const regex = method === 'matches' ? at(args, 0).refs.find((ref) => ref.kind === 'regex') : undefined;
  const more =
    regex?.kind === 'regex'
      ? patternClears(regex.pattern, regex.flags, 'none').whenMatched
      : (FIELD_CHECKS.get(method) ?? 0);
  return {
    refs: [
      { kind: 'external', path: '@chain' },
      { ...own, shape: { kind: 'value', clears: before | (own.negated ? 0 : more) }, negated: method === 'not' },
    ],
    marks: [],
  };
}

/** What the checks of the route establish, once somebody looks at their outcome. */
function validationResult(m: Machine, method: string): Value | undefined {
  const clears = m.root.validated ?? [];
  if (method === 'isEmpty') return { ...marked([], 'boolean'), facts: when(true, clears) };
  if (method === 'throw') m.state.clear(clears);
  if (method === 'array' || method === 'mapped') return external('@invalid');
  return method === 'throw' ? constant(undefined) : undefined;
}
