import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/reasoning/in-steps';
import { concernsInWords } from '../../../src/pipeline/concerns-in-words';
import { consolidateMapping } from '../../../src/reasoning/mapping/consolidate';
import { mapInSteps } from '../../../src/reasoning/mapping/map';
import type { EntryPointFact, CodeFacts } from '../../../src/artifacts/facts';
import { business, entry, guard, mapTask } from './facts-builder';
import { ROUTES, sampleFacts, world } from './sample-app';
import { entryPoints } from '../entries/found';
import { render } from '../../../src/wording/render';

const deriveConcerns = (...given: Parameters<typeof concernsInWords>) => atOnce(concernsInWords(...given));

const at = world.span(ROUTES, "router.post('/:id/cancel'");
const signedIn = guard('authentication', 'requireLogin', at, { mechanism: 'session' });
const handler = world.span(ROUTES, 'async function cancel');

function forged(entryPoint: EntryPointFact, extra: Partial<CodeFacts> = {}): boolean {
  const facts = sampleFacts({ entryPoints: [entryPoint], weaknesses: [], controls: [], dependencies: [], ...extra });
  const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
  if (outcome.status !== 'completed') throw new Error('not mapped');
  const context = business();
  const mapped = render(consolidateMapping([outcome.result], facts, context, { now: 'T', scope: 'full' }));
  return deriveConcerns(mapped, facts, context).concerns.some((one) => /without CSRF protection/.test(one.title));
}

const posted = (extra: Partial<EntryPointFact>): EntryPointFact => entry('POST', '/orders', at, extra);
const path = (name: string) => ({ name, type: 'string', source: 'path' as const, line: 1 });

describe('requests that other sites can forge', () => {
  it('are those that a session authorises', () => {
    expect(forged(posted({ guards: [signedIn] }))).toBe(true);
  });
  it('are not those that a key, a signature or a secret address authorises', () => {
    for (const mechanism of ['apikey', 'signature', 'jwt', 'mtls'] as const)
      expect(forged(posted({ guards: [{ ...signedIn, mechanism }] })), mechanism).toBe(false);
    expect(forged(posted({ guards: [signedIn], params: [path('token')] }))).toBe(false);
    expect(forged(posted({ guards: [signedIn], params: [path('id')] }))).toBe(true);
    expect(forged(posted({ guards: [signedIn], kind: 'webhook' }))).toBe(false);
  });
  it('are not forms that only look something up', () => {
    const used = (operation: 'read' | 'write'): boolean =>
      forged(posted({ guards: [signedIn], handler: { name: 'cancel', functionId: 'h', at: handler } }), {
        functions: [
          { id: 'h', name: 'cancel', file: ROUTES, line: handler.line, endLine: handler.line + 4, callers: [] },
        ],
        stores: [
          {
            id: 's',
            type: 'sql',
            name: 'orders',
            at,
            accesses: [{ at: handler, operation, subject: 'orders', functionId: 'h' }],
          },
        ],
      });
    expect(used('write')).toBe(true);
    expect(used('read')).toBe(false);
  });
});

describe('what carries the identity that own code checks', () => {
  const app = (test: string): Record<string, string> => ({
    'app.js': `const app = require('express')();\nfunction known(req, res, next) {\n  if (!${test}) return res.status(401).end();\n  next();\n}\napp.post('/x', known, (req, res) => res.render('x'));\n`,
  });
  const mechanism = async (test: string): Promise<string | undefined> =>
    (await entryPoints(app(test)))[0]?.guards[0]?.mechanism;

  it('is a header that only programs add, where it is one', async () => {
    expect(await mechanism("keys.has(req.headers['x-access-token'])")).toBe('apikey');
    expect(await mechanism("users.find(req.get('Authorization'))")).toBe('apikey');
    // That one is sent proves nothing.
    expect(await mechanism('req.headers.authorization')).toBeUndefined();
  });
  it('is left open where a session is read', async () => {
    expect(await mechanism('req.session.userId')).not.toBe('apikey');
    expect(await mechanism("(req.headers['x-access-token'] || req.session.user)")).not.toBe('apikey');
  });
});
