import type { Expr } from '../../../read/ir';
import type { ExprRule } from '../../lower/lowerer';
import { field, fields, named } from '../../lower/nodes';
import { inner } from './literals';

type Comprehension = Extract<Expr, { kind: 'comprehension' }>;

export const comprehension: ExprRule = (node, low) => {
  const body = field(node, 'body');
  const clauses: Comprehension['clauses'] = [];
  for (const child of named(node)) {
    if (child.type === 'for_in_clause') {
      const [first, ...more] = fields(child, 'right')
        .filter((one) => one.named)
        .map((one) => low.expr(one));
      const iterable: Expr =
        more.length === 0
          ? (first ?? low.expr(undefined))
          : { kind: 'array', type: 'tuple', items: first ? [first, ...more] : more, span: low.span(child) };
      clauses.push({ target: low.pattern(field(child, 'left')), iterable, conditions: [] });
    } else if (child.type === 'if_clause') clauses.at(-1)?.conditions.push(inner(child, low));
  }
  const key = body?.type === 'pair' ? field(body, 'key') : undefined;
  return {
    kind: 'comprehension',
    element: low.expr(key && body ? field(body, 'value') : body),
    ...(key && { key: low.expr(key) }),
    clauses,
    span: low.span(node),
  };
};
