import type { Expr, FunctionIr } from '../../read/ir';
import { walkBody, walkExpr } from '../link/walk';

/** What a function mentions, functions written inside it included. */
interface Mentions {
  /** The object that holds all arguments. */
  arguments: boolean;
  /** The text that stands for `<` in HTML. */
  entities: boolean;
}

const ENTITIES: ReadonlySet<unknown> = new Set(['&lt;', '&#60;', '&#x3c;', '&#x3C;']);
const KNOWN = new WeakMap<FunctionIr, Mentions>();

/** Each body is gone through once: what stands in a function inside is asked of that function. */
function mentionsOf(fn: FunctionIr): Mentions {
  const known = KNOWN.get(fn);
  if (known) return known;
  const found: Mentions = { arguments: false, entities: false };
  KNOWN.set(fn, found);
  walkBody(
    fn.body,
    (expr) => note(expr, found),
    (inner) => include(mentionsOf(inner), found),
  );
  return found;
}

function note(expr: Expr, found: Mentions): void {
  if (expr.kind === 'name') found.arguments ||= expr.name === 'arguments';
  else if (expr.kind === 'literal') found.entities ||= ENTITIES.has(expr.value);
}

function include(inner: Mentions, found: Mentions): void {
  found.arguments ||= inner.arguments;
  found.entities ||= inner.entities;
}

export function readsArguments(fn: FunctionIr): boolean {
  return mentionsOf(fn).arguments || fn.params.some(({ fallback }) => fallback !== undefined && mentionsIn(fallback));
}

function mentionsIn(fallback: Expr): boolean {
  let found = false;
  walkExpr(fallback, {
    expr: (expr) => {
      found ||= expr.kind === 'name' && expr.name === 'arguments';
      return true;
    },
  });
  return found;
}

/** A function that writes `&lt;` for `<` is an HTML encoder, whatever its name. */
export const writesEntities = (fn: FunctionIr): boolean => mentionsOf(fn).entities;
