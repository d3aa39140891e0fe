import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { JAVASCRIPT_INPUTS } from './usual-inputs';

export const EXPRESS: Framework = {
  id: 'express',
  language: 'javascript',
  imports: /^express$/,
  routers: [
    {
      paths:
        /^(express(\.Router)?|express-promise-router|router|@types\/express-serve-static-core\.\w+|express\.(Application|Express|Router|IRouter)|express-serve-static-core\.\w+)\(\)$/,
    },
  ],
  calls: { verbs: ROUTE_METHODS },
  likely: { firstParameter: /^(?!(?:ctx|context)$)/ },
  inputs: JAVASCRIPT_INPUTS,
  requestFirst: /^(?:express|router|@feathersjs\/express|json-server|browser-sync|webpack-dev-server)\b/,
};
