import type { Framework } from '../framework';
import { STARLETTE_INPUTS } from './usual-inputs';
import { VERB } from './verbs';

const APPLICATION = String.raw`(fastapi\.(FastAPI|APIRouter)|fastapi\.routing\.APIRouter|starlette\.applications\.Starlette|starlette\.routing\.Router|litestar\.Router)\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${APPLICATION}\\.${methods}$`);
const PATH = { position: 0, keyword: 'path' };
const ENDPOINT = { position: 1, keyword: 'endpoint' };

/** FastAPI, and the methods of the applications of Starlette that it is built on. */
export const FASTAPI: Framework = {
  id: 'fastapi',
  language: 'python',
  imports: /^fastapi(\.|$)/,
  decorators: [
    { callee: on(`(api_route|route|${VERB})`), path: PATH },
    { callee: on('(websocket|websocket_route)'), path: PATH, kind: 'websocket' },
  ],
  routes: [
    { callee: on('(add_api_route|add_route)'), path: PATH, handler: ENDPOINT },
    { callee: on('(add_api_websocket_route|add_websocket_route)'), path: PATH, handler: ENDPOINT, kind: 'websocket' },
  ],
  mounts: [
    { callee: on('include_router'), child: 0, prefix: { position: 1, keyword: 'prefix' } },
    { callee: on('mount'), child: 1, prefix: PATH },
  ],
  hooks: [{ callee: /^fastapi\.(applications\.)?FastAPI\(\)\.add_middleware$/, by: 'call' }],
  likely: { decorator: /^(get|post|put|patch|delete)$/ },
  inputs: {
    ...STARLETTE_INPUTS,
    typed: {
      injected: /^(?:Depends|Security)$/,
      made: /^(?:BackgroundTasks|Response|Session|AsyncSession|HTTPAuthorizationCredentials|OAuth2PasswordRequestForm|SecurityScopes)$/,
      text: /^(?:|str|List|list)$/,
    },
  },
};
