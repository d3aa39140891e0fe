import type { Framework } from '../framework';
import { PYTHON_PAGE } from './usual-inputs';
import { VERB } from './verbs';

const ROUTE = new RegExp(`^bottle(\\.Bottle\\(\\))?\\.(route|${VERB})$`);

export const BOTTLE: Framework = {
  id: 'bottle',
  language: 'python',
  imports: /^bottle$/,
  decorators: [{ callee: ROUTE, path: { position: 0, keyword: 'path' } }],
  routes: [{ callee: ROUTE, path: { position: 0, keyword: 'path' }, handler: { position: 99, keyword: 'callback' } }],
  hooks: [{ callee: /^bottle(\.Bottle\(\))?\.hook$/, by: 'decorator' }],
  defaultMethods: ['GET'],
  inputs: PYTHON_PAGE,
  pageDecorators: /^bottle\b/,
};
