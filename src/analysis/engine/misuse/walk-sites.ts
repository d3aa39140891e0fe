import type { ClassIr, Expr, Pattern, Stmt } from '../../read/ir';
import type { FunctionNode, Program } from '../link/definitions';
import { ASKS_FOR_LESS } from '../../../knowledge/misuse/transport';
import { lastName } from '../last-name';
import { blocksOf, eachExpr } from '../link/body-parts';
import { walkExpr } from '../link/walk';
import { eachChild, patternExprs } from '../link/parts-of';
import { type Site, wordsOf } from './site';

const MAX_NESTING = 300;

/** Visits every expression of the program of these kinds once, with the names its value is meant for. */
export function walkSites(
  program: Program,
  perFile: (file: string, work: () => void) => void,
  kinds: ReadonlySet<Expr['kind']>,
  visit: (site: Site) => void,
): void {
  for (const file of [...program.files.keys()].sort()) {
    const module = program.moduleOf(file);
    const ir = program.files.get(file);
    if (!module || !ir) continue;
    perFile(file, () => new SiteWalker(program, file, kinds, visit).body(ir.body, module, []));
  }
}

/** What an expression is in, and for. */
interface Inside {
  owner: FunctionNode;
  names: readonly string[];
}

class SiteWalker {
  private depth = 0;
  private decorates: FunctionNode | undefined;
  private decoratesClass: ClassIr | undefined;
  private wrapped: Expr | undefined;
  private optional = false;
  private inLoop = false;
  private repeated = false;
  constructor(
    private readonly program: Program,
    private readonly file: string,
    private readonly kinds: ReadonlySet<Expr['kind']>,
    private readonly visit: (site: Site) => void,
  ) {}

  body(stmts: readonly Stmt[], owner: FunctionNode, names: readonly string[]): void {
    for (const stmt of stmts) this.stmt(stmt, owner, names);
  }

  private stmt(stmt: Stmt, owner: FunctionNode, names: readonly string[]): void {
    if (this.depth > MAX_NESTING) return;
    this.depth++;
    if (stmt.kind === 'declare' && stmt.value) this.expr(stmt.value, owner, [...targetNames(stmt.target), ...names]);
    else if (stmt.kind === 'function') this.inner(stmt.fn, owner, names);
    else if (stmt.kind === 'class') this.cls(stmt.cls, owner, names);
    else this.again(this.inLoop && addsUp(stmt), () => eachExpr(stmt, this.within, { owner, names }));
    const { optional, inLoop } = this;
    this.optional ||= stmt.kind === 'if' && stmt.test.kind !== 'literal';
    this.inLoop ||= isLoop(stmt);
    for (const block of blocksOf(stmt)) this.body(block, owner, names);
    this.optional = optional;
    this.inLoop = inLoop;
    this.depth--;
  }

  private inner(fn: Extract<Stmt, { kind: 'function' }>['fn'], owner: FunctionNode, names: readonly string[]): void {
    const node = this.program.nodeOf(fn, this.file) ?? owner;
    this.decorates = node;
    for (const decorator of fn.decorators) this.expr(decorator, owner, [fn.name]);
    this.decorates = undefined;
    for (const param of fn.params)
      if (param.fallback) this.expr(param.fallback, node, param.name === undefined ? [] : [param.name]);
    const own = fn.name === '' ? names : [fn.name];
    this.body(fn.body, node, own);
  }

  private cls(cls: ClassIr, owner: FunctionNode, names: readonly string[]): void {
    this.decoratesClass = cls;
    for (const decorator of cls.decorators) this.expr(decorator, owner, [cls.name]);
    this.decoratesClass = undefined;
    for (const member of cls.members) {
      for (const decorator of member.decorators) this.expr(decorator, owner, [member.name]);
      if (member.value) this.expr(member.value, owner, [member.name, cls.name, ...names]);
      if (member.fn) this.inner(member.fn, owner, [cls.name]);
    }
  }

