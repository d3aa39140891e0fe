import type { ClassIr, Expr, FileIr, FunctionIr, Stmt } from '../../read/ir';
import type { Dialect } from '../dialect';
import type { ClassNode, FunctionNode } from './definitions';
import { noteExports } from './exported-names';
import { FileBindings } from './file-bindings';
import type { ModuleInfo, ProgramIndex } from './index-data';
import type { LinkedLanguage } from './linking';
import { moduleFunction } from './module-function';
import { asLinkScope, ELEMENT, LinkScope, Root, type Step } from './scopes';
import { blocksOf, eachExpr } from './body-parts';
import { eachChild } from './parts-of';

/** Reads one file into the index: scopes, names, member assignments, exports, calls and return values. */
export function indexFile(index: ProgramIndex, file: FileIr, language: LinkedLanguage): void {
  new FileIndexer(index, file, language).run();
}

interface Place {
  scope: LinkScope;
  fn: FunctionNode;
}

class FileIndexer {
  private readonly dialect: Dialect;
  private readonly moduleFn: FunctionNode;
  private readonly scope: LinkScope;
  private readonly bindings: FileBindings;

  constructor(
    private readonly index: ProgramIndex,
    private readonly file: FileIr,
    private readonly language: LinkedLanguage,
  ) {
    this.dialect = language.dialect;
    this.scope = new LinkScope(file.path, undefined, this.dialect);
    this.moduleFn = moduleFunction(file, this.scope);
    this.scope.owner = this.moduleFn;
    this.bindings = new FileBindings(index, file.path, this.dialect);
  }

  run(): void {
    this.index.functions.set(this.moduleFn.key, this.moduleFn);
    this.index.modules.set(this.file.path, {
      file: this.file.path,
      fn: this.moduleFn,
      scope: this.scope,
      exports: new Map(),
      stars: [],
      common: new Root(),
    });
    this.stmts(this.file.body, this.scope, this.moduleFn);
    this.bindings.settle();
  }

  private stmts(stmts: readonly Stmt[], scope: LinkScope, fn: FunctionNode): void {
    for (const stmt of stmts) {
      this.stmt(stmt, scope, fn);
      eachExpr(stmt, this.visit, { scope, fn });
      for (const block of blocksOf(stmt)) this.stmts(block, scope, fn);
    }
  }

  private stmt(stmt: Stmt, scope: LinkScope, fn: FunctionNode): void {
    switch (stmt.kind) {
      case 'function':
        this.declareFunction(stmt.fn, scope, fn);
        break;
      case 'class':
        this.declareClass(stmt.cls, scope, fn);
        break;
      case 'declare':
        this.declare(stmt, scope);
        break;
      case 'forEach':
        this.bindings.bind(stmt.target, { expr: stmt.iterable, scope, steps: [stmt.keys ? 'keys*' : ELEMENT] }, scope);
        break;
      case 'with':
        for (const item of stmt.items)
          if (item.target) this.bindings.bind(item.target, { expr: item.value, scope, steps: [] }, scope);
        break;
      case 'import':
        this.imports(stmt, scope);
        break;
      case 'export':
        noteExports(this.info(), stmt, scope);
        break;
      case 'return':
        if (stmt.value) this.returns(fn, stmt.value, scope);
        break;
      case 'scope':
        for (const name of stmt.names) scope.declareOuter(name, stmt.declared);
        break;
      default:
    }
  }

  private declare(stmt: Extract<Stmt, { kind: 'declare' }>, scope: LinkScope): void {
    if (stmt.annotation && stmt.target.kind === 'bind')
      scope.bind(stmt.target.name, { kind: 'typed', annotation: stmt.annotation, scope });
    if (stmt.value) this.bindings.bind(stmt.target, { expr: stmt.value, scope, steps: [] }, scope, true);
    else if (stmt.target.kind === 'bind' && !scope.bindings.has(stmt.target.name))
      scope.bindings.set(stmt.target.name, []);
  }

  private imports(stmt: Extract<Stmt, { kind: 'import' }>, scope: LinkScope): void {
    const { module, level } = stmt;
    for (const { imported, local } of stmt.names) {
      if (local === undefined) this.info().stars.push({ module, level });
      else scope.bind(local, { kind: 'import', file: this.file.path, module, level, imported });
    }
  }

  private declareFunction(fn: FunctionIr, scope: LinkScope, parent: FunctionNode): FunctionNode {
    const node = this.enterFunction(fn, scope, parent);
    scope.bind(fn.name, { kind: 'function', fn: node });
    this.index.alias(fn, { scope, name: fn.name, path: [] });
    return node;
  }

  private enterFunction(fn: FunctionIr, scope: LinkScope, parent: FunctionNode, cls?: ClassNode): FunctionNode {
    const inner = new LinkScope(this.file.path, scope, this.dialect);
    const node: FunctionNode = { key: `${this.file.path}#${fn.id}`, file: this.file.path, fn, scope: inner, parent };
    if (cls) node.cls = cls;
    inner.owner = node;
    this.index.addFunction(node);
    fn.params.forEach((param, position) => this.param(node, position, inner));
    for (const decorator of fn.decorators) this.expr(decorator, scope, parent);
    for (const param of fn.params) {
      for (const decorator of param.decorators) this.expr(decorator, scope, parent);
      if (param.fallback) this.expr(param.fallback, this.dialect.defaultsReadOutside ? scope : inner, node);
    }
    this.stmts(fn.body, inner, node);
    return node;
  }

