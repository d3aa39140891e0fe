import { SHOWN_UNENCODED } from '../../../knowledge/flow/sink-names';
import type { Span } from '../../read/ir';
import { elementOf, objectsOf } from './collections';
import { note } from './findings';
import type { Arguments } from './arguments';
import type { CallExpr, Machine } from './machine';
import { joinAll } from './join';
import { ITEM_OF, type RawUse } from './raw-use';
import type { Value } from './value';

/** Notes what from outside is handed to a template that does not encode it. */
export function noteRendered(m: Machine, expr: CallExpr, args: Arguments): void {
  for (const use of m.rendered.get(expr) ?? []) {
    const value = m.step(handed(m, use, args, expr.span), expr.span);
    const before = m.findings.length;
    note(m, 'cross-site-scripting', value, {
      span: use.span,
      callSpan: use.span,
      sink: SHOWN_UNENCODED,
      confidence: use.sure ? 'high' : 'medium',
    });
    for (const finding of m.findings.slice(before)) finding.file = use.file;
  }
}

function handed(m: Machine, { path, from }: RawUse, args: Arguments, span: Span): Value {
  const [name = '', ...rest] = path;
  const named = args.named.get(name);
  const given = named
    ? [named.value]
    : [...args.positional.slice(from), ...args.named.values()]
        .filter(({ value }) => objectsOf(value).length > 0)
        .map(({ value }) => m.member(value, name, span));
  return rest.reduce(
    (value, part) => (part === ITEM_OF ? elementOf(m, value, span) : m.member(value, part, span)),
    joinAll(given),
  );
}
