import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const POLKA: Framework = {
  id: 'polka',
  language: 'javascript',
  routers: [{ paths: /^polka\(\)$/ }],
  calls: { verbs: ROUTE_METHODS },
  inputs: JAVASCRIPT_INPUTS,
  requestFirst: /^polka\b/,
};
