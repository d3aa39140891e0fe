import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const HONO: Framework = {
  id: 'hono',
  language: 'javascript',
  imports: /^hono$/,
  routers: [{ paths: /^(hono\.Hono|@hono\/zod-openapi\.OpenAPIHono)\(\)(\.basePath\(\))?$/ }],
  calls: { verbs: ROUTE_METHODS },
  inputs: JAVASCRIPT_INPUTS,
};
