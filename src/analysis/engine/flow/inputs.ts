import type { Expr, Stmt } from '../../read/ir';
import type { ClassNode, Definition, FunctionNode, Program } from '../link/definitions';
import { requestPlace } from '../handler-roles';
import { walkDeep } from '../link/walk';

/**
 * `(req, res)` and `(err, req, res, next)` are what handlers look like, whoever registers them and whatever they call
 * these.
 */
export function looksLikeHandler(node: FunctionNode, program: Program): boolean {
  if (program.dialectOf(node.file).inputsAreParameters) return looksLikeView(node, program);
  if (requestPlace(node, program) !== undefined) return true;
  const names = node.fn.params.map((param) => param.name ?? '');
  return names[0] === 'ctx' && names.length <= 2 && (names.length === 1 || names[1] === 'next') && node.fn.async;
}

function looksLikeView(node: FunctionNode, program: Program): boolean {
  if (node.fn.decorators.some(isRoute)) return true;
  const first = node.fn.params[node.cls ? 1 : 0];
  return first?.name === 'request' && !node.fn.name.startsWith('__') && !isHelper(node, program);
}
/** What the program calls itself is handed the request and whatever else by those who call it. */
const isHelper = (node: FunctionNode, program: Program): boolean =>
  program.callersOf(node).some(({ caller }) => caller !== node);
function isRoute(decorator: Expr): boolean {
  return decorator.kind === 'call' && decorator.callee.kind === 'member' && decorator.callee.property === 'route';
}

/** A decorated view of a server that sends returned text as a page. */
export function answersPages(node: FunctionNode, program: Program): boolean {
  return node.fn.decorators.some((decorator) => {
    if (decorator.kind !== 'call' || !isRoute(decorator)) return false;
    const paths = program.externalPaths(decorator.callee, node.scope);
    return paths.length === 0 || paths.some((path) => program.conventions.returnsPage(path));
  });
}

const MAX_INPUTS = 3000;
const MAX_DEPTH = 4;

/** The functions that whoever requires the package can call: exported, or reachable as a member of what is exported. */
export function libraryInputs(program: Program, files: readonly string[]): Set<FunctionNode> {
  const found = new PublicFunctions(program);
  for (const file of files) found.module(file);
  return found.functions;
}

class PublicFunctions {
  readonly functions = new Set<FunctionNode>();
  private readonly seen = new Set<unknown>();
  private readonly names = new Map<string, readonly string[]>();

  constructor(private readonly program: Program) {}

  module(file: string, depth = 0): void {
    const ir = this.program.files.get(file);
    const scope = this.program.moduleOf(file)?.scope;
    if (!ir || !scope || this.seen.has(file)) return;
    this.seen.add(file);
    for (const name of this.membersOf(file)) this.members({ kind: 'module', file }, name, depth);
    for (const expr of exportedValues(ir.body))
      for (const definition of this.program.resolve(expr, scope)) this.add(definition, depth + 1);
  }

  private add(definition: Definition, depth: number): void {
    if (this.functions.size > MAX_INPUTS || depth > MAX_DEPTH) return;
    switch (definition.kind) {
      case 'module':
        return this.module(definition.file, depth);
      case 'function':
        return this.addFunction(definition, depth);
      case 'class':
      case 'instance':
        return this.addClass(definition.cls, depth);
      case 'object':
        if (definition.expr.kind !== 'object' || this.seen.has(definition.expr)) return;
        this.seen.add(definition.expr);
        for (const property of definition.expr.properties)
          if (property.key !== undefined) this.members(definition, property.key, depth);
        return;
      default:
    }
  }

  private addFunction(definition: Extract<Definition, { kind: 'function' }>, depth: number): void {
    if (this.functions.has(definition.fn)) return;
    this.functions.add(definition.fn);
    for (const name of this.membersOf(definition.fn.file)) this.members(definition, name, depth + 1);
  }

  private addClass(cls: ClassNode, depth: number): void {
    if (this.seen.has(cls)) return;
    this.seen.add(cls);
    const built = cls.key.includes('#class:') ? this.program.functions.get(cls.key.replace('#class:', '#')) : undefined;
    if (built) this.functions.add(built);
    for (const member of cls.cls.members) {
      const node = member.fn && this.program.nodeOf(member.fn, cls.file);
      if (node) this.functions.add(node);
    }
    for (const name of this.membersOf(cls.file)) {
      this.members({ kind: 'instance', cls }, name, depth + 1);
      this.members({ kind: 'class', cls }, name, depth + 1);
    }
  }

  private members(of: Definition, name: string, depth: number): void {
    for (const member of this.program.member(of, name)) this.add(member, depth + 1);
  }

  private membersOf(file: string): readonly string[] {
    let names = this.names.get(file);
    if (!names) this.names.set(file, (names = memberNames(this.program.files.get(file)?.body ?? [])));
    return names;
  }
}

/** What is exported as a whole: `module.exports = …`, `export default …`. */
function exportedValues(body: readonly Stmt[]): Expr[] {
  return body.flatMap((stmt) => {
    if (stmt.kind === 'export' && stmt.value) return [stmt.value];
    const expr = stmt.kind === 'expr' ? stmt.expr : stmt.kind === 'declare' ? stmt.value : undefined;
    return expr ? assignedExports(expr) : [];
  });
}
function assignedExports(expr: Expr): Expr[] {
  if (expr.kind !== 'assign') return [];
  const target = expr.target.kind === 'place' && expr.target.expr.kind === 'member' ? expr.target.expr : undefined;
  return [...(target?.property === 'exports' ? [expr.value] : []), ...assignedExports(expr.value)];
}

const MAX_NAMES = 400;
/** Names that occur as exports or assigned members in a file: candidates to ask the linker for. */
function memberNames(body: readonly Stmt[]): string[] {
  const names = new Set(['default']);
  for (const stmt of body) {
    if (stmt.kind !== 'export') continue;
    for (const name of stmt.names) names.add(name.exported);
    if (stmt.declaration?.kind === 'function') names.add(stmt.declaration.fn.name);
    if (stmt.declaration?.kind === 'class') names.add(stmt.declaration.cls.name);
    if (stmt.declaration?.kind === 'declare' && stmt.declaration.target.kind === 'bind')
      names.add(stmt.declaration.target.name);
  }
  walkDeep(body, (expr) => {
    if (expr.kind !== 'assign' || names.size > MAX_NAMES) return;
    if (expr.target.kind === 'place' && expr.target.expr.kind === 'member') names.add(expr.target.expr.property);
    if (expr.value.kind === 'object')
      for (const property of expr.value.properties) if (property.key !== undefined) names.add(property.key);
  });
  return [...names].sort();
}
