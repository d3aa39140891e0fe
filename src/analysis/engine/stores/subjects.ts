import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import type { CallSite, Definition, Program, Scope } from '../link/definitions';
import { asLinkScope } from '../link/scopes';
import { MODEL_IN_PATH, NAMING } from '../../../knowledge/frameworks/stores';

const MAX_DEPTH = 10;

/** The collection, model, table or path a call on a store is about; empty when it cannot be told. */
export function subjectOf(program: Program, { expr, scope }: CallSite, path: string): string {
  const named = MODEL_IN_PATH.exec(path)?.[1];
  if (named !== undefined) return named;
  return throughChain(program, expr, scope, 0) ?? '';
}

function throughChain(program: Program, expr: Expr, scope: Scope, depth: number): string | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (expr.kind === 'call') {
    const named = namedBy(program, expr, scope);
    return named ?? throughCallee(program, expr.callee, scope, depth + 1);
  }
  if (expr.kind === 'member') {
    const definitions = program.resolve(expr, scope);
    return (
      ownClass(definitions) ??
      throughOrigin(program, definitions, depth) ??
      heldAs(program, expr, scope) ??
      throughChain(program, expr.object, scope, depth + 1)
    );
  }
  if (expr.kind === 'await') return throughChain(program, expr.value, scope, depth + 1);
  if (expr.kind !== 'name' && expr.kind !== 'this') return undefined;
  const definitions = program.resolve(expr, scope);
  const own = ownClass(definitions);
  if (own !== undefined) return own;
  return (
    (expr.kind === 'name' ? assigned(program, expr.name, scope, depth) : undefined) ??
    throughOrigin(program, definitions, depth)
  );
}

/** What is called is a method: its own name says nothing about what it is called on. */
function throughCallee(program: Program, callee: Expr, scope: Scope, depth: number): string | undefined {
  if (callee.kind !== 'member') return throughChain(program, callee, scope, depth);
  const definitions = program.resolve(callee, scope);
  return (
    ownClass(definitions) ??
    throughChain(program, callee.object, scope, depth + 1) ??
    throughOrigin(program, definitions, depth)
  );
}

const KEEPER = /_?(?:models?|repositor(?:y|ies)|repo|collection|table|dao)$/i;

/** `database.userModel`: an object of the program that holds its models, each under its name. */
function heldAs(program: Program, expr: Extract<Expr, { kind: 'member' }>, scope: Scope): string | undefined {
  const holder = program
    .resolve(expr.object, scope)
    .some((one) => one.kind === 'instance' && one.cls.cls.bases.length === 0);
  const name = holder ? expr.property.replace(KEEPER, '') : '';
  return name === '' || name === expr.property ? undefined : name;
}

/** `db.users` of an object that a function put together: `{ users: client.collection('users') }`. */
function throughOrigin(program: Program, definitions: readonly Definition[], depth: number): string | undefined {
  for (const one of definitions) {
    if (one.kind !== 'external' || !one.origin) continue;
    const found = throughChain(program, one.origin.expr, one.origin.scope, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `const users = db.collection('users')`, where `db` came in as a parameter. */
function assigned(program: Program, name: string, scope: Scope, depth: number): string | undefined {
  for (const binding of asLinkScope(scope).declaring(name)?.bindings.get(name) ?? []) {
    const found = binding.kind === 'value' ? throughChain(program, binding.expr, binding.scope, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * `db.collection('users')`, `mongoose.model('User')`, `getRepository(User)`, `session.query(User)`, `knex('users')`.
 */
function namedBy(program: Program, call: Extract<Expr, { kind: 'call' }>, scope: Scope): string | undefined {
  const first = call.args[0]?.value;
  if (!first || !NAMING.test(lastName(call.callee) ?? '')) return undefined;
  const text = program.strings(first, scope)[0];
  if (text !== undefined) return /\s/.test(text) ? tableOf(text) : text.slice(0, 80);
  return (
    ownClass(program.resolve(first.kind === 'member' ? first.object : first, scope)) ??
    ownClass(program.resolve(first, scope))
  );
}

function ownClass(definitions: readonly Definition[]): string | undefined {
  for (const one of definitions) if (one.kind === 'class' || one.kind === 'instance') return one.cls.cls.name;
  return undefined;
}

/** The table of an SQL statement. */
export function tableOf(sql: string): string | undefined {
  return /\b(?:from|into|update|table(?:\s+if\s+(?:not\s+)?exists)?|join)\s+["'`[]?([A-Za-z_][\w.]{0,80})/i.exec(
    sql.slice(0, 2000),
  )?.[1];
}
