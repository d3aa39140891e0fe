import type { Program } from '../program';
import type { Idiom } from './javascript-guards';
import { type Kit, printMiddleware } from './middleware';

const REFUSALS: readonly ((code: number) => string)[] = [
  (code) => `return res.status(${code}).end();`,
  (code) => `return res.sendStatus(${code});`,
  (code) => `res.status(${code}).json({ error: 'no' });\nreturn;`,
];
const PARAMS = 'req, res, next';

const idiom = (style: number): Idiom => ({
  user: 'req.user',
  carrier: { value: 'req', user: 'user' },
  method: 'req.method',
  path: 'req.path',
  header: (name) => (style % 2 === 0 ? `req.headers['${name}']` : `req.get('${name}')`),
  param: (name) => `req.params.${name}`,
  query: (name) => `req.query.${name}`,
  refuse: (code) => (REFUSALS[style % REFUSALS.length] ?? String)(code),
});

const TOKEN = `const token = (req.get('authorization') || '').replace('Bearer ', '');`;
const identify = (app: string, style: number): string =>
  style % 7 < 3
    ? `${app}.use((${PARAMS}) => {\n${TOKEN}\nreq.user = sessions.get(token);\nnext();\n});`
    : `${app}.use((${PARAMS}) => {\n${TOKEN}\ntry {\nreq.user = jwt.verify(token, KEY);\n} catch {\nreq.user = undefined;\n}\nnext();\n});`;

const KIT: Kit = {
  dependencies: { express: '5.3.0', jsonwebtoken: '9.0.3' },
  origins: new Map([
    ['express', { from: 'express', whole: true }],
    ['jwt', { from: 'jsonwebtoken', whole: true }],
  ]),
  idiom,
  params: PARAMS,
  async: '',
  next: 'next()',
  application: 'express()',
  router: 'express.Router()',
  userMember: 'user',
  identify,
  lists: true,
  answer: (mark) => `return res.json({ mark: '${mark}', seen });`,
  use: (router, guard, path) => `${router}.use(${path === undefined ? '' : `'${path}', `}${guard});`,
  mount: (router, path, child, before) => `${router}.use(${[`'${path}'`, ...before, child].join(', ')});`,
};

export const printExpress = (program: Program): Map<string, string> => printMiddleware(program, KIT);
