import type { Framework } from '../framework';
import { PYTHON_PAGE } from './usual-inputs';
import { VERB } from './verbs';

const ROUTE_CALL = /^bottle(\.Bottle\(\))?\.route$/;
const VERB_CALL = new RegExp(`^bottle(\\.Bottle\\(\\))?\\.${VERB}$`);
const PATH = { position: 0, keyword: 'path' };

export const BOTTLE: Framework = {
  id: 'bottle',
  language: 'python',
  imports: /^bottle$/,
  decorators: [
    { callee: ROUTE_CALL, path: PATH, method: 1 },
    { callee: VERB_CALL, path: PATH },
  ],
  routes: [
    { callee: ROUTE_CALL, path: PATH, method: 1, handler: { position: 2, keyword: 'callback' } },
    { callee: VERB_CALL, path: PATH, handler: { position: 99, keyword: 'callback' } },
  ],
  mounts: [{ callee: /^bottle\.Bottle\(\)\.mount$/, child: 1, prefix: { position: 0, keyword: 'prefix' } }],
  hooks: [{ callee: /^bottle(\.Bottle\(\))?\.hook$/, by: 'decorator' }],
  defaultMethods: ['GET'],
  inputs: PYTHON_PAGE,
  pageDecorators: /^bottle\b/,
};
