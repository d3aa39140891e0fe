import type { Expr, Stmt } from '../ir';
import type { Definition, FunctionNode, Program } from '../link/definitions';

const REQUEST = /^_?(?:req|request)$/;
const RESPONSE = /^_?(?:res|resp|response)$/;

/** `(req, res)` and `(err, req, res, next)` are what handlers look like, whoever registers them. */
export function looksLikeHandler(node: FunctionNode, program: Program): boolean {
  if (program.files.get(node.file)?.language === 'python') return pythonView(node);
  const names = node.fn.params.map((param) => param.name ?? '');
  if (names.length < 1 || names.length > 5) return false;
  const at = names.findIndex((name) => REQUEST.test(name));
  if (at === 0 || at === 1) return RESPONSE.test(names[at + 1] ?? '');
  return names[0] === 'ctx' && names.length <= 2 && (names.length === 1 || names[1] === 'next') && node.fn.async;
}

function pythonView(node: FunctionNode): boolean {
  const first = node.fn.params[node.cls ? 1 : 0];
  return (first?.name === 'request' && !node.fn.name.startsWith('__')) || node.fn.decorators.some(isRoute);
}
function isRoute(decorator: Expr): boolean {
  return decorator.kind === 'call' && decorator.callee.kind === 'member' && decorator.callee.property === 'route';
}

/** A decorated view of a framework that sends returned text as a page. */
export function answersPages(node: FunctionNode, program: Program): boolean {
  return node.fn.decorators.some((decorator) => {
    if (decorator.kind !== 'call' || !isRoute(decorator)) return false;
    const paths = program.externalPaths(decorator.callee, node.scope);
    return paths.length === 0 || paths.some((path) => /^(?:flask|quart|bottle|sanic)\b/.test(path));
  });
}

const MAX_INPUTS = 3000;
const MAX_DEPTH = 4;

/** The functions that whoever requires the package can call: exported, or reachable as a member of what is exported. */
export function libraryInputs(program: Program, files: readonly string[]): Set<FunctionNode> {
  const found = new Set<FunctionNode>();
  for (const file of files) {
    const ir = program.files.get(file);
    if (!ir) continue;
    const names = memberNames(program, file);
    collect(program, { kind: 'module', file }, names, found, 0);
  }
  return found;
}

function collect(program: Program, definition: Definition, names: readonly string[], found: Set<FunctionNode>, depth: number): void {
  if (found.size > MAX_INPUTS || depth > MAX_DEPTH) return;
  if (definition.kind === 'function') {
    if (found.has(definition.fn)) return;
    found.add(definition.fn);
  }
  if (definition.kind === 'class' || definition.kind === 'instance') {
    for (const member of definition.cls.cls.members) {
      const node = member.fn && program.nodeOf(member.fn, definition.cls.file);
      if (node) found.add(node);
    }
  }
  if (definition.kind === 'external' || definition.kind === 'literal' || definition.kind === 'parameter') return;
  const inside = definition.kind === 'object' && definition.expr.kind === 'object' ? definition.expr.properties.flatMap((property) => (property.key === undefined ? [] : [property.key])) : names;
  for (const name of inside) for (const member of program.member(definition, name)) if (member !== definition) collect(program, member, definition.kind === 'module' ? ['prototype'] : [], found, depth + 1);
}

/** Names that occur as exports or members in the file: candidates to ask the linker for. */
function memberNames(program: Program, file: string): string[] {
  const names = new Set(['default']);
  const visit = (stmts: readonly Stmt[]): void => {
    for (const stmt of stmts) {
      if (stmt.kind === 'export') {
        for (const name of stmt.names) names.add(name.exported);
        if (stmt.declaration?.kind === 'function') names.add(stmt.declaration.fn.name);
        if (stmt.declaration?.kind === 'class') names.add(stmt.declaration.cls.name);
        if (stmt.declaration?.kind === 'declare' && stmt.declaration.target.kind === 'bind') names.add(stmt.declaration.target.name);
      } else if (stmt.kind === 'expr' && stmt.expr.kind === 'assign') target(stmt.expr, names);
    }
  };
  visit(program.files.get(file)?.body ?? []);
  return [...names].sort();
}
function target(expr: Extract<Expr, { kind: 'assign' }>, names: Set<string>): void {
  if (expr.target.kind === 'place' && expr.target.expr.kind === 'member') names.add(expr.target.expr.property);
  if (expr.value.kind === 'assign') target(expr.value, names);
  if (expr.value.kind === 'object') for (const property of expr.value.properties) if (property.key !== undefined) names.add(property.key);
}
