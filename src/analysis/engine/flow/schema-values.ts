import { ANYTHING, HARMLESS, type Shape } from '../../../knowledge/flow/schemas';
import { objectsOf } from './collections';
import type { Machine } from './machine';
import type { Value } from './value';

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
