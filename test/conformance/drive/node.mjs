// Starts programs under their real frameworks and calls every route as everybody who may ask. Runs in a process of its
// own: reads `{ framework, programs: [{ folder, roles, calls: [{ method, path }] }] }` and answers, one line a program,
// with the marks that came back: `{ folder, error?, calls: [{ method, path, got: { caller: mark | status } }] }`.
import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import inject from 'light-my-request';
import 'reflect-metadata';
import ts from 'typescript';

const ANSWER_MS = 10_000;
console.debug = () => undefined;

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
function token(user, secret) {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(user)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

/** Who asks, by what they send: a key of the list of sessions, and a signed token for those who read these. */
function callersOf(roles, secret) {
  const people = [
    ['owner', { id: 'u1', role: 'member' }, 't-u1'],
    ['other', { id: 'u2', role: 'member' }, 't-u2'],
    ...roles.map((role) => [role, { id: `x-${role}`, role }, `t-${role}`]),
  ];
  return new Map([
    ['nobody', []],
    ['forged', ['nonsense']],
    ...people.map(([name, user, key]) => [name, [key, token(user, secret)]]),
  ]);
}

/** How a request is put to a program of each framework, without a socket. */
const STARTERS = {
  express: (app) => (request) => inject(app, request),
  koa: (app) => (request) => inject(app.callback(), request),
  fastify: async (app) => {
    await app.ready();
    return (request) => app.inject(request);
  },
  hono:
    (app) =>
    async ({ method, url, headers }) => {
      const answer = await app.request(url, { method, headers });
      return { statusCode: answer.status, payload: await answer.text() };
    },
  nest: async (start) => {
    const app = await start();
    return (request) => inject(app.getHttpAdapter().getInstance(), request);
  },
};

const late = (ms) => new Promise((_, fail) => setTimeout(() => fail(new Error('no answer')), ms).unref());

async function ask(send, { method, path }, key) {
  const url = `${path.replace(/:\w+/g, '1')}?as=u1`;
  const headers = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await Promise.race([send({ method, url, headers }), late(ANSWER_MS)]);
  const mark = answer.statusCode < 300 ? /"mark":\s*"(m\d+)"/.exec(answer.payload)?.[1] : undefined;
  return mark ?? answer.statusCode;
}

/** A caller has reached what any of their credentials reached. */
async function askAs(send, call, keys) {
  const answers = [];
  for (const key of keys.length === 0 ? [undefined] : keys) answers.push(await ask(send, call, key));
  return answers.find((one) => typeof one === 'string') ?? answers[0];
}

/** Compiles TypeScript beside itself, with the types of parameters that decorators ask for. */
function compile(folder) {
  const { ModuleKind, ScriptTarget, transpileModule } = ts;
  const compilerOptions = {
    module: ModuleKind.CommonJS,
    target: ScriptTarget.ES2022,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    esModuleInterop: true,
  };
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.ts'))) {
    const { outputText } = transpileModule(readFileSync(join(folder, name), 'utf8'), { compilerOptions });
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), outputText);
  }
}

async function run(framework, secret, { folder, roles, calls }) {
  if (framework === 'nest') compile(folder);
  const loaded = await import(pathToFileURL(join(folder, 'app.js')).href);
  const send = await STARTERS[framework](loaded.default?.default ?? loaded.default ?? loaded);
  const callers = callersOf(roles, secret);
  const results = [];
  for (const call of calls) {
    const got = {};
    for (const [name, keys] of callers) got[name] = await askAs(send, call, keys);
    results.push({ ...call, got });
  }
  return results;
}

const { framework, secret, programs } = JSON.parse(readFileSync(0, 'utf8'));
for (const program of programs) {
  let line = { folder: program.folder };
  try {
    line = { ...line, calls: await run(framework, secret, program) };
  } catch (error) {
    line = { ...line, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  writeSync(1, `\u001e${JSON.stringify(line)}\n`);
}
process.exit(0);
