import { JAVASCRIPT_MODELS } from '../../../knowledge/flow/javascript-models';
import { PYTHON_MODELS } from '../../../knowledge/flow/python-models';
import { ModelIndex } from './model-index';

const javascript = new ModelIndex(JAVASCRIPT_MODELS);
const python = new ModelIndex(PYTHON_MODELS);

/** Library models for a file's language. */
export function modelsFor(isPython: boolean): ModelIndex {
  return isPython ? python : javascript;
}
