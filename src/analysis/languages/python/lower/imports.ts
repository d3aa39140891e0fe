import type { ImportName, Span, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { childOfType, field, fields } from '../../lower/nodes';

const plain = (node: SyntaxNode | undefined, low: Lowerer): string => low.text(node).replace(/\s+/g, '');

function make(module: string, level: number, names: ImportName[], span: Span): Stmt {
  return { kind: 'import', module, level, names, typeOnly: false, span };
}

/** `import a.b` binds `a` and loads `a.b`. */
const importModules: StmtRule = (node, low) =>
  fields(node, 'name').flatMap((one): Stmt[] => {
    const span = low.span(one);
    if (one.type === 'aliased_import')
      return [make(plain(field(one, 'name'), low), 0, [{ imported: '*', local: low.text(field(one, 'alias')) }], span)];
    const module = plain(one, low);
    const [top = module] = module.split('.');
    const bound = make(top, 0, [{ imported: '*', local: top }], span);
    return top === module ? [bound] : [bound, make(module, 0, [], span)];
  });

const importFrom: StmtRule = (node, low) => {
  const source = field(node, 'module_name');
  const relative = source?.type === 'relative_import' ? source : undefined;
  const module = relative ? plain(childOfType(relative, 'dotted_name'), low) : plain(source, low);
  const level = relative ? plain(childOfType(relative, 'import_prefix'), low).length : 0;
  const names = fields(node, 'name').map((one): ImportName => {
    if (one.type !== 'aliased_import') return { imported: plain(one, low), local: plain(one, low) };
    return { imported: plain(field(one, 'name'), low), local: low.text(field(one, 'alias')) };
  });
  const star = childOfType(node, 'wildcard_import') ? [{ imported: '*' }] : [];
  return [make(module, level, [...names, ...star], low.span(node))];
};

export const IMPORTS: readonly (readonly [string, StmtRule])[] = [
  ['import_statement', importModules],
  ['import_from_statement', importFrom],
];
