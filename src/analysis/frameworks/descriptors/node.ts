import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

/** The HTTP servers of Node.js, which hand everything to one function. */
export const NODE: Framework = {
  id: 'node',
  language: 'javascript',
  servers: {
    names: ['createServer', 'createSecureServer'],
    callee: /^(https?|http2|spdy)\.(createServer|createSecureServer)$/,
  },
  inputs: JAVASCRIPT_INPUTS,
};

/** Router classes of the program itself, whatever they hand their routes to. */
export const CUSTOM_ROUTER: Framework = {
  id: 'custom-router',
  language: 'javascript',
  calls: { verbs: ROUTE_METHODS },
  inputs: JAVASCRIPT_INPUTS,
};
