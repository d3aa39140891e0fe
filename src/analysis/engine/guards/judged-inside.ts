import type { FunctionNode, Program } from '../link/definitions';
import type { HandlerCheck } from './check';
import { dependenciesOf } from './dependencies';
import { fromJudgement } from './judged-check';
import type { Judgement } from './run/judgement';

/**
 * Checks in a handler that are told by running it. That what is found is the caller's own is seen in queries as well.
 */
const TOLD_BY_RUNNING = new Set(['authenticated', 'role', 'permission', 'policy']);

export const isJudged = ({ establishes }: HandlerCheck): boolean => TOLD_BY_RUNNING.has(establishes);

/** What a handler asks of its caller, at the place where it was seen. */
export function judgedInside(
  program: Program,
  fn: FunctionNode,
  judgement: Judgement,
  read: readonly HandlerCheck[],
): HandlerCheck[] {
  const known = new Set(read.filter((one) => !isJudged(one)).map((one) => one.establishes));
  // What fills its parameters is a check of its own.
  const filled = fn.fn.params.some((param) => dependenciesOf(program, fn, param).length > 0);
  return fromJudgement(program, judgement, fn.fn.name, undefined)
    .filter(
      (check) =>
        !known.has(check.establishes) &&
        !(
          filled &&
          TOLD_BY_RUNNING.has(check.establishes) &&
          !read.some((one) => one.establishes === check.establishes)
        ),
    )
    .map((check) => {
      const seen = read.find((one) => one.establishes === check.establishes);
      const at = check.establishes === 'ownership' ? judgement.ownerAt : judgement.at;
      // What another file asks is implemented there; in the handler's own file stands only that it does.
      const elsewhere = at !== undefined && at.file !== fn.file;
      return {
        ...check,
        name: seen?.name ?? check.name,
        span: seen?.span ?? (elsewhere ? undefined : at?.span) ?? { ...fn.fn.signature },
        basis: seen?.basis ?? check.basis,
        ...(!seen && elsewhere && { definition: at }),
      };
    });
}
