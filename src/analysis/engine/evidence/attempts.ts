import { ATTEMPT_WORDS, LIMITING_FUNCTIONS } from '../../../knowledge/controls/answers';
import type { Expr, FunctionIr } from '../../read/ir';
import { refusesMore, testsNaming } from './answers';
import type { Body } from './body';
import type { Found } from './found';
import { calledName, steps } from './spelling';

/** Does a function count attempts, or refuse when there were too many? Words in messages count nothing. */
export function attempts(fn: FunctionIr, body: Body): Found[] {
  const counted = [...testsNaming(body, ATTEMPT_WORDS), ...written(body), ...limitingCalls(body)];
  const byName: Found[] = LIMITING_FUNCTIONS.test(fn.name)
    ? [{ kind: 'limits-attempts', by: 'name', span: fn.signature }]
    : [];
  return [
    ...counted.map(({ span }): Found => ({ kind: 'limits-attempts', by: 'count', span })),
    ...refusesMore(body),
    ...byName,
  ];
}

const limitingCalls = ({ calls }: Body): Expr[] =>
  calls.filter(
    (call) =>
      ATTEMPT_WORDS.test(calledName(call)) || ATTEMPT_WORDS.test((steps(call.callee) ?? []).slice(-2).join('.')),
  );

/**
 * `user.attempts += 1`, `{ $inc: { failedLogins: 1 } }`, `update(attempts=…)`. A text or a list under such a name
 * counts nothing.
 */
const written = ({ settings }: Body): { span: Expr['span'] }[] =>
  settings.filter(
    ({ name, value }) => ATTEMPT_WORDS.test(name) && !(value.kind === 'literal' && typeof value.value === 'string'),
  );
