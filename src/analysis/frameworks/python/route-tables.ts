import type { Expr, Pattern, Stmt } from '../../read/ir';
import type { FunctionNode, Program, Scope } from '../../engine/link/definitions';
import { asLinkScope } from '../../engine/link/scopes';
import { blocksOf } from '../../engine/link/body-parts';
import { dotted } from '../../engine/link/walk';
import { pathsOf } from '../../engine/entries/route-paths';
import { GivenTexts } from '../given-texts';

/** One row of a table of routes: where it is written, and the path it has come to have. */
export interface TableRow {
  row: Extract<Expr, { kind: 'array' }>;
  scope: Scope;
  path: string;
}

type Call = Extract<Expr, { kind: 'call' }>;

const MAX_DEPTH = 10;
const COPIES = /^(?:list|tuple|sorted|reversed)$/;
const ADDS_ALL = 'extend';
const ADDS_ONE = /^(?:append|insert)$/;

/** Lists of rows as they are put together: literals, sums, lists of other modules, and what is added to them later. */
export class RouteTables {
  private readonly held = new Map<string, readonly TableRow[]>();
  private readonly texts: GivenTexts;

  constructor(private readonly program: Program) {
    this.texts = new GivenTexts(program);
  }

  rowsOf(expr: Expr, scope: Scope, depth = 0): readonly TableRow[] {
    if (depth > MAX_DEPTH) return [];
    switch (expr.kind) {
      case 'array':
        return expr.items.flatMap((item) => this.rowsOfItem(item, scope, depth));
      case 'binary':
        return [expr.left, expr.right].flatMap((side) => this.rowsOf(side, scope, depth + 1));
      case 'conditional':
        return [expr.then, expr.otherwise].flatMap((side) => this.rowsOf(side, scope, depth + 1));
      case 'comprehension':
        return this.eachRow(expr, scope, depth);
      case 'call':
        return this.made(expr, scope, depth);
      case 'name':
      case 'member':
        return this.named(expr, scope, depth);
      default:
        return [];
    }
  }

  private rowsOfItem(item: Expr, scope: Scope, depth: number): readonly TableRow[] {
    if (item.kind === 'spread') return this.rowsOf(item.value, scope, depth + 1);
    if (item.kind !== 'array' || item.type !== 'tuple') return [];
    const [path] = item.items;
    return path ? [{ row: item, scope, path: pathsOf(this.program, path, scope)[0] ?? '' }] : [];
  }

  /** `[(base + path, handler) for path, handler in rows]` */
  private eachRow(
    { element, clauses }: Extract<Expr, { kind: 'comprehension' }>,
    scope: Scope,
    depth: number,
  ): readonly TableRow[] {
    const [clause] = clauses;
    const path = element.kind === 'array' ? element.items[0] : undefined;
    if (!clause || !path) return [];
    const name = firstName(clause.target);
    return this.rowsOf(clause.iterable, scope, depth + 1).map((one) => {
      const given = new Map(name === undefined ? [] : [[name, [one.path]] as const]);
      return { ...one, path: this.texts.of(path, scope, given)[0] ?? one.path };
    });
  }

  /** A copy of a list, or a function of the program that gets a list: a path it gets as well goes in front. */
  private made(call: Call, scope: Scope, depth: number): readonly TableRow[] {
    const rows = call.args.flatMap((arg) => this.rowsOf(arg.value, scope, depth + 1));
    if (rows.length === 0 || (call.callee.kind === 'name' && COPIES.test(call.callee.name))) return rows;
    const prefix = call.args
      .flatMap((arg) => this.program.strings(arg.value, scope))
      .find((text) => text.startsWith('/') && text !== '/');
    return prefix === undefined ? rows : rows.map((one) => ({ ...one, path: withPrefix(prefix, one.path) }));
  }

  private named(expr: Expr, scope: Scope, depth: number): readonly TableRow[] {
    const key = dotted(expr);
    if (key === undefined) return [];
    const known = this.held.get(`${scope.file} ${key}`);
    if (known) return known;
    const here = this.bodiesWith(expr, scope).flatMap((owner) => this.heldIn(owner, key, expr, depth));
    return here.length > 0 ? here : this.elsewhere(expr, scope, depth);
  }

