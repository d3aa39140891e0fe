import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const HAPI: Framework = {
  id: 'hapi',
  language: 'javascript',
  imports: /^(@hapi\/)?hapi$/,
  routers: [{ paths: /^(@hapi\/)?hapi(\.Server|\.server|\.Hapi\.Server)?\(\)$/ }],
  calls: {
    verbs: ROUTE_METHODS,
    objects: ['route'],
    plugins: ['register'],
    hooks: { names: ['ext'], events: /^(onRequest|onPreAuth|onPreHandler|onPostAuth)$/ },
  },
  inputs: { ...JAVASCRIPT_INPUTS, returnsPage: true },
};
