import { ROUTE_METHODS } from '../../../knowledge/frameworks/javascript-routers';
import type { Framework } from '../framework';
import { CONTEXT_FIRST } from './usual-inputs';

export const KOA: Framework = {
  id: 'koa',
  language: 'javascript',
  imports: /^(koa|koa-router|@koa\/router)$/,
  routers: [
    {
      paths: /^(koa-router|@koa\/router|koa-joi-router|koa-better-router|koa-isomorphic-router)(\.Router)?\(\)$/,
      namedRoutes: true,
    },
    { paths: /^koa(\.Koa)?\(\)$/ },
  ],
  calls: { verbs: ROUTE_METHODS, prefix: ['prefix'] },
  wraps: [{ callee: /^koa-mount$/, router: 1, prefix: 0 }],
  middlewareParameters: 1,
  likely: { firstParameter: /^(?:ctx|context)$/ },
  inputs: CONTEXT_FIRST,
};
