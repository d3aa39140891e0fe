import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const ITTY_ROUTER: Framework = {
  id: 'itty-router',
  language: 'javascript',
  routers: [{ paths: /^itty-router\.(Router|AutoRouter|IttyRouter)\(\)$/ }],
  calls: { verbs: ROUTE_METHODS },
  inputs: JAVASCRIPT_INPUTS,
};
