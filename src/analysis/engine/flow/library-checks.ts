import type { CheckModel } from '../../../knowledge/flow/model';
import type { Span } from '../../read/ir';
import { asked as question, asking, negated, together } from './asks';
import { signedFacts } from './digests';
import { clearsOf, weakOf } from './guards';
import { when } from './check-facts';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { pick } from './pick';
import { marked, UNDEFINED, type Value } from './value';

interface Asked {
  args: Arguments;
  self: Value | undefined;
  span: Span;
  /** What the call gives, where that is known. */
  value?: Value;
}

/** What a library function that looks at data has established, by its answer or by returning at all. */
export function answerOfCheck(m: Machine, check: CheckModel, path: string, asked: Asked): Value {
  const { args, self, span, value } = asked;
  const values = pick(m, check.args, args, self).map((one) => one.value);
  if (check.compares)
    return { ...(value ?? marked([], 'boolean')), facts: signedFacts(m, values, span, check.when === true) };
  const unresolved = check.resolved ? values.filter((one) => one.marks.some((mark) => mark.normalized !== true)) : [];
  const clears = values.flatMap((one) => (unresolved.includes(one) ? [] : clearsOf(one, check.bits)));
  const name = path.slice(path.lastIndexOf('.') + 1);
  const weak = unresolved.flatMap((one) => weakOf(m, one, span, name, 'path-unresolved'));
  const asks = together(
    'all',
    values.map((one) => question(one, { is: 'passes', check: name })),
  );
  if (check.when !== 'returns') {
    const found = when(check.when, clears, weak);
    return { ...(value ?? marked([], 'boolean')), facts: asking(found, check.when ? asks : negated(asks)) };
  }
  if (asks) m.state.pass({ file: m.at.file, span, holds: true, need: asks, ...(m.watch && { clears }) });
  m.state.clear(clears);
  m.state.assume(when(true, [], weak), true);
  return value ?? UNDEFINED;
}
