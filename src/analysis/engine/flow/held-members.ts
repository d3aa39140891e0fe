import type { EntryPointFact } from '../../../artifacts/facts';
import type { Shape } from '../../../knowledge/flow/schemas';
import type { Described } from '../entries/registration';
import { objectsOf } from './collections';
import type { Machine } from './machine';
import { inModule } from './names';
import { schemaRef } from './schema-values';
import { everyShape } from './shape';

/** What the members of a request are held to where that is described; a handler of several routes may get anything. */
export function heldMembers(
  m: Machine,
  facts: readonly EntryPointFact[],
  described: ReadonlyMap<string, readonly Described[]> | undefined,
): ReadonlyMap<string, Shape> | undefined {
  const [fact, other] = facts;
  const found = fact && !other ? described?.get(fact.id) : undefined;
  if (!found) return undefined;
  const shapes = new Map<string, Shape>();
  for (const one of found) {
    const shape = shapeAt(m, one);
    const before = shapes.get(one.member);
    if (shape) shapes.set(one.member, before ? everyShape([before, shape]) : shape);
  }
  return shapes;
}

function shapeAt(m: Machine, { expr, scope, key }: Described): Shape | undefined {
  const value = inModule(m, scope, () => m.evaluate(expr));
  if (key === undefined) return schemaRef(value)?.shape;
  const [cell, other] = objectsOf(value).flatMap((object) => object.cells.get(key) ?? []);
  return cell && !other ? schemaRef(m.state.get(cell))?.shape : undefined;
}
