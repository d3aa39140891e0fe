import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const RESTIFY: Framework = {
  id: 'restify',
  language: 'javascript',
  imports: /^restify$/,
  routers: [{ paths: /^restify\.createServer\(\)$|^restify-router\.Router\(\)$/ }],
  calls: { verbs: ROUTE_METHODS },
  inputs: JAVASCRIPT_INPUTS,
  requestFirst: /^restify\b/,
};
