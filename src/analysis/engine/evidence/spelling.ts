import type { Expr } from '../../read/ir';
import { walkExpr } from '../link/walk';

/**
 * The members on the way to a value, constant keys included: `a.b['c']` is a, b, c. Undefined where a step is
 * computed.
 */
export function steps(expr: Expr): string[] | undefined {
  if (expr.kind === 'name') return [expr.name];
  if (expr.kind === 'this') return ['this'];
  if (expr.kind === 'await') return steps(expr.value);
  if (expr.kind === 'member') return extended(expr.object, expr.property);
  if (expr.kind === 'index' && expr.index.kind === 'literal') return extended(expr.object, String(expr.index.value));
  return undefined;
}

function extended(object: Expr, property: string): string[] | undefined {
  const before = steps(object);
  return before && [...before, property];
}

/** The last name of what is called: `a.b.c(…)` and `c(…)` are calls of `c`. */
export function calledName(call: Extract<Expr, { kind: 'call' }>): string {
  const { callee } = call;
  if (callee.kind === 'member') return callee.property;
  return callee.kind === 'name' ? callee.name : '';
}

/**
 * Every name an expression spells: variables, members, constant keys, keys of objects, keyword arguments. Functions
 * in it are left out.
 */
export function namesIn(expr: Expr): string[] {
  const found: string[] = [];
  walkExpr(expr, {
    expr: (one) => {
      found.push(...ownNames(one));
      return one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** Whether one of the names that `namesIn` finds is like this. */
export function spellsOne(expr: Expr, like: RegExp): boolean {
  if (expr.kind === 'name') return like.test(expr.name);
  let found = false;
  walkExpr(expr, {
    expr: (one) => {
      found ||= ownNames(one).some((name) => like.test(name));
      return !found && one.kind !== 'function' && one.kind !== 'class';
    },
  });
  return found;
}

/** The names a condition looks at: what it hands to others under a key is not among them. */
export function askedNames(test: Expr): string[] {
  const found: string[] = [];
  walkExpr(test, {
    expr: (one) => {
      if (one.kind !== 'call' && one.kind !== 'object') found.push(...ownNames(one));
      return one.kind !== 'function' && one.kind !== 'class' && one.kind !== 'object';
    },
  });
  return found;
}

/** The names an expression spells itself, without its parts. */
export function ownNames(expr: Expr): string[] {
  switch (expr.kind) {
    case 'name':
      return [expr.name];
    case 'member':
      return [expr.property];
    case 'index':
      return expr.index.kind === 'literal' ? [String(expr.index.value)] : [];
    case 'object':
      return expr.properties.flatMap((property) => property.key ?? []);
    case 'call':
      return expr.args.flatMap((arg) => arg.name ?? []);
    default:
      return [];
  }
}

/** Whether a value is nothing at all: `null`, `None`, `undefined`, an empty text. */
export const isNothing = (expr: Expr): boolean =>
  (expr.kind === 'literal' && (expr.value === null || expr.value === '' || expr.type === 'undefined')) ||
  (expr.kind === 'name' && expr.name === 'undefined');
