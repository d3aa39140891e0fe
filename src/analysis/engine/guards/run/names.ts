import type { Expr, Pattern } from '../../../read/ir';
import type { Run } from './context';
import { place } from './named-values';
import { assigned, memberOfCaller } from './paths';
import type { State } from './state';
import { fieldOf, lookUp, OTHER, type Value, withName } from './value';

/** The state once a pattern was given a value. */
export function assign(run: Run, state: State, pattern: Pattern, value: Value): State {
  switch (pattern.kind) {
    case 'bind':
      return { ...state, env: withName(state.env, pattern.name, value) };
    case 'place': {
      const path = pathOf(pattern.expr, state);
      if (path === undefined) return state;
      // Whether this changes anything depends on what was there.
      assigned(run, state, path);
      return { ...state, places: new Map(state.places).set(path, value) };
    }
    case 'objectPattern':
      return pattern.properties.reduce(
        (s, { key, target }) => assign(run, s, target, key === undefined ? OTHER : part(run, value, key, s)),
        pattern.rest ? assign(run, state, pattern.rest, OTHER) : state,
      );
    case 'arrayPattern':
      return pattern.items.reduce(
        (s, item, at) => (item ? assign(run, s, item, element(value, at)) : s),
        pattern.rest ? assign(run, state, pattern.rest, OTHER) : state,
      );
    case 'withDefault':
      return assign(run, state, pattern.target, value);
  }
}

function part(run: Run, value: Value, key: string, state: State): Value {
  if (value.kind === 'caller') return memberOfCaller(run, key);
  if (value.kind === 'nothing' || value.kind === 'sent') return value;
  if (value.kind === 'list') return fieldOf(value, key) ?? OTHER;
  if (value.kind !== 'path') return OTHER;
  return place(run, state, `${value.path}.${key}`);
}

/** Parts of a credential prove as much as the whole. */
function element(value: Value, at: number): Value {
  if (value.kind === 'list') return value.items[at] ?? OTHER;
  return value.kind === 'sent' || value.kind === 'nothing' || value.kind === 'caller' ? value : OTHER;
}

/** The path a place is spelled with, local names replaced by what they stand for. */
function pathOf(expr: Expr, state: State): string | undefined {
  if (expr.kind === 'this') return 'this';
  if (expr.kind === 'name') {
    const value = lookUp(state.env, expr.name);
    if (value === undefined) return expr.name;
    return value.kind === 'path' ? value.path : undefined;
  }
  const key = keyOf(expr);
  if ((expr.kind !== 'member' && expr.kind !== 'index') || key === undefined) return undefined;
  const object = pathOf(expr.object, state);
  return object === undefined ? undefined : `${object}.${key}`;
}

function keyOf(expr: Expr): string | undefined {
  if (expr.kind === 'member') return expr.property;
  return expr.kind === 'index' && expr.index.kind === 'literal' ? String(expr.index.value) : undefined;
}
