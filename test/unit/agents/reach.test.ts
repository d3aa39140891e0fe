import { describe, expect, it } from 'vitest';
import type { CodeFacts, ControlFact, EntryPointFact, GuardFact } from '../../../src/artifacts/facts';
import type { FileFact } from '../../../src/artifacts/inventory';
import { asCheck, isListed, nameOfControl, reachOf } from '../../../src/reasoning/investigate/reach';
import { protects } from '../../../src/reasoning/mapping/product-files';
import { render } from '../../../src/wording/render';

const guard = (name: string, more: Partial<GuardFact> = {}): GuardFact => ({
  category: 'authentication',
  establishes: 'authenticated',
  name,
  at: { file: 'a.js', line: 3, endLine: 3, text: name },
  scope: 'route',
  strength: 'strong',
  basis: { is: 'by-name' },
  ...more,
});
const entry = (guards: GuardFact[], handler = 'remove'): EntryPointFact =>
  ({ kind: 'http', guards, handler: { name: handler } }) as unknown as EntryPointFact;

describe('guards that are listed as controls', () => {
  const own = guard('remove', { scope: 'function', establishes: 'role' });
  const typed = guard('!req.body.name', { category: 'input-validation', scope: 'function' });

  it('are those that have a name, and no conditions of a handler', () => {
    expect(isListed(guard('requireUser'), entry([]))).toBe(true);
    expect(isListed(guard('passport.authenticate'), entry([]))).toBe(true);
    expect(isListed(typed, entry([]))).toBe(false);
    expect(isListed({ ...typed, name: 'req.body.url' }, entry([]))).toBe(false);
    expect(isListed({ ...typed, name: 'user.id != owner', category: 'authorization' }, entry([]))).toBe(true);
  });
  it('leave out what a handler asks again behind a sign-in', () => {
    expect(isListed(own, entry([own]))).toBe(true);
    expect(isListed(own, entry([own, guard('requireUser')]))).toBe(false);
  });
  it('are called by what they check where a handler makes them itself', () => {
    expect(asCheck(own, entry([own])).name).toBe('role check in remove');
    expect(asCheck(guard('requireUser'), entry([])).name).toBe('requireUser');
  });
  it('say how many of all entry points they stand in front of', () => {
    const [known, other] = [guard('requireUser'), guard('requireAdmin')];
    const facts = { entryPoints: [entry([known]), entry([known, other]), entry([])] } as unknown as CodeFacts;
    expect(render(reachOf(facts, known))).toBe('Guards 2 of 3 entry points.');
    expect(render(reachOf(facts, other))).toBe('Guards 1 of 3 entry points.');
  });
  it('are no sign-in of their own behind one, or where they ask for more', () => {
    const inHandler = (guards: GuardFact[]): string | undefined => {
      const fact = {
        category: 'authentication',
        kind: 'authenticated',
        scope: 'function',
        basis: { is: 'turns-away' },
        protects: ['e1'],
        name: 'signedIn',
        at: { file: 'a.js', line: 3 },
      } as unknown as ControlFact;
      return nameOfControl(fact, [{ ...entry(guards), id: 'e1' }]);
    };
    expect(inHandler([own])).toBe('signedIn');
    expect(inHandler([guard('requireUser')])).toBeUndefined();
    expect(inHandler([guard('isOwner', { category: 'authorization', scope: 'function' })])).toBeUndefined();
  });
  it('are no condition on what is sent', () => {
    expect(
      isListed(guard('remove_cover', { category: 'input-validation', basis: { is: 'rejects-input' } }), entry([])),
    ).toBe(false);
  });
  it('are named in facts like the handler they stand in, or not at all', () => {
    const seen = (name: string, file: string, category = 'authorization'): ControlFact =>
      ({
        category,
        kind: 'role',
        scope: 'function',
        basis: { is: 'turns-away' },
        protects: [],
        name,
        at: { file, line: 3 },
      }) as unknown as ControlFact;
    const routes = [{ ...entry([]), handler: { name: 'remove', at: { file: 'a.js', line: 1 } } }] as EntryPointFact[];
    expect(nameOfControl(seen('requireAdmin', 'b.js'), routes)).toBe('requireAdmin');
    expect(nameOfControl(seen('remove', 'a.js'), routes)).toBe('role check in remove');
    expect(nameOfControl(seen('remove', 'b.js'), routes)).toBeUndefined();
    expect(nameOfControl(seen('!req.body.name', 'a.js', 'input-validation'), routes)).toBeUndefined();
  });
  it('protect the product, which scripts, copies and pages do not', () => {
    const file = (more: Partial<FileFact>): FileFact => ({ role: 'source', ...more }) as FileFact;
    expect(protects(file({}), 'cors-csp')).toBe(true);
    expect(protects(file({ zone: 'tooling' }), 'cors-csp')).toBe(false);
    expect(protects(file({ role: 'generated' }), 'cors-csp')).toBe(false);
    expect(protects(file({ zone: 'client' }), 'output-encoding')).toBe(true);
    expect(protects(file({ zone: 'client' }), 'input-validation')).toBe(false);
    expect(protects(file({ zone: 'client' }), 'authorization')).toBe(false);
    expect(protects(file({ zone: 'tooling' }), 'dependency-security')).toBe(true);
  });
});
