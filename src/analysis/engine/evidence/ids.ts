import { idKind } from '../../../knowledge/sensitive-names';
import type { FunctionIr, Pattern, Span } from '../../read/ir';
import { boundNames } from '../link/parts-of';
import { eachInBody } from '../link/flat-body';
import type { Found } from './found';
import { ownNames } from './spelling';

/** The first place where a function spells each name that stands for a record or a person. */
export function idNames(fn: FunctionIr): Found[] {
  const first = new Map<string, Span>();
  const spelled = (name: string, span: Span): void => {
    if (idKind(name) !== undefined && !first.has(name)) first.set(name, span);
  };
  const note = (names: readonly string[], span: Span): void => names.forEach((name) => spelled(name, span));
  for (const param of fn.params) note(patternNames(param.pattern), param.span);
  eachInBody(
    fn.body,
    (stmt) => {
      if (stmt.kind === 'declare') note(patternNames(stmt.target), stmt.span);
    },
    (expr) => {
      // Most are of these kinds, for which no list need be made.
      if (expr.kind === 'name') spelled(expr.name, expr.span);
      else if (expr.kind === 'member') spelled(expr.property, expr.span);
      else note(ownNames(expr), expr.span);
    },
  );
  return [...first].map(([name, span]) => ({ kind: 'names-id', name, span }));
}

/** What a pattern binds, and the keys it takes it from. */
function patternNames(pattern: Pattern): string[] {
  const keys = pattern.kind === 'objectPattern' ? pattern.properties.flatMap(({ key }) => key ?? []) : [];
  return [...keys, ...boundNames(pattern)];
}
