import type { EntryPointFact } from '../../../artifacts/facts';
import type { Shape } from '../../../knowledge/flow/schemas';
import type { CallSite, Program } from '../link/definitions';
import { objectsOf } from './collections';
import type { Machine } from './machine';
import { valueAt } from './route-checks';
import { fieldsOf, schemaRef } from './schema-values';
import type { Value } from './value';

const sites = new WeakMap<Program, ReadonlyMap<string, readonly CallSite[]>>();

function sitesOf(program: Program): ReadonlyMap<string, readonly CallSite[]> {
  const known = sites.get(program);
  if (known) return known;
  const index = new Map<string, CallSite[]>();
  for (const site of program.calls) {
    const key = placeOf(site.scope.file, site.expr.span.line);
    const list = index.get(key);
    if (list) list.push(site);
    else index.set(key, [site]);
  }
  sites.set(program, index);
  return index;
}

const placeOf = (file: string, line: number): string => `${file}\0${line}`;

/** The registration: among the calls of its line the one that is given a function. */
function siteOf(program: Program, { at }: EntryPointFact): CallSite | undefined {
  const found = sitesOf(program).get(placeOf(at.file, at.line)) ?? [];
  return found.find((one) => one.expr.args.some((arg) => arg.value.kind === 'function')) ?? found[0];
}

/** What the arguments of a registration say about the data that its handler gets. */
export function registeredShape(m: Machine, fact: EntryPointFact, key: string): Shape | undefined {
  const site = siteOf(m.program, fact);
  for (const { value } of site?.expr.args.slice(0, -1) ?? []) {
    const shape = site && value.kind !== 'literal' ? shapeOf(m, valueAt(m, site, value), key) : undefined;
    if (shape) return shape;
  }
  return undefined;
}

/**
 * A schema, one below the key, or an object whose values are schemas; what else is written there is about other
 * things.
 */
function shapeOf(m: Machine, value: Value, key: string): Shape | undefined {
  const own = schemaRef(value)?.shape;
  if (own) return own;
  for (const object of objectsOf(value)) {
    const cell = object.cells.get(key);
    const below = cell && m.state.get(cell);
    if (below && !schemaRef(below)?.shape && objectsOf(below).length > 0) return fieldsShape(m, below);
    if (below) return schemaRef(below)?.shape;
  }
  return fieldsShape(m, value);
}

function fieldsShape(m: Machine, value: Value): Shape | undefined {
  const hasSchemas = objectsOf(value).some((object) =>
    [...object.cells.values()].some((cell) => schemaRef(m.state.get(cell)) !== undefined),
  );
  return hasSchemas ? { kind: 'object', fields: fieldsOf(m, value), closed: true } : undefined;
}