  private expr(expr: Expr, owner: FunctionNode, names: readonly string[]): void {
    if (this.depth > MAX_NESTING) return;
    this.depth++;
    if (this.kinds.has(expr.kind)) this.visit(this.site(expr, owner, names));
    this.children(expr, owner, names);
    this.depth--;
  }

  private site(expr: Expr, owner: FunctionNode, names: readonly string[]): Site {
    return {
      expr,
      scope: owner.scope,
      file: this.file,
      owner,
      program: this.program,
      names,
      optional: this.optional,
      repeated: this.repeated,
      decorates: this.decorates,
      decoratesClass: this.decoratesClass,
      wrapped: this.wrapped,
      called: undefined,
    };
  }

  private readonly within = (expr: Expr, { owner, names }: Inside): void => this.expr(expr, owner, names);

  /** What is run for each of several: the body of a loop, what a list is built of, what is called back. */
  private again(repeated: boolean, work: () => void): void {
    const before = this.repeated;
    this.repeated ||= repeated;
    work();
    this.repeated = before;
  }

  /** A value that somebody has to ask for by a setting of that name is not how the program works. */
  private chosen({ test, then, otherwise }: Extract<Expr, { kind: 'conditional' }>, inside: Inside): void {
    this.within(test, inside);
    const before = this.optional;
    this.optional ||= mentionedNames(test).some((name) => ASKS_FOR_LESS.test(wordsOf(name)));
    this.within(then, inside);
    this.within(otherwise, inside);
    this.optional = before;
  }

  private children(expr: Expr, owner: FunctionNode, names: readonly string[]): void {
    switch (expr.kind) {
      case 'function':
        return this.again(true, () => this.inner(expr.fn, owner, names));
      case 'comprehension':
        return this.again(true, () => eachChild(expr, this.within, { owner, names }));
      case 'conditional':
        return this.chosen(expr, { owner, names });
      case 'class':
        return this.cls(expr.cls, owner, names);
      case 'assign':
        for (const part of patternExprs(expr.target)) this.expr(part, owner, names);
        return this.expr(expr.value, owner, [...targetNames(expr.target), ...names]);
      case 'object':
        for (const one of expr.properties) {
          if (one.computed) this.expr(one.computed, owner, names);
          this.expr(one.value, owner, one.key === undefined ? names : [one.key, ...names]);
        }
        return;
      case 'call':
        this.wrapped = expr.args[0]?.value;
        this.expr(expr.callee, owner, names);
        this.wrapped = undefined;
        for (const arg of expr.args) this.expr(arg.value, owner, arg.name === undefined ? names : [arg.name, ...names]);
        return;
      default:
        eachChild(expr, this.within, { owner, names });
    }
  }
}

/** Whether a statement in a loop adds to what the rounds before made: all but what is made anew in each. */
function addsUp(stmt: Stmt): boolean {
  if (stmt.kind !== 'expr') return false;
  return stmt.expr.kind !== 'assign' || stmt.expr.op !== undefined || stmt.expr.value.kind !== 'call';
}

const isLoop = ({ kind }: Stmt): boolean => kind === 'for' || kind === 'forEach' || kind === 'while';

/** The names and members in an expression. */
function mentionedNames(expr: Expr): string[] {
  const found: string[] = [];
  walkExpr(expr, {
    expr: (one) => {
      const name = lastName(one);
      if (name !== undefined) found.push(name);
      return true;
    },
  });
  return found;
}

export function targetNames(target: Pattern): string[] {
  switch (target.kind) {
    case 'bind':
      return [target.name];
    case 'withDefault':
      return targetNames(target.target);
    case 'place':
      if (target.expr.kind === 'member') return [target.expr.property];
      if (target.expr.kind === 'index')
        return [keyName(target.expr.index), ...objectName(target.expr.object)].filter((name) => name !== '');
      return [];
    default:
      return [];
  }
}

function keyName(index: Expr): string {
  if (index.kind === 'literal') return String(index.value);
  return index.kind === 'name' ? index.name : '';
}

function objectName(expr: Expr): string[] {
  if (expr.kind === 'name') return [expr.name];
  return expr.kind === 'member' ? [expr.property] : [];
}
