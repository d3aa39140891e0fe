import type { Expr } from '../../read/ir';
import type { Check } from './check';
import { SCHEMA } from './named-checks';

/** What stands before a handler, told. */
export interface Classified {
  checks: Check[];
  /** Its code was followed, so that what it does not check is known as well. */
  explained: boolean;
  /** For requests of another method or address it may be something else. */
  situational: boolean;
  /** It asks for a right that was not understood. */
  asksMore?: true;
}

export const UNTOLD: Classified = { checks: [], explained: false, situational: false };
export const told = (checks: Check[]): Classified => ({ checks, explained: true, situational: false });

export function joined(parts: readonly Classified[]): Classified {
  return {
    checks: parts.flatMap((one) => one.checks),
    explained: parts.length > 0 && parts.every((one) => one.explained),
    situational: parts.some((one) => one.situational),
    ...(parts.some((one) => one.asksMore) && { asksMore: true }),
  };
}

/** What shows in the expression itself: several checks together, or a schema. */
export function writtenOut(expr: Expr, part: (one: Expr) => Classified): Classified | undefined {
  if (expr.kind === 'array') return joined(expr.items.map(part));
  if (expr.kind === 'object') return schemaObject(expr) ? told([SCHEMA]) : UNTOLD;
  return expr.kind === 'binary' && /^[|&]+$/.test(expr.op) ? joined([part(expr.left), part(expr.right)]) : undefined;
}

/** A check, and what is handed to it: what checks nothing here may check elsewhere. */
export const beside = (one: Classified, inside: Classified): Classified => ({
  ...one,
  explained: one.explained || inside.explained,
  situational: one.situational || inside.situational,
  ...(inside.asksMore && { asksMore: true }),
});

/** The checks among what a call is given. */
export function handedOver(expr: Expr, part: (one: Expr) => Classified): Classified {
  const args = expr.kind === 'call' ? expr.args : [];
  return joined(args.flatMap((arg) => (isReference(arg.value) ? [part(arg.value)] : [])));
}

function schemaObject(expr: Extract<Expr, { kind: 'object' }>): boolean {
  return expr.properties.some((property) => /^(body|querystring|params|headers|query)$/.test(property.key ?? ''));
}

function isReference(expr: Expr): boolean {
  return expr.kind === 'name' || expr.kind === 'member' || expr.kind === 'call' || expr.kind === 'array';
}
