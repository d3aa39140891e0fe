import type { Guarding } from '../../engine/entries/registration';
import type { ClassNode, Program } from '../../engine/link/definitions';
import { dotted } from '../../engine/link/walk';
import type { Expr, Stmt } from '../../read/ir';
import { methodNamed } from './views';

/** The permissions that `get_permissions` gives for one action; undefined where it leaves those of the class. */
export function permissionsFor(program: Program, cls: ClassNode, action: string): Guarding[] | undefined {
  const method = methodNamed(program, cls, 'get_permissions');
  const given = method && returned(method.fn.body, action, new Map());
  const owner = method?.cls ?? cls;
  return given && given !== 'default' ? permissionList(owner, given) : undefined;
}

/** A list of permission classes, or of their instances. */
export function permissionList(cls: ClassNode, list: Expr): Guarding[] {
  const items = list.kind === 'array' ? list.items : [list];
  return items.map((item) => {
    const expr = item.kind === 'call' && item.args.length === 0 ? item.callee : item;
    return { expr, scope: cls.scope, reach: 'function', at: { file: cls.file, span: item.span } };
  });
}

type Given = Expr | 'default' | undefined;

/** What statements return when the action is this one. */
function returned(stmts: readonly Stmt[], action: string, lists: Map<string, Expr>): Given {
  for (const stmt of stmts) {
    if (stmt.kind === 'return') return stmt.value ? listOf(stmt.value, lists) : 'default';
    if (stmt.kind === 'declare' && stmt.target.kind === 'bind' && stmt.value) lists.set(stmt.target.name, stmt.value);
    if (stmt.kind === 'expr' && stmt.expr.kind === 'assign' && stmt.expr.target.kind === 'bind')
      lists.set(stmt.expr.target.name, stmt.expr.value);
    if (stmt.kind !== 'if') continue;
    const outcome = isFor(stmt.test, action);
    // A condition on something else leaves open which permissions there are.
    if (outcome === undefined) return undefined;
    const inside = returned(outcome ? stmt.then : stmt.otherwise, action, lists);
    if (inside) return inside;
  }
  return undefined;
}

/** `[p() for p in names]` has what the names stand for. */
function listOf(value: Expr, lists: ReadonlyMap<string, Expr>): Given {
  if (value.kind === 'array') return value;
  if (value.kind === 'name') return lists.get(value.name);
  if (value.kind !== 'comprehension') return 'default';
  const iterable = value.clauses[0]?.iterable;
  if (iterable?.kind === 'array') return iterable;
  return iterable?.kind === 'name' ? lists.get(iterable.name) : 'default';
}

/** Whether a condition on the action holds for this one; undefined when it is about something else. */
function isFor(test: Expr, action: string): boolean | undefined {
  if (test.kind !== 'binary') return undefined;
  if (test.op === '||' || test.op === '&&') {
    const [left, right] = [isFor(test.left, action), isFor(test.right, action)];
    if (left === undefined || right === undefined) return undefined;
    return test.op === '||' ? left || right : left && right;
  }
  if (dotted(test.left) !== 'self.action') return undefined;
  const names = test.right.kind === 'array' ? test.right.items : [test.right];
  const found = names.some((item) => item.kind === 'literal' && item.value === action);
  if (/^(?:==|in|is)$/.test(test.op)) return found;
  return /^(?:!=|not in|is not)$/.test(test.op) ? !found : undefined;
}