  private param(node: FunctionNode, position: number, scope: LinkScope): void {
    const param = node.fn.params[position];
    if (!param) return;
    const own: Expr = { kind: 'name', name: `<parameter ${position}>`, span: param.span };
    scope.bind(`<parameter ${position}>`, { kind: 'parameter', fn: node, index: position, steps: [] });
    if (param.annotation) scope.bind(`<parameter ${position}>`, { kind: 'typed', annotation: param.annotation, scope });
    if (param.fallback)
      scope.bind(`<parameter ${position}>`, { kind: 'value', expr: param.fallback, scope, steps: [] });
    const steps: Step[] = param.rest === 'positional' ? ['rest*'] : [];
    this.bindings.bind(param.pattern, { expr: own, scope, steps }, scope, true);
  }

  private declareClass(cls: ClassIr, scope: LinkScope, fn: FunctionNode): ClassNode {
    const inner = new LinkScope(this.file.path, scope, this.dialect);
    const node: ClassNode = { key: `${this.file.path}#${cls.id}`, file: this.file.path, cls, scope: inner };
    inner.cls = node;
    this.index.classes.set(node.key, node);
    scope.bind(cls.name, { kind: 'class', cls: node });
    this.index.alias(cls, { scope, name: cls.name, path: [] });
    for (const expr of [...cls.decorators, ...cls.bases]) this.expr(expr, scope, fn);
    for (const member of cls.members) {
      for (const decorator of member.decorators) this.expr(decorator, inner, fn);
      if (member.value) this.expr(member.value, inner, fn);
      if (member.fn) {
        const method = this.enterFunction(member.fn, inner, fn, node);
        if (this.dialect.membersAreNames) inner.bind(member.name, { kind: 'function', fn: method });
      } else if (member.value && this.dialect.membersAreNames)
        inner.bind(member.name, { kind: 'value', expr: member.value, scope: inner, steps: [] });
    }
    return node;
  }

  private expr(expr: Expr, scope: LinkScope, fn: FunctionNode): void {
    this.visit(expr, { scope, fn });
  }

  /** Where the expressions inside an expression stand is where it stands. */
  private readonly visit = (expr: Expr, place: Place): void => {
    const { scope, fn } = place;
    switch (expr.kind) {
      case 'function': {
        const node = this.enterFunction(expr.fn, scope, fn);
        const inner = asLinkScope(node.scope);
        const { ownName } = expr.fn;
        if (ownName !== undefined && !inner.bindings.has(ownName)) inner.bind(ownName, { kind: 'function', fn: node });
        return;
      }
      case 'class':
        this.declareClass(expr.cls, scope, fn);
        return;
      case 'assign':
        this.assignment(expr, scope);
        break;
      case 'call':
        this.call(expr, scope, fn);
        break;
      case 'object':
        for (const property of expr.properties) {
          if (property.value.kind === 'function' && !property.value.fn.arrow)
            this.index.objectOf.set(property.value.fn, { expr, scope });
        }
        break;
      case 'comprehension':
        for (const clause of expr.clauses)
          this.bindings.bind(clause.target, { expr: clause.iterable, scope, steps: [ELEMENT] }, scope, true);
        break;
      default:
    }
    eachChild(expr, this.visit, place);
  };

  private assignment(expr: Extract<Expr, { kind: 'assign' }>, scope: LinkScope): void {
    const merges = expr.op === undefined || expr.op === '=' || /^(\|\||\?\?|&&)=?$/.test(expr.op);
    const adds = !merges && this.dialect.addsInPlace && /^\+=?$/.test(expr.op ?? '');
    if (merges || adds) this.bindings.bind(expr.target, { expr: expr.value, scope, steps: [] }, scope);
  }

  private call(expr: Extract<Expr, { kind: 'call' }>, scope: LinkScope, fn: FunctionNode): void {
    const call = { expr, scope, caller: fn };
    this.index.calls.push(call);
    expr.args.forEach((arg, argument) => {
      if (arg.value.kind === 'function') this.index.handed.set(arg.value.fn, { call, argument });
    });
    if (expr.callee.kind === 'member' && /^(push|unshift|append|add)$/.test(expr.callee.property))
      this.pushed(expr, expr.callee.object, scope);
    this.language.linking.definingCall(this.index, this.file.path, call, this.bindings.pending);
  }

  private pushed(expr: Extract<Expr, { kind: 'call' }>, list: Expr, scope: LinkScope): void {
    if (list.kind !== 'name' && list.kind !== 'member') return;
    for (const arg of expr.args) {
      const place: Expr = { kind: 'member', object: list, property: ELEMENT, span: expr.span };
      this.bindings.pending.push({ place, target: { expr: arg.value, scope, steps: [] }, scope, file: this.file.path });
    }
  }

  private returns(fn: FunctionNode, value: Expr, scope: LinkScope): void {
    const list = this.index.returns.get(fn.key);
    if (list) list.push({ expr: value, scope });
    else this.index.returns.set(fn.key, [{ expr: value, scope }]);
  }

  private info(): ModuleInfo {
    const info = this.index.modules.get(this.file.path);
    if (!info) throw new Error(`${this.file.path} was not registered`);
    return info;
  }
}
