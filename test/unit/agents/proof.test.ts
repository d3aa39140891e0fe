import { describe, expect, it } from 'vitest';
import { isTaskOfOperators, proofOf, proofOfFlaw, surest } from '../../../src/reasoning/investigate/proof';
import { entry, weakness, World } from './facts-builder';

const world = new World({ 'a.js': 'eval(x);\n' });
const flaw = (extra: Parameters<typeof weakness>[2] = {}) =>
  weakness('code-injection', world.span('a.js', 'eval(x)'), extra);

describe('how sure a claim is', () => {
  it('an absence is likely at most, whoever is sure of it', () => {
    expect(proofOf('missing-authentication', 'high')).toBe('likely');
    expect(proofOf('sql-injection', 'high')).toBe('proved');
    expect(proofOf('sql-injection', 'low')).toBe('lead');
  });

  it('a check that was seen and not understood is an obstacle', () => {
    expect(proofOfFlaw(flaw(), false, true)).toBe('proved');
    expect(proofOfFlaw(flaw(), true, true)).toBe('likely');
    expect(
      proofOfFlaw(
        flaw({ partialGuards: [{ at: world.span('a.js', 'eval(x)'), name: 'if', why: 'unread-check' }] }),
        false,
        true,
      ),
    ).toBe('likely');
  });

  it.each([
    ['says which fields pass', true, 'lead'],
    ['looks at something else', false, 'likely'],
  ] as const)('a schema that could not be read settles what fields pass: %s', (_name, unread, proof) => {
    const at = world.span('a.js', 'eval(x)');
    const guard = { at, name: 'A schema', why: 'unread-schema' as const, ...(unread && { unread }) };
    const fields = weakness('mass-assignment', at, { partialGuards: [guard] });
    expect(proofOfFlaw(fields, false, true)).toBe(proof);
  });

  it('input of operators is a signal in an application, and what a tool is for in a tool', () => {
    const given = flaw({ source: { kind: 'cli', at: world.span('a.js', 'eval(x)') } });
    expect([proofOfFlaw(given, false, true), proofOfFlaw(given, false, false)]).toEqual(['lead', 'proved']);
  });

  it('what a package is given is what it is published for, with an application beside it or not', () => {
    const given = flaw({ source: { kind: 'library-input', at: world.span('a.js', 'eval(x)') } });
    expect([proofOfFlaw(given, false, true), proofOfFlaw(given, false, false)]).toEqual(['proved', 'proved']);
  });

  it('what went through the condition of something unread is a signal, whatever it does', () => {
    const at = world.span('a.js', 'eval(x)');
    const guard = (unread: boolean) => ({
      at,
      name: 'may',
      shortcoming: { kind: 'unread' as const },
      ...(unread && { unread: true as const }),
    });
    expect(proofOfFlaw(flaw({ partialGuards: [guard(true) as never] }), false, true)).toBe('lead');
    expect(proofOfFlaw(flaw({ partialGuards: [guard(false) as never] }), false, true)).toBe('likely');
  });

  it('what is read from a queue only was put there by the application', () => {
    const given = flaw({ source: { kind: 'message', at: world.span('a.js', 'eval(x)') } });
    const job = { ...entry('', '', world.span('a.js', 'eval(x)')), kind: 'messageQueue' as const };
    const page = entry('POST', '/x', world.span('a.js', 'eval(x)'));
    expect(proofOfFlaw(given, false, true, [job])).toBe('lead');
    expect(proofOfFlaw(given, false, true, [job, page])).toBe('proved');
    expect(proofOfFlaw(given, false, false, [job])).toBe('proved');
  });

  it('requests that only operators direct are for the product to judge', () => {
    const ssrf = weakness('ssrf', world.span('a.js', 'eval(x)'));
    const way = (route: string, authorization: 'role' | 'none' | 'permission') =>
      entry('POST', route, world.span('a.js', 'eval(x)'), { authorization });
    const operators = way('/target', 'role');
    const anybody = way('/target', 'none');
    const named = way('/admin/market', 'permission');
    expect([isTaskOfOperators(ssrf, [operators]), isTaskOfOperators(ssrf, [named])]).toEqual([true, true]);
    expect([isTaskOfOperators(ssrf, [operators, anybody]), isTaskOfOperators(ssrf, [])]).toEqual([false, false]);
    expect(isTaskOfOperators(flaw(), [operators])).toBe(false);
  });

  it('a foreign page reads answers only where the browser sends the cookie along', () =>
    expect(proofOf('cors-misconfiguration', 'high')).toBe('likely'));

  it('how exactly answers can be timed is not seen', () =>
    expect(proofOfFlaw(weakness('timing-unsafe-comparison', world.span('a.js', 'eval(x)')), false, true)).toBe('lead'));

  it('of several places the surest counts', () =>
    expect([surest(['lead', 'likely']), surest([])]).toEqual(['likely', 'lead']));
});
