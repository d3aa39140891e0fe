import { lastName } from '../last-name';
import type { FunctionNode } from '../link/definitions';
import { isWrittenToRefuse } from '../guards/may-refuse';
import { ASKING_NAME } from '../../../knowledge/access/asking-names';
import { holds } from './formula';
import type { Reader } from './reader';

/** What decorators of a helper ask before it runs, as they do before a handler: `@membership_required`. */
export function assumeDecorators(reader: Reader, { fn, file, scope }: FunctionNode): void {
  for (const decorator of fn.decorators) {
    const name = lastName(decorator.kind === 'call' ? decorator.callee : decorator) ?? '';
    if (!ASKING_NAME.test(name)) continue;
    if (isWrittenToRefuse(reader.program, { expr: decorator, scope: scope.parent ?? scope }))
      reader.assume(holds({ kind: 'policy', value: name, file, span: decorator.span }));
  }
}
