import type { Expr, ImportName, Stmt } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer, StmtRule } from '../../lower/lowerer';
import { childOfType, field, fields, firstNamed, hasToken, named } from '../../lower/nodes';
import { classStmt } from './declarations';
import { stringValue } from './literals';

function plainName(node: SyntaxNode | undefined, low: Lowerer): string {
  return node?.type === 'string' ? stringValue(node, low) : low.text(node);
}

function importNames(clause: SyntaxNode, low: Lowerer): ImportName[] {
  return named(clause).flatMap((child): ImportName[] => {
    if (child.type === 'identifier') return [{ imported: 'default', local: low.text(child) }];
    if (child.type === 'namespace_import') return [{ imported: '*', local: low.text(firstNamed(child)) }];
    if (child.type !== 'named_imports') return [];
    return named(child)
      .filter((one) => !hasToken(one, 'type'))
      .map((one) => {
        const imported = plainName(field(one, 'name'), low);
        const alias = field(one, 'alias');
        return { imported, local: alias ? low.text(alias) : imported };
      });
  });
}

/** `import x = require('m')` is what it says. */
function importRequire(clause: SyntaxNode, node: SyntaxNode, low: Lowerer): Stmt {
  const span = low.span(node);
  const source = field(clause, 'source');
  const value: Expr = {
    kind: 'call',
    callee: { kind: 'name', name: 'require', span },
    args: [{ value: low.expr(source) }],
    isNew: false,
    span,
  };
  return { kind: 'declare', target: low.pattern(childOfType(clause, 'identifier')), value, constant: true, span };
}

const importStmt: StmtRule = (node, low) => {
  const required = childOfType(node, 'import_require_clause');
  if (required) return [importRequire(required, node, low)];
  const source = field(node, 'source');
  const clause = childOfType(node, 'import_clause');
  const typeOnly = hasToken(node, 'type') || hasToken(node, 'typeof');
  return [
    {
      kind: 'import',
      module: plainName(source, low),
      level: 0,
      names: clause ? importNames(clause, low) : [],
      typeOnly,
      span: low.span(node),
    },
  ];
};

/** `import a = N.b` */
const importAlias: StmtRule = (node, low) => {
  const [target, value] = named(node);
  return [
    { kind: 'declare', target: low.pattern(target), value: low.expr(value), constant: true, span: low.span(node) },
  ];
};

type Export = Extract<Stmt, { kind: 'export' }>;

function exportDeclaration(node: SyntaxNode, outer: SyntaxNode, base: Export, low: Lowerer): Stmt[] {
  const isClass = node.type === 'class_declaration' || node.type === 'abstract_class_declaration';
  const stmts = isClass ? [classStmt(node, low, fields(outer, 'decorator'))] : low.stmt(node);
  return stmts.map((stmt) =>
    ['declare', 'function', 'class'].includes(stmt.kind) ? { ...base, declaration: stmt } : stmt,
  );
}

function exportClause(clause: SyntaxNode, base: Export, low: Lowerer): Stmt[] {
  const specifiers = named(clause).filter((one) => !hasToken(one, 'type'));
  const names = specifiers.map((one) => {
    const local = plainName(field(one, 'name'), low);
    const alias = field(one, 'alias');
    return { local, exported: alias ? plainName(alias, low) : local };
  });
  return [{ ...base, names }];
}

/** `export = x` is CommonJS: `module.exports = x`. */
function exportAssignment(value: SyntaxNode, node: SyntaxNode, low: Lowerer): Stmt[] {
  const span = low.span(node);
  const place: Expr = { kind: 'member', object: { kind: 'name', name: 'module', span }, property: 'exports', span };
  return [
    {
      kind: 'expr',
      expr: { kind: 'assign', target: { kind: 'place', expr: place, span }, value: low.expr(value), span },
      span,
    },
  ];
}

const exportStmt: StmtRule = (node, low) => {
  const source = field(node, 'source');
  const isDefault = hasToken(node, 'default');
  const base: Export = {
    kind: 'export',
    names: [],
    ...(source && { from: plainName(source, low) }),
    star: false,
    isDefault,
    span: low.span(node),
  };
  const declaration = field(node, 'declaration');
  if (declaration) return exportDeclaration(declaration, node, base, low);
  const value = field(node, 'value');
  if (value) return [{ ...base, value: low.expr(value) }];
  if (hasToken(node, 'type') || hasToken(node, 'namespace')) return [];
  const namespace = childOfType(node, 'namespace_export');
  if (namespace)
    return [{ ...base, star: true, names: [{ local: '*', exported: plainName(firstNamed(namespace), low) }] }];
  if (hasToken(node, '*')) return [{ ...base, star: true }];
  const clause = childOfType(node, 'export_clause');
  if (clause) return exportClause(clause, base, low);
  const assigned = named(node).find((child) => child.type !== 'decorator' && child.type !== 'ERROR');
  return assigned ? exportAssignment(assigned, node, low) : [];
};

export const MODULES: readonly (readonly [string, StmtRule])[] = [
  ['import_statement', importStmt],
  ['import_alias', importAlias],
  ['export_statement', exportStmt],
];
