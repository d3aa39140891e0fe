import type { EntryPointFact } from '../../../artifacts/facts';
import type { Expr } from '../../read/ir';

export type ParameterFact = EntryPointFact['params'][number];

/** A type as it would be written, shortened. */
export function typeName(annotation: Expr | undefined, depth = 0): string {
  if (!annotation || depth > 4) return 'unknown';
  switch (annotation.kind) {
    case 'name':
      return annotation.name;
    case 'member':
      return `${typeName(annotation.object, depth + 1)}.${annotation.property}`;
    case 'index':
      return `${typeName(annotation.object, depth + 1)}[${typeName(annotation.index, depth + 1)}]`;
    case 'binary':
      return `${typeName(annotation.left, depth + 1)} ${annotation.op} ${typeName(annotation.right, depth + 1)}`;
    case 'array':
      return annotation.items.map((item) => typeName(item, depth + 1)).join(', ');
    case 'call':
      return typeName(annotation.callee, depth + 1);
    case 'literal':
      return String(annotation.value);
    default:
      return 'unknown';
  }
}
