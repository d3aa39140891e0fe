import type { Span } from '../../read/ir';
import { ALL, STRUCTURED } from '../../../knowledge/flow/families';
import { ANYTHING, HARMLESS, type Shape } from '../../../knowledge/flow/schemas';
import { itemsOf, objectsOf } from './collections';
import type { Machine } from './machine';
import { patternClears } from './patterns';
import { schemaRef } from './schema-values';
import { type Primitive, singleString, UNKNOWN, type Value } from './value';

/** Schemas that contain one another are looked into so far. */
const MAX_DEPTH = 5;

type Entries = (name: string) => Value | undefined;

/** A JSON schema (Ajv, Fastify) as it stands in an object literal. */
export function jsonShape(m: Machine, value: Value, span: Span, depth = 0): Shape {
  const known = schemaRef(value)?.shape;
  if (known || depth > MAX_DEPTH) return known ?? ANYTHING;
  const [object] = objectsOf(value);
  if (!object || object.ambient) return ANYTHING;
  const entry: Entries = (name) => {
    const cell = object.cells.get(name);
    return cell && m.state.get(cell);
  };
  if (entry('enum') || entry('const')) return HARMLESS;
  const types = typesOf(m, entry('type'));
  if (entry('properties') || types.includes('object')) return recordShape(m, entry, span, depth);
  if (types.includes('array')) return { kind: 'list', item: jsonShape(m, entry('items') ?? UNKNOWN, span, depth + 1) };
  return valueShape(types, entry);
}

const typesOf = (m: Machine, type: Value | undefined): readonly Primitive[] =>
  type ? (itemsOf(m, type) ?? [type]).flatMap((one) => one.consts ?? []) : [];

function recordShape(m: Machine, entry: Entries, span: Span, depth: number): Shape {
  const properties = entry('properties');
  const fields = new Map<string, Shape>();
  for (const one of properties ? objectsOf(properties) : [])
    for (const [name, cell] of one.cells)
      if (!name.startsWith('#')) fields.set(name, jsonShape(m, m.state.get(cell) ?? UNKNOWN, span, depth + 1));
  return { kind: 'object', fields, closed: entry('additionalProperties')?.consts?.[0] === false };
}

function valueShape(types: readonly Primitive[], entry: Entries): Shape {
  if (types.length === 0 || types.some((one) => typeof one !== 'string')) return ANYTHING;
  if (!types.includes('string')) return HARMLESS;
  const pattern = singleString(entry('pattern') ?? UNKNOWN);
  const format = singleString(entry('format') ?? UNKNOWN) ?? '';
  const exact = /^(?:uuid|date|time|date-time|ipv4|ipv6|duration)$/.test(format) ? ALL : 0;
  const matched = pattern === undefined ? 0 : patternClears(pattern, '', 'none').whenMatched;
  return { kind: 'value', clears: STRUCTURED | exact | matched };
}
