import type { Rules } from '../lowerer';

export const PYTHON: Rules = { expressions: new Map(), statements: new Map([['module', (node, low) => low.stmts(node.children)]]), patterns: new Map(), types: new Map() };
