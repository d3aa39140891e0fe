import type { Framework } from '../framework';
import { PYTHON_PAGE } from './usual-inputs';

/** Methods that are exposed answer below their own name. */
export const CHERRYPY: Framework = {
  id: 'cherrypy',
  language: 'python',
  imports: /^cherrypy(\.|$)/,
  decorators: [{ callee: /^cherrypy\.expose$/, path: { position: 99 }, namedByFunction: 'below-root' }],
  inputs: PYTHON_PAGE,
  pageDecorators: /^cherrypy\b/,
};
