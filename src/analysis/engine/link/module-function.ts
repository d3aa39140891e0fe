import type { FileIr, FunctionIr } from '../../read/ir';
import type { FunctionNode } from './definitions';
import type { LinkScope } from './scopes';

const MODULE_SPAN = { line: 1, column: 0, endLine: 1, endColumn: 0 };

/** What a file does when it is loaded, as a function. */
export function moduleFunction({ path, body }: FileIr, scope: LinkScope): FunctionNode {
  const fn: FunctionIr = {
    id: '<module>',
    name: '<module>',
    params: [],
    body,
    decorators: [],
    async: false,
    generator: false,
    arrow: false,
    span: { ...MODULE_SPAN, endLine: body.at(-1)?.span.endLine ?? 1 },
    signature: MODULE_SPAN,
  };
  return { key: `${path}#<module>`, file: path, fn, scope };
}
