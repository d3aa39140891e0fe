import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

const RUN = "require('child_process').exec('ls ' + req.query.d);";
const CHECK = '/^[a-z]+$/.test(req.query.d)';

describe('what never comes back (P-057)', () => {
  it.each([
    ['throws', 'function fail() { throw new Error(); }'],
    ['throws in what it calls', 'function inner() { throw new Error(); } function fail() { inner(); }'],
    ['throws on all its ways', 'function fail(a) { if (a) throw new Error("a"); else throw new Error("b"); }'],
  ])('a function of the program that %s ends the block', async (_, fail) => {
    expect(await express(`${fail} if (!${CHECK}) fail(); ${RUN}`)).toEqual([]);
  });

  it.each([
    ['throws sometimes', 'function fail(a) { if (a.length > 3) throw new Error(); }'],
    ['hands on what throws', 'function fail(a) { [].forEach(() => { throw new Error(); }); }'],
    ['catches', 'function inner() { throw new Error(); } function fail() { try { inner(); } catch {} }'],
    ['may be another', 'const fail = req.query.x ? () => { throw new Error(); } : () => {};'],
  ])('a function of the program that %s does not', async (_, fail) => {
    expect(await express(`${fail} if (!${CHECK}) fail(req.query.e); ${RUN}`)).toEqual(['command-injection@3']);
  });

  it('calls of servers that throw do', async () => {
    const app = (line: string): string =>
      `const Router = require('@koa/router');\nconst router = new Router();\nrouter.get('/', async (ctx) => {\n${line}\nrequire('child_process').exec('ls ' + ctx.query.d);\n});\n`;
    const check = '/^[a-z]+$/.test(ctx.query.d)';
    const of = async (line: string) => places((await flowsOf({ 'app.js': app(line) })).weaknesses);
    expect(await of(`if (!${check}) ctx.throw(400);`)).toEqual([]);
    expect(await of(`if (!${check}) ctx.set('a', 'b');`)).toEqual(['command-injection@5']);
    expect(
      await flask(
        "from flask import abort\nif request.args['d'] not in ('a',): abort(400)\nos.system(request.args['d'])",
      ),
    ).toEqual([]);
  });
});