  /** The function the name is used in; where it is a member of the object, every method of the class. */
  private bodiesWith(expr: Expr, scope: Scope): FunctionNode[] {
    const { owner } = scope;
    const module = this.program.moduleOf(scope.file);
    if (expr.kind === 'name') {
      const declaring = asLinkScope(scope).declaring(expr.name);
      return [declaring?.owner ?? module].flatMap((one) => one ?? []);
    }
    if (!owner?.cls) return [];
    const methods = owner.cls.cls.members.flatMap((member) => {
      const fn = member.fn && this.program.nodeOf(member.fn, scope.file);
      return fn ? [fn] : [];
    });
    return methods.filter((one) => one !== owner).concat(owner);
  }

  /** What a name holds after the statements of a body, up to the place where it is asked for. */
  private heldIn(owner: FunctionNode, key: string, until: Expr, depth: number): readonly TableRow[] {
    const at = `${owner.file} ${key}`;
    this.held.set(at, []);
    this.run(owner.fn.body, { key, at, scope: owner.scope, until, depth });
    const rows = this.held.get(at) ?? [];
    this.held.delete(at);
    return rows;
  }

  private run(stmts: readonly Stmt[], wanted: Wanted): void {
    for (const stmt of stmts) {
      if (stmt.span.line > wanted.until.span.line && stmt.span.endLine > wanted.until.span.endLine) continue;
      this.step(stmt, wanted);
      for (const block of blocksOf(stmt)) this.run(block, wanted);
    }
  }

  private step(stmt: Stmt, wanted: Wanted): void {
    const { key, at, scope, depth } = wanted;
    const before = this.held.get(at) ?? [];
    const keep = (rows: readonly TableRow[]): void => void this.held.set(at, rows);
    if (stmt.kind === 'declare' && stmt.value && targetOf(stmt.target) === key)
      keep(this.rowsOf(stmt.value, scope, depth + 1));
    if (stmt.kind !== 'expr') return;
    const { expr } = stmt;
    if (expr.kind === 'assign' && targetOf(expr.target) === key) {
      const rows = this.rowsOf(expr.value, scope, depth + 1);
      keep(expr.op === undefined ? rows : [...before, ...rows]);
    }
    if (expr.kind === 'call') keep([...before, ...this.added(expr, wanted)]);
  }

  /** `rows.extend(more)`, `rows.append(row)` */
  private added({ callee, args }: Call, { key, scope, depth }: Wanted): readonly TableRow[] {
    const last = args.at(-1)?.value;
    if (callee.kind !== 'member' || !last || dotted(callee.object) !== key) return [];
    if (callee.property === ADDS_ALL) return this.rowsOf(last, scope, depth + 1);
    return ADDS_ONE.test(callee.property) ? this.rowsOfItem(last, scope, depth) : [];
  }

  /** The list of another module, or one that was assigned to another name. */
  private elsewhere(expr: Expr, scope: Scope, depth: number): readonly TableRow[] {
    return this.program.resolve(expr, scope).flatMap((one) => {
      if (one.kind !== 'object' || one.expr.kind !== 'array') return [];
      const name = this.nameOf(one.expr, one.scope.file);
      const module = this.program.moduleOf(one.scope.file);
      if (name === undefined || !module) return this.rowsOf(one.expr, one.scope, depth + 1);
      return this.heldIn(module, name, END, depth + 1);
    });
  }

  private nameOf(list: Expr, file: string): string | undefined {
    for (const stmt of this.program.files.get(file)?.body ?? []) {
      if (stmt.kind === 'declare' && stmt.value === list) return targetOf(stmt.target);
      if (stmt.kind === 'expr' && stmt.expr.kind === 'assign' && stmt.expr.value === list)
        return targetOf(stmt.expr.target);
    }
    return undefined;
  }
}

interface Wanted {
  key: string;
  /** Where its rows are kept while the body is gone through. */
  at: string;
  scope: Scope;
  until: Expr;
  depth: number;
}

/** Stands after every statement of a file. */
const END: Expr = {
  kind: 'this',
  span: { line: Number.MAX_SAFE_INTEGER, column: 0, endLine: Number.MAX_SAFE_INTEGER, endColumn: 0 },
};

function targetOf(target: Pattern): string | undefined {
  if (target.kind === 'bind') return target.name;
  return target.kind === 'place' ? dotted(target.expr) : undefined;
}

function firstName(target: Pattern): string | undefined {
  const first = target.kind === 'arrayPattern' ? target.items[0] : undefined;
  return first?.kind === 'bind' ? first.name : undefined;
}

function withPrefix(prefix: string, path: string): string {
  return `${prefix.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
}
