import { BEGINS, TARGET_SIGNS } from '../../../knowledge/controls/targets';
import type { Expr } from '../../read/ir';
import { holds } from './answers';
import type { Body } from './body';
import type { Found } from './found';
import { calledName, namesIn } from './spelling';

/** Conditions on where an address or a path leads, with the names they look at. */
export function targetChecks({ decisions }: Body): Found[] {
  return decisions.flatMap(({ test }): Found[] => {
    const names = [...new Set(namesIn(test))];
    const about = new Set(
      TARGET_SIGNS.filter((sign) => names.some((name) => sign.names.test(name))).map((sign) => sign.about),
    );
    if (holds(test, isBeginning)) about.add('address');
    if (holds(test, climbs)) about.add('path');
    return [...about].map((one) => ({ kind: 'inspects-target', about: one, names, span: test.span }));
  });
}

const isBeginning = (expr: Expr): boolean => expr.kind === 'call' && BEGINS.test(calledName(expr));
/** Two dots are looked for. */
const climbs = (expr: Expr): boolean =>
  expr.kind === 'literal' && typeof expr.value === 'string' && expr.value.startsWith('..');
