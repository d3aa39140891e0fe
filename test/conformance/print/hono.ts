import type { Program } from '../program';
import type { Idiom } from './javascript-guards';
import { type Kit, printMiddleware } from './middleware';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `return c.text('no', ${code});`,
  (code) => `return c.json({ error: 'no' }, ${code});`,
  (code) => `throw new HTTPException(${code});`,
];
const PARAMS = 'c, next';

const idiom = (style: number): Idiom => ({
  user: style % 2 === 0 ? `c.get('user')` : 'c.var.user',
  carrier: { value: 'c.var', user: 'user' },
  method: 'c.req.method',
  path: 'c.req.path',
  header: (name) => `c.req.header('${name}')`,
  param: (name) => `c.req.param('${name}')`,
  query: (name) => `c.req.query('${name}')`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
});

const TOKEN = `const token = (c.req.header('authorization') ?? '').replace('Bearer ', '');`;
const identify = (app: string, style: number): string =>
  style % 7 < 3
    ? `${app}.use(async (${PARAMS}) => {\n${TOKEN}\nc.set('user', sessions.get(token));\nawait next();\n});`
    : `${app}.use(async (${PARAMS}) => {\n${TOKEN}\ntry {\nc.set('user', jwt.verify(token, KEY));\n} catch {\nc.set('user', undefined);\n}\nawait next();\n});`;

const KIT: Kit = {
  dependencies: { hono: '4.13.19', jsonwebtoken: '9.0.3' },
  origins: new Map([
    ['Hono', { from: 'hono' }],
    ['HTTPException', { from: 'hono/http-exception' }],
    ['jwt', { from: 'jsonwebtoken', whole: true }],
  ]),
  idiom,
  params: PARAMS,
  async: 'async ',
  next: 'next()',
  application: 'new Hono()',
  router: 'new Hono()',
  userMember: 'user',
  identify,
  lists: false,
  answer: (mark) => `return c.json({ mark: '${mark}', seen });`,
  use: (router, guard, path) => `${router}.use(${path === undefined ? '' : `'${path}/*', `}${guard});`,
  mount: (router, path, child, before) =>
    [...before.map((guard) => `${router}.use('${path}/*', ${guard});`), `${router}.route('${path}', ${child});`].join(
      '\n',
    ),
};

export const printHono = (program: Program): Map<string, string> => printMiddleware(program, KIT);
