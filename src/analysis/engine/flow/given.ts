import type { CallModel, GivesModel } from '../../../knowledge/flow/model';
import type { Span } from '../../read/ir';
import { callBack } from './callbacks';
import { arrayOf } from './collections';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { holds, pick } from './pick';
import { UNKNOWN, type Value } from './value';

/**
 * Calls the functions that a library was given with what it hands to them; undefined when it hands them nothing
 * known.
 */
export function giveAll(
  m: Machine,
  model: CallModel,
  args: Arguments,
  span: Span,
  self: Value | undefined,
): Value | undefined {
  let answer: Value | undefined;
  for (const one of model.gives)
    if (one.when?.every((condition) => holds(m, condition, args, self)) !== false)
      answer = give(m, one, args, span, self) ?? answer;
  return answer;
}

function give(m: Machine, one: GivesModel, args: Arguments, span: Span, self: Value | undefined): Value | undefined {
  const functions = pick(m, one.args, args, self).filter(({ value }) =>
    value.refs.some((ref) => ref.kind === 'function'),
  );
  if (functions.length === 0 && !one.answers) return undefined;
  const values = one.sources.map((kind) => (kind === '' ? UNKNOWN : m.source(kind, span)));
  for (const picked of functions) callBack(m, picked.value, values, picked.span);
  return one.answers ? arrayOf(m, values.slice(1)) : (self ?? UNKNOWN);
}
