import type { Expr } from '../../read/ir';
import type { Definition } from './definitions';
import type { Following } from './following';
import { joined } from './joined';
import type { LinkScope } from './scopes';

/** Expressions that stand for what one of their parts stands for. */
export function handedThrough(program: Following, expr: Expr, scope: LinkScope): Definition[] {
  switch (expr.kind) {
    case 'conditional':
      return [...program.resolve(expr.then, scope), ...program.resolve(expr.otherwise, scope)];
    case 'binary':
      return binaryValue(program, expr, scope);
    case 'assign':
    case 'await':
      return [...program.resolve(expr.value, scope)];
    case 'sequence': {
      const last = expr.items.at(-1);
      return last ? [...program.resolve(last, scope)] : [];
    }
    default:
      return [];
  }
}

function binaryValue(program: Following, expr: Extract<Expr, { kind: 'binary' }>, scope: LinkScope): Definition[] {
  if (expr.op === '&&') return [...program.resolve(expr.right, scope)];
  if (expr.op === '||' || expr.op === '??')
    return [...program.resolve(expr.left, scope), ...program.resolve(expr.right, scope)];
  // Lists put together.
  return expr.op === '+' && (expr.left.kind === 'array' || expr.right.kind === 'array')
    ? [{ kind: 'object', expr: joined(expr), scope }]
    : [];
}
