import type { Expr } from '../../read/ir';

export function joined(expr: Extract<Expr, { kind: 'binary' }>): Expr {
  const spread = (side: Expr): Expr =>
    side.kind === 'array'
      ? side
      : { kind: 'array', type: 'array', span: side.span, items: [{ kind: 'spread', value: side, span: side.span }] };
  const items = [spread(expr.left), spread(expr.right)].flatMap((side) => (side.kind === 'array' ? side.items : []));
  return { kind: 'array', type: 'array', items, span: expr.span };
}
