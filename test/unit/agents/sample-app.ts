import type { CodeFacts } from '../../../src/artifacts/facts';
import { accessTo, control, entry, guard, weakness, World } from './facts-builder';

/** A small application with known protections and holes, and the facts that reading it would give. */
export const ROUTES = 'src/routes/shipments.js';
export const ADMIN = 'src/routes/admin.js';
export const AUTH = 'src/routes/auth.js';
export const SERVER = 'src/server.js';
export const DB = 'src/data/shipments.js';

const FILES: Record<string, string> = {
  [SERVER]: [
    'const app = express();',
    'app.use(session({ secret: process.env.SECRET }));',
    "app.use('/shipments', requireLogin, shipments);",
    "app.use('/admin', admin);",
    '',
  ].join('\n'),
  [ROUTES]: [
    "router.get('/:id', getOne);",
    "router.post('/:id/cancel', cancel);",
    "router.post('/rates', rates);",
    'async function getOne(req, res) {',
    '  const shipment = await db.find(req.params.id);',
    '  res.json(shipment);',
    '}',
    'async function cancel(req, res) {',
    '  const shipment = await db.find(req.params.id);',
    '  if (shipment.shop !== req.session.user.shop) return res.status(404).end();',
    '  await db.cancel(shipment.id);',
    '}',
    'function rates(req, res) {',
    '  const formula = req.body.formula;',
    '  RATES.discount = eval(formula);',
    '}',
    '',
  ].join('\n'),
  [ADMIN]: [
    "router.get('/users', requireRole('admin'), list);",
    "router.delete('/users/:id', requireRole('admin'), remove);",
    "router.post('/users/:id/role', requireLogin, setRole);",
    'function setRole(req, res) {',
    '  users.update(req.params.id, { role: req.body.role });',
    '}',
    '',
  ].join('\n'),
  [AUTH]: [
    "router.post('/login', login);",
    "router.post('/reset', limiter, reset);",
    'async function login(req, res) {',
    '  const user = await users.byEmail(req.body.email);',
    '  if (!user) return res.status(401).end();',
    '}',
    '',
  ].join('\n'),
  [DB]: [
    'function find(id) {',
    '  return collection.findOne({ _id: id });',
    '}',
    'function cancel(id) {',
    '  return collection.updateOne({ _id: id }, { $set: { cancelled: true } });',
    '}',
    '',
  ].join('\n'),
  'package.json': '{ "dependencies": { "express": "^4.0.0", "left-pad": "*" } }\n',
};

export const world = new World(FILES);

