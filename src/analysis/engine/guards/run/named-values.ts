import { CONVERTING, PERSON_PATH, REQUEST_VARIABLE } from '../../../../knowledge/controls/identity';
import type { Expr } from '../../../read/ir';
import type { Definition } from '../../link/definitions';
import { type Run, scopeOf } from './context';
import { assigned, meaningOf } from './paths';
import { untouched, type State } from './state';
import { constant, lookUp, NULL, type Value } from './value';

export function nameValue(run: Run, expr: Extract<Expr, { kind: 'name' }>, state: State): Value {
  const local = lookUp(state.env, expr.name);
  if (local) return local;
  if (expr.name === 'undefined') return NULL;
  // A request keeps its name, whatever library hands it over.
  if (REQUEST_VARIABLE.test(expr.name)) return place(run, state, expr.name);
  const value = resolved(run, expr, state);
  // A stand-in for who is signed in keeps its name, whatever library makes it.
  if (value?.kind === 'path' && PERSON_PATH.test(expr.name)) return place(run, state, expr.name);
  return value ?? place(run, state, expr.name);
}

/** What a name of the module, or of a library, stands for. */
function resolved(run: Run, expr: Expr, state: State): Value | undefined {
  const found = run.program.resolve(expr, scopeOf(state));
  const [first] = found;
  if (!first || found.length > 1) return undefined;
  if (first.kind === 'literal') return constant(first.value);
  if (first.kind === 'function') return closureOf(run, first);
  if (first.kind === 'external') return listMade(first) ?? place(run, state, shortPath(first.path, expr));
  return first.kind === 'object' ? listOf(first.expr) : undefined;
}

/** `frozenset({'a', 'b'})`: a list by another name. */
function listMade({ path, origin }: Extract<Definition, { kind: 'external' }>): Value | undefined {
  const given = CONVERTING.test(path.replace(/\(\)$/, '')) ? origin?.expr.args[0]?.value : undefined;
  return given && listOf(given);
}

/** A list whose items are all written down. */
function listOf(list: Expr): Value | undefined {
  if (list.kind !== 'array') return undefined;
  const items = list.items.flatMap((item) => (item.kind === 'literal' ? [constant(item.value)] : []));
  return items.length === list.items.length ? { kind: 'list', items } : undefined;
}

/** A function with the variables around it: where a call made it, what that call was given. */
export function closureOf(run: Run, { fn, origin }: Extract<Definition, { kind: 'function' }>): Value {
  const bare: Value = { kind: 'closure', fn, env: { fn, names: new Map() } };
  const owner = origin && (origin.scope.owner ?? run.program.moduleOf(origin.scope.file));
  if (!origin || !owner || run.making.has(origin.expr)) return bare;
  run.making.add(origin.expr);
  const outs = run.evaluate(origin.expr, untouched(owner));
  run.making.delete(origin.expr);
  return outs.find(({ value }) => value.kind === 'closure' && value.fn === fn)?.value ?? bare;
}

/** `flask.session` is spelled as `session`; settings and globals keep what they are spelled with. */
function shortPath(path: string, expr: Expr): string {
  if (/^(?:process|os)\./.test(path) || !path.includes('.') || path.includes('(')) return path;
  return expr.kind === 'name' ? path.slice(path.lastIndexOf('.') + 1) : path;
}

/** What was assigned to a path, or what it means. */
export function place(run: Run, state: State, path: string): Value {
  return assigned(run, state, path) ?? meaningOf(run, path, state.env.fn.file);
}
