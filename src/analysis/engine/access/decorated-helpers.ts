import { lastName } from '../last-name';
import type { Expr } from '../../read/ir';
import type { FunctionNode, Program, Scope } from '../link/definitions';
import { isWrittenToRefuse } from '../guards/may-refuse';
import { ASKING_NAME } from '../../../knowledge/access/asking-names';
import { holds } from './formula';
import type { Reader } from './reader';

/** A helper may be called by thousands of handlers: each of its decorators is read once. */
const known = new WeakMap<Program, Map<Expr, boolean>>();

function refuses({ program }: Reader, expr: Expr, scope: Scope): boolean {
  const answers = known.get(program) ?? new Map<Expr, boolean>();
  known.set(program, answers);
  let found = answers.get(expr);
  if (found === undefined) answers.set(expr, (found = isWrittenToRefuse(program, { expr, scope })));
  return found;
}

/** What decorators of a helper ask before it runs, as they do before a handler: `@membership_required`. */
export function assumeDecorators(reader: Reader, { fn, file, scope }: FunctionNode): void {
  for (const decorator of fn.decorators) {
    const name = lastName(decorator.kind === 'call' ? decorator.callee : decorator) ?? '';
    if (ASKING_NAME.test(name) && refuses(reader, decorator, scope.parent ?? scope))
      reader.assume(holds({ kind: 'policy', value: name, file, span: decorator.span }));
  }
}
