import type { Expr } from '../../../read/ir';
import type { SyntaxNode } from '../../../read/parse/syntax-tree';
import type { Lowerer } from '../../lower/lowerer';
import { field } from '../../lower/nodes';
import { classIr } from './classes';
import { functionIr } from './functions';

const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function']);

/** A value that takes its name from where it is put, if it is a function or class without one. */
export function namedValue(node: SyntaxNode | undefined, name: string | undefined, low: Lowerer): Expr {
  if (!node || !name || field(node, 'name')) return low.expr(node);
  if (FUNCTIONS.has(node.type)) return { kind: 'function', fn: functionIr(node, low, name), span: low.span(node) };
  if (node.type === 'class') return { kind: 'class', cls: classIr(node, low, name), span: low.span(node) };
  return low.expr(node);
}
