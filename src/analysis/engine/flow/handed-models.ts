import type { Dialect } from '../dialect';
import type { HandedModels } from '../conventions';
import { ModelIndex, modelIndexOf } from './model-index';

/** Library models of each language, with those of the objects that servers hand over; by the id of the language. */
export function modelsWith(handed: ReadonlyMap<string, HandedModels>): (dialect: Dialect) => ModelIndex {
  const indexes = new Map<Dialect, ModelIndex>();
  return (dialect) => {
    let index = indexes.get(dialect);
    if (!index) indexes.set(dialect, (index = indexOf(dialect, handed.get(dialect.id))));
    return index;
  };
}

function indexOf({ models }: Dialect, handed: HandedModels | undefined): ModelIndex {
  if (!handed) return modelIndexOf(models);
  return new ModelIndex({
    ...models,
    rows: [...models.rows, ...handed.rows],
    members: [...models.members, ...handed.members],
  });
}
