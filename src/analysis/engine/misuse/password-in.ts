import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import { walkExpr } from '../link/walk';
import { namesFromElsewhere } from '../value-names';
import { isPassword, type Site, wordsOf } from './site';

/** What is no password, though it is called after one. */
const ABOUT_PASSWORDS =
  /(?:^| )(?:hash|hashed|digest|encrypted|changed|updated|expires|expiry|length|field|id|at|set|reset|version)(?:$| )/;
const isPasswordItself = (name: string): boolean => isPassword(name) && !ABOUT_PASSWORDS.test(wordsOf(name));

/**
 * How sure it is that a password is in the data: read by that name, or a variable that is called so here and by
 * others. The name of a variable alone is a hint, and so is what callers of a helper call what they pass.
 */
export function passwordIn(data: Expr, { program, scope, owner }: Site): 'medium' | 'low' | undefined {
  const variables = variablesIn(data);
  if (isOfSettings(data)) return undefined;
  if (mentions(data, isPasswordItself) && !variables.some(({ name }) => isPasswordItself(name))) return 'medium';
  const here = variables.some(({ name }) => isPasswordItself(name));
  const elsewhere =
    (here && isPassword(owner.fn.name)) ||
    variables.some((one) => namesFromElsewhere(program, one, scope).some(isPasswordItself));
  if (here && elsewhere) return 'medium';
  return here || elsewhere ? 'low' : undefined;
}

const SETTINGS = /^_?(?:cfg|conf|config|configuration|settings?)$/i;

/** `self.cfg.password`, encoded or not: what an operator sets is no password of an account. */
function isOfSettings(data: Expr): boolean {
  if (data.kind === 'call' && data.callee.kind === 'member') return isOfSettings(data.callee.object);
  return data.kind === 'member' && isPasswordItself(data.property) && SETTINGS.test(lastName(data.object) ?? '');
}

function variablesIn(data: Expr): Extract<Expr, { kind: 'name' }>[] {
  const found: Extract<Expr, { kind: 'name' }>[] = [];
  walkExpr(data, {
    expr: (expr) => {
      if (expr.kind === 'name') found.push(expr);
      return expr.kind !== 'function' && expr.kind !== 'class' && expr.kind !== 'member';
    },
  });
  return found;
}

/** Whether any name in an expression passes a test. */
export function mentions(expr: Expr, test: (name: string) => boolean, depth = 0): boolean {
  if (depth > 12) return false;
  const name = nameIn(expr);
  return (name !== undefined && test(name)) || partsOf(expr).some((part) => mentions(part, test, depth + 1));
}

/** What the expression itself is called, or asks for. */
function nameIn(expr: Expr): string | undefined {
  if (expr.kind === 'name') return expr.name;
  if (expr.kind === 'member') return expr.property;
  const key = expr.kind === 'index' ? expr.index : undefined;
  return key?.kind === 'literal' && typeof key.value === 'string' ? key.value : undefined;
}

/** The parts that go into its value. */
function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'member':
    case 'index':
      return [expr.object];
    case 'call':
      return [expr.callee, ...expr.args.map((arg) => arg.value)];
    case 'binary':
      return [expr.left, expr.right];
    case 'template':
      return expr.parts.filter((part) => part.kind !== 'literal');
    case 'await':
    case 'spread':
      return [expr.value];
    default:
      return [];
  }
}
