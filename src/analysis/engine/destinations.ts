import type { Expr, Stmt } from '../read/ir';
import { lastName } from './last-name';
import { blocksOf, exprsOf } from './link/body-parts';
import { childrenOf } from './link/parts-of';
import { SAME_IN_STORES } from '../../knowledge/transparent-calls';

const MAX_STATEMENTS = 12;
const MAX_DEPTH = 10;

/** Whether the expression is the variable, written in another form at most. */
function isValueOf(expr: Expr, name: string, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  if (expr.kind === 'name') return expr.name === name;
  if (expr.kind === 'await') return isValueOf(expr.value, name, depth + 1);
  if (expr.kind !== 'call') return false;
  const { callee, args } = expr;
  if (!SAME_IN_STORES.test(lastName(callee) ?? '')) return false;
  const [first] = args;
  return (
    (first !== undefined && isValueOf(first.value, name, depth + 1)) ||
    (callee.kind === 'member' && isValueOf(callee.object, name, depth + 1))
  );
}

/** `…?token=` before a value says what it is. */
const parameterBefore = (text: Expr | undefined): string | undefined =>
  text?.kind === 'literal' && typeof text.value === 'string' ? /[?&]([\w.-]+)=$/.exec(text.value)?.[1] : undefined;

function inTemplate(parts: readonly Expr[], name: string): string[] {
  return parts.flatMap((part, at) => {
    const parameter = isValueOf(part, name) ? parameterBefore(parts[at - 1]) : undefined;
    return parameter === undefined ? [] : [parameter];
  });
}

function inExpr(expr: Expr, name: string, depth: number): string[] {
  if (depth > MAX_DEPTH) return [];
  return [...placesIn(expr, name), ...childrenOf(expr).flatMap((child) => inExpr(child, name, depth + 1))];
}

/** The names of the places in one expression that get the value. */
function placesIn(expr: Expr, name: string): string[] {
  const given = (place: string | undefined, value: Expr): string[] =>
    place !== undefined && isValueOf(value, name) ? [place] : [];
  switch (expr.kind) {
    case 'object':
      return expr.properties.flatMap(({ key, value }) => given(key, value));
    case 'call':
      return expr.args.flatMap((arg) => given(arg.name, arg.value));
    case 'assign':
      return expr.target.kind === 'place' && isValueOf(expr.value, name) ? propertyOf(expr.target.expr) : [];
    case 'template':
      return inTemplate(expr.parts, name);
    case 'binary':
      return expr.op === '+' ? inTemplate([lastOf(expr.left), expr.right], name) : [];
    default:
      return [];
  }
}

const lastOf = (expr: Expr): Expr => (expr.kind === 'binary' && expr.op === '+' ? expr.right : expr);

function propertyOf(place: Expr): string[] {
  if (place.kind === 'member') return [place.property];
  return place.kind === 'index' && place.index.kind === 'literal' ? [String(place.index.value)] : [];
}

/**
 * What a variable is called where it goes, in the same statements: the property, key, keyword or parameter of an
 * address that gets its value or its hash. Names of other variables have no part in it.
 */
export function namesWhereItGoes(body: readonly Stmt[], name: string, depth = 0): string[] {
  if (depth > MAX_STATEMENTS) return [];
  return body.flatMap((stmt) => [
    ...exprsOf(stmt).flatMap((expr) => inExpr(expr, name, 0)),
    ...blocksOf(stmt).flatMap((block) => namesWhereItGoes(block, name, depth + 1)),
  ]);
}
