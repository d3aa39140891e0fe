import { JAVASCRIPT_MODELS } from '../../../knowledge/flow/javascript-models';
import type { LanguageModels } from '../../../knowledge/flow/model';
import { PYTHON_MODELS } from '../../../knowledge/flow/python-models';
import type { HandedModels } from '../entries/conventions';
import { ModelIndex } from './model-index';

const javascript = new ModelIndex(JAVASCRIPT_MODELS);
const python = new ModelIndex(PYTHON_MODELS);

function withHanded(index: ModelIndex, models: LanguageModels, handed: HandedModels | undefined): ModelIndex {
  if (!handed) return index;
  return new ModelIndex({
    ...models,
    rows: [...models.rows, ...handed.rows],
    members: [...models.members, ...handed.members],
  });
}

/** Library models for a file's language, with those of the objects that servers hand over. */
export function modelsOf(handed: ReadonlyMap<string, HandedModels>): (isPython: boolean) => ModelIndex {
  const indexes = {
    javascript: withHanded(javascript, JAVASCRIPT_MODELS, handed.get('javascript')),
    python: withHanded(python, PYTHON_MODELS, handed.get('python')),
  };
  return (isPython) => (isPython ? indexes.python : indexes.javascript);
}
