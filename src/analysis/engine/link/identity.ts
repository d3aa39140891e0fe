import type { Definition } from './definitions';
import { numberOf } from './expression-numbers';

/** How many things one expression may stand for. */
export const MAX_WIDTH = 24;

/** Without repetitions, at most `MAX_WIDTH`. */
export function distinct(definitions: readonly Definition[]): readonly Definition[] {
  if (definitions.length < 2) return definitions;
  const out: Definition[] = [];
  for (const definition of definitions) {
    if (!includes(out, definition)) out.push(definition);
    if (out.length >= MAX_WIDTH) break;
  }
  return out;
}

function includes(found: readonly Definition[], definition: Definition): boolean {
  for (const known of found) if (isSame(known, definition)) return true;
  return false;
}

function isSame(a: Definition, b: Definition): boolean {
  return a.kind === b.kind && (SAME[a.kind] as (one: Definition, other: Definition) => boolean)(a, b);
}

type Of<K extends Definition['kind']> = Extract<Definition, { kind: K }>;

/** Whether two of one kind are the same thing. */
const SAME: { readonly [K in Definition['kind']]: (a: Of<K>, b: Of<K>) => boolean } = {
  function: (a, b) => a.fn === b.fn,
  class: (a, b) => a.cls === b.cls,
  instance: (a, b) => a.cls === b.cls,
  module: (a, b) => a.file === b.file,
  external: (a, b) => a.path === b.path && a.origin?.expr === b.origin?.expr,
  literal: (a, b) => a.value === b.value,
  object: (a, b) => a.expr === b.expr,
  parameter: (a, b) => a.fn === b.fn && a.index === b.index && sameSteps(a.path, b.path),
};

const sameSteps = (a: Of<'parameter'>['path'], b: Of<'parameter'>['path']): boolean =>
  a.length === b.length && a.every((step, at) => step === b[at]);

export function identity(definition: Definition): unknown {
  switch (definition.kind) {
    case 'function':
      return definition.fn;
    case 'class':
      return definition.cls;
    case 'instance':
      return `instance ${definition.cls.key}`;
    case 'module':
      return `module ${definition.file}`;
    case 'external':
      return `external ${definition.path}${definition.origin ? ` ${definition.origin.scope.file} ${numberOf(definition.origin.expr)}` : ''}`;
    case 'literal':
      return `literal ${typeof definition.value} ${String(definition.value)}`;
    case 'object':
      return definition.expr;
    case 'parameter':
      return `parameter ${definition.fn.key} ${definition.index} ${definition.path.join('.')}`;
  }
}
