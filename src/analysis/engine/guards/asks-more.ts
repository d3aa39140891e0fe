import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import { ASKING_DECORATORS } from '../../../knowledge/access/identity';
import type { Check } from './check';
import { isAboutCaller } from './judged-check';
import type { Judgement } from './run/judgement';
import { NARROWEST_FIRST } from './who-may-call';

/** `needs_scope('tokens')`: it is told what to ask for, and only that somebody is asked for was seen. */
export function asksMore(expr: Expr, checks: readonly Check[]): boolean {
  if (expr.kind !== 'call' || expr.args.length === 0) return false;
  return (
    ASKING_DECORATORS.test(lastName(expr.callee) ?? '') &&
    checks.some(({ category }) => category === 'authentication') &&
    !NARROWEST_FIRST.some((right) => checks.some(({ establishes }) => establishes === right))
  );
}

/** Whose the object is decides on some of the ways: more is asked than was understood. */
export const asksOwnerBeside = ({ asksOwner, keepsOut }: Judgement, checks: readonly Check[]): boolean =>
  asksOwner && keepsOut && !checks.some(isAboutCaller);