export function sampleFacts(extra: Partial<CodeFacts> = {}): CodeFacts {
  const login = guard('authentication', 'requireLogin', world.span(SERVER, 'requireLogin'), { scope: 'router' });
  const admin = (at: string) => [
    guard('authentication', 'requireRole', world.span(ADMIN, at)),
    guard('authorization', "requireRole('admin')", world.span(ADMIN, at)),
  ];
  const handler = (id: string, file: string, needle: string) => ({
    name: id,
    functionId: `f#${id}`,
    at: world.span(file, needle),
  });
  const getOne = entry('GET', '/shipments/:id', world.span(ROUTES, "get('/:id'"), {
    guards: [login],
    handler: handler('getOne', ROUTES, 'function getOne'),
    params: [{ name: 'id', source: 'path', type: 'string', line: 5 }],
  });
  const cancel = entry('POST', '/shipments/:id/cancel', world.span(ROUTES, "cancel'"), {
    guards: [login],
    handler: handler('cancel', ROUTES, 'function cancel'),
    params: [{ name: 'id', source: 'path', type: 'string', line: 9 }],
  });
  const rates = entry('POST', '/shipments/rates', world.span(ROUTES, '/rates'), {
    guards: [login],
    handler: handler('rates', ROUTES, 'function rates'),
    params: [{ name: 'formula', source: 'body', type: 'string', line: 14 }],
  });
  const users = entry('GET', '/admin/users', world.span(ADMIN, "get('/users'"), { guards: admin("get('/users'") });
  const remove = entry('DELETE', '/admin/users/:id', world.span(ADMIN, 'delete('), {
    guards: admin('delete('),
    params: [{ name: 'id', source: 'path', type: 'string', line: 2 }],
  });
  const role = entry('POST', '/admin/users/:id/role', world.span(ADMIN, '/role'), {
    guards: [guard('authentication', 'requireLogin', world.span(ADMIN, '/role'))],
    handler: handler('setRole', ADMIN, 'function setRole'),
    params: [
      { name: 'id', source: 'path', type: 'string', line: 5 },
      { name: 'role', source: 'body', type: 'string', line: 5 },
    ],
  });
  const signIn = entry('POST', '/login', world.span(AUTH, "'/login'"), {
    publicByDesign: true,
    handler: handler('login', AUTH, 'function login'),
    params: [{ name: 'email', source: 'body', type: 'string', line: 4 }],
  });
  const reset = entry('POST', '/reset', world.span(AUTH, "'/reset'"), {
    publicByDesign: true,
    guards: [guard('rate-limiting', 'limiter', world.span(AUTH, "'/reset'"))],
  });
  const evil = world.span(ROUTES, 'eval(');
  const source = world.span(ROUTES, 'req.body.formula');
  const mine = { kind: 'owner' as const, value: 'shop', at: world.span(ROUTES, 'shipment.shop') };
  const cancelling = accessTo(cancel, 'update', 'shipment', world.span(DB, 'updateOne'), {
    who: ['owner'],
    conditions: [mine],
  });
  const reading = accessTo(getOne, 'read', 'shipment', world.span(ROUTES, 'db.find(req.params.id)'), {
    deviation: {
      kind: 'unchecked',
      expected: 'owner',
      siblings: [{ entryPoint: cancel.id, at: cancelling.at, condition: mine }],
      ground: 'resource',
      certain: true,
    },
  });
  return world.facts({
    access: [reading, cancelling],
    frameworks: [{ name: 'express', at: world.span(SERVER, 'express()') }],
    entryPoints: [getOne, cancel, rates, users, remove, role, signIn, reset],
    functions: [
      world.fn('f#getOne', ROUTES, 'function getOne', '}'),
      world.fn('f#cancel', ROUTES, 'function cancel', '}'),
      world.fn('f#rates', ROUTES, 'function rates', '}'),
      world.fn('f#setRole', ADMIN, 'function setRole', '}'),
      world.fn('f#login', AUTH, 'function login', '}'),
      world.fn('f#find', DB, 'function find', '}', ['f#getOne', 'f#cancel']),
      world.fn('f#update', DB, 'function cancel', '}', ['f#cancel']),
    ],
    stores: [
      {
        id: 'store-1',
        type: 'mongodb',
        name: 'parcel-desk',
        at: world.span(DB, 'findOne'),
        accesses: [
          { operation: 'read', subject: 'shipments', at: world.span(DB, 'findOne'), functionId: 'f#find' },
          { operation: 'write', subject: 'shipments', at: world.span(DB, 'updateOne'), functionId: 'f#update' },
        ],
      },
    ],
    weaknesses: [
      weakness('code-injection', evil, {
        sink: 'eval',
        seen: { what: 'arrives' },
        source: { kind: 'body', at: source },
        path: [source, evil],
        entryPoints: [rates.id],
        functionId: 'f#rates',
      }),
    ],
    controls: [
      control('authentication', 'requireLogin', world.span(SERVER, 'requireLogin'), { protects: [getOne.id] }),
    ],
    dependencies: [
      {
        name: 'express',
        version: '^4.0.0',
        ecosystem: 'npm',
        manifest: 'package.json',
        line: 1,
        direct: true,
        dev: false,
        pin: 'range',
      },
      {
        name: 'left-pad',
        version: '*',
        ecosystem: 'npm',
        manifest: 'package.json',
        line: 1,
        direct: true,
        dev: false,
        pin: 'any',
      },
    ],
    ...extra,
  });
}
