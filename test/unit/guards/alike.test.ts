import { describe, expect, it } from 'vitest';
import { sameCheck } from '../../../src/analysis/engine/guards/same-check';
import { AskedRequest } from '../../../src/analysis/engine/guards/run/request';
import { merged, going, type State, untouched } from '../../../src/analysis/engine/guards/run/state';
import { constant, type Value } from '../../../src/analysis/engine/guards/run/value';
import { GRANTED, MEMBER, NOBODY, Watched } from '../../../src/analysis/engine/guards/run/world';
import { link } from '../link/linked';

/** The checks in front of the routes of a file, by what tells them from others. */
async function checks(text: string): Promise<unknown[]> {
  const program = await link({ 'app.js': text, 'auth.js': AUTH });
  return program.calls
    .filter(({ expr }) => expr.callee.kind === 'member' && expr.callee.property === 'get')
    .map(({ expr, scope }) => expr.args[1] && sameCheck(program, expr.args[1].value, scope));
}

const AUTH = 'exports.role = (name, options) => (q, s, next) => next();\nexports.plain = (q, s, next) => next();\n';
const HEAD = "const app = require('express')();\nconst { role, plain } = require('./auth');\n";

describe('one check in several places', () => {
  it('is one where the same function is given the same constants', async () => {
    const [a, b, c, d] = await checks(
      `${HEAD}app.get('/a', role('x', { all: [1] }), f);\napp.get('/b', role('x', { all: [1] }), f);\n` +
        "app.get('/c', plain, f);\napp.get('/d', plain, f);\n",
    );
    expect(a).toBe(b);
    expect(c).toBe(d);
    expect(a).not.toBe(c);
  });

  it.each([
    ["role('x')", "role('y')"],
    ["role('1')", 'role(1)'],
    ["role('x', { all: true })", "role('x', { any: true })"],
    ['role(x)', 'role(x)'],
    ['role(...x)', 'role(...x)'],
    ['role', 'role()'],
    ['plain', 'role'],
  ])('is not one where it is given something else, or what is not known: %s and %s', async (one, other) => {
    const [a, b] = await checks(`${HEAD}app.get('/a', ${one}, f);\napp.get('/b', ${other}, f);\n`);
    expect(a).toBeDefined();
    expect(a).not.toBe(b);
  });
});

describe('callers who are alike', () => {
  it('are those who differ in nothing that was looked at', () => {
    const caller = new Watched(NOBODY);
    expect(caller.isLike(GRANTED), 'nothing was looked at').toBe(true);
    expect(caller.owner).toBe(false);
    expect(caller.isLike(MEMBER)).toBe(true);
    expect(caller.isLike(GRANTED)).toBe(false);
    expect(caller.role).toBeUndefined();
    expect(caller.isLike({ ...MEMBER, role: 'admin' })).toBe(false);
  });
});

describe('requests that are alike', () => {
  const situation = (method: string, route: string, marks: [string, string[]][] = []) => ({
    method,
    route,
    endpoints: ['show'],
    marks: new Map(marks),
  });

  it('are those that answer the same to all that was asked', () => {
    const request = new AskedRequest(situation('GET', '/api/users/:id'));
    expect(request.isLike(situation('POST', '/login')), 'nothing was asked').toBe(true);
    expect(request.addressHas('path', 'start', '/api')).toBe(true);
    expect(request.isLike(situation('POST', '/api/teams'))).toBe(true);
    expect(request.isLike(situation('GET', '/login'))).toBe(false);
    expect(request.method()).toBe('GET');
    expect(request.isLike(situation('POST', '/api/teams'))).toBe(false);
    expect(request.isAt('endpoint', 'users.show')).toBe(true);
    expect(request.mark('roles')).toBeUndefined();
    expect(request.isLike(situation('GET', '/api/teams', [['roles', ['admin']]]))).toBe(false);
    expect(request.isLike(situation('GET', '/api/teams', [['other', ['admin']]]))).toBe(true);
  });

  it('knows when a parameter may hold what is asked for', () => {
    const request = new AskedRequest(situation('GET', '/files/:name'));
    expect(request.addressHas('path', 'end', '.png')).toBeUndefined();
    expect(request.isLike(situation('GET', '/files/logo.png'))).toBe(false);
  });
});

describe('ways through a check', () => {
  it('are one where they end alike, and keep what both have decided', async () => {
    const program = await link({ 'app.js': 'function f() {}' });
    const fn = [...program.functions.values()].find((one) => one.fn.name === 'f');
    if (!fn) throw new Error('no function');
    const way = (value: Value, more: Partial<State> = {}) => going({ ...untouched(fn), ...more }, value);
    const decided = (...tests: string[]) => ({ decided: new Map(tests.map((test) => [test, true])) });
    const ways = merged([
      way(constant(1), decided('a', 'b')),
      way(constant('1')),
      way(constant(1), decided('b', 'c')),
      way(constant(1), { passed: true }),
      way({ kind: 'list', items: [constant(1)] }),
      way({ kind: 'list', items: [constant(1), constant(2)] }),
      way(constant(1), { places: new Map([['x', constant(1)]]) }),
    ]);
    expect(ways.map(({ value }) => (value.kind === 'const' ? value.value : value.kind))).toEqual([
      1,
      '1',
      1,
      'list',
      'list',
      1,
    ]);
    expect([...(ways[0]?.state.decided ?? [])]).toEqual([['b', true]]);
  });
});
