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
  switch (a.kind) {
    case 'function':
      return b.kind === 'function' && a.fn === b.fn;
    case 'class':
      return b.kind === 'class' && a.cls === b.cls;
    case 'instance':
      return b.kind === 'instance' && a.cls === b.cls;
    case 'module':
      return b.kind === 'module' && a.file === b.file;
    case 'external':
      return b.kind === 'external' && a.path === b.path && a.origin?.expr === b.origin?.expr;
    case 'literal':
      return b.kind === 'literal' && a.value === b.value;
    case 'object':
      return b.kind === 'object' && a.expr === b.expr;
    case 'parameter':
      return (
        b.kind === 'parameter' &&
        a.fn === b.fn &&
        a.index === b.index &&
        a.path.length === b.path.length &&
        a.path.every((step, at) => step === b.path[at])
      );
  }
}

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
