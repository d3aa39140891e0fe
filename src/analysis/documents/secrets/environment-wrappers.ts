import type { Expr, FileIr } from '../../read/ir';
import { lastName } from '../../engine/last-name';
import { walkDeep } from '../../engine/link/walk';

/** Functions of the program that read a setting of the environment by a name they are given, by their own names. */
export type EnvironmentWrappers = ReadonlyMap<string, number>;

const READERS = /^(?:getenv|get|environ|env)$/;

/** Finds them in all files: `def secret(name, default)` asks `os.getenv(name)`. The number is the default's place. */
export function environmentWrappers(trees: Iterable<FileIr>): EnvironmentWrappers {
  const found = new Map<string, number>();
  for (const tree of trees)
    eachFunction(tree.body, (name, params, body) => {
      const key = params.findIndex((param) => param !== undefined && readsBy(body, param));
      const fallback = params.findIndex((_param, at) => at > key);
      if (key >= 0 && fallback >= 0) found.set(name, fallback);
    });
  return found;
}

type Body = Parameters<typeof walkDeep>[0];
type Visit = (name: string, params: readonly (string | undefined)[], body: Body) => void;

const SKIPPED: ReadonlySet<string> = new Set(['span', 'signature', 'syntaxErrors', 'tooDeep']);

/** Every function with a name of its own, or of the variable that it is given to. */
function eachFunction(root: unknown, visit: Visit): void {
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const node = next as Record<string, unknown>;
    const named = functionOf(node);
    if (named)
      visit(
        named.name,
        named.fn.params.map((param) => param.name),
        named.fn.body,
      );
    for (const key in node) if (!SKIPPED.has(key)) open.push(node[key]);
  }
}

type Fn = Extract<Expr, { kind: 'function' }>['fn'];

function functionOf(node: Record<string, unknown>): { name: string; fn: Fn } | undefined {
  if (node.kind === 'function' && isNamed((node.fn as Fn).name)) {
    const fn = node.fn as Fn;
    return { name: fn.name, fn };
  }
  const value = node.value as Expr | undefined;
  const target = node.target as { kind?: string; name?: string } | undefined;
  if (node.kind !== 'declare' || value?.kind !== 'function' || target?.kind !== 'bind') return undefined;
  return { name: target.name ?? '', fn: value.fn };
}

const isNamed = (name: string): boolean => /^\w+$/.test(name);

/** Whether a body reads the environment under the name that a parameter holds. */
function readsBy(body: Body, param: string): boolean {
  let found = false;
  walkDeep(body, (expr) => {
    const key = environmentKey(expr);
    if (key?.kind === 'name' && key.name === param) found = true;
  });
  return found;
}

/** The key of `process.env[key]`, `os.environ[key]`, `os.getenv(key)`, `os.environ.get(key)`. */
export function environmentKey(expr: Expr): Expr | undefined {
  if (expr.kind === 'index') return isEnvironment(expr.object) ? expr.index : undefined;
  if (expr.kind !== 'call') return undefined;
  const { callee } = expr;
  const name = lastName(callee) ?? '';
  if (!READERS.test(name)) return undefined;
  const reads = name === 'getenv' || (callee.kind === 'member' && isEnvironment(callee.object));
  return reads ? expr.args[0]?.value : undefined;
}

function isEnvironment(expr: Expr): boolean {
  if (expr.kind === 'name') return expr.name === 'environ';
  if (expr.kind !== 'member') return false;
  return expr.property === 'environ' || (expr.property === 'env' && expr.object.kind === 'name');
}
