import type { Program } from '../program';
import type { Idiom } from './javascript-guards';
import { type Kit, printMiddleware } from './middleware';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `ctx.status = ${code};\nreturn;`,
  (code) => `return ctx.throw(${code});`,
  (code) => `ctx.status = ${code};\nctx.body = { error: 'no' };\nreturn;`,
];
const PARAMS = 'ctx, next';

const idiom = (style: number): Idiom => ({
  user: 'ctx.state.user',
  carrier: { value: 'ctx.state', user: 'user' },
  method: 'ctx.method',
  path: 'ctx.path',
  header: (name) => (style % 2 === 0 ? `ctx.headers['${name}']` : `ctx.get('${name}')`),
  param: (name) => `ctx.params.${name}`,
  query: (name) => `ctx.query.${name}`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
});

const TOKEN = `const token = ctx.get('authorization').replace('Bearer ', '');`;
const identify = (app: string, style: number): string =>
  style % 7 < 3
    ? `${app}.use(async (${PARAMS}) => {\n${TOKEN}\nctx.state.user = sessions.get(token);\nawait next();\n});`
    : `${app}.use(async (${PARAMS}) => {\n${TOKEN}\ntry {\nctx.state.user = jwt.verify(token, KEY);\n} catch {\nctx.state.user = undefined;\n}\nawait next();\n});`;

const KIT: Kit = {
  dependencies: { koa: '3.3.0', '@koa/router': '15.7.0', jsonwebtoken: '9.0.3' },
  origins: new Map([
    ['Koa', { from: 'koa', whole: true }],
    ['Router', { from: '@koa/router', whole: true }],
    ['jwt', { from: 'jsonwebtoken', whole: true }],
  ]),
  idiom,
  params: PARAMS,
  async: 'async ',
  next: 'next()',
  application: 'new Koa()',
  router: 'new Router()',
  userMember: 'user',
  identify,
  lists: false,
  answer: (mark) => `ctx.body = { mark: '${mark}', seen };\nreturn;`,
  use: (router, guard, path) => `${router}.use(${path === undefined ? '' : `'${path}', `}${guard});`,
  mount: (router, path, child, before) => `${router}.use(${[`'${path}'`, ...before, `${child}.routes()`].join(', ')});`,
  attach: (app, router) => `${app}.use(${router}.routes());`,
};

export const printKoa = (program: Program): Map<string, string> => printMiddleware(program, KIT);
