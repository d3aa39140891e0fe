import { describe, expect, it } from 'vitest';
import { Basis, ControlMechanism } from '../../../src/artifacts/basis';
import type { ControlFact, GuardFact } from '../../../src/artifacts/facts';
import { guardBasis, implementation } from '../../../src/wording/basis';

const at = { file: 'a.js', line: 1, endLine: 1, text: '' };
const guard = (basis: Basis, more: Partial<GuardFact> = {}): string =>
  guardBasis({
    category: 'authentication',
    establishes: 'authenticated',
    name: 'auth',
    at,
    scope: 'app',
    strength: 'strong',
    basis,
    ...more,
  });
const control = (mechanism: ControlMechanism, basis: Basis, more: Partial<ControlFact> = {}): string =>
  implementation({
    id: 'c',
    category: 'authentication',
    kind: 'k',
    name: 'n',
    mechanism,
    at,
    scope: 'app',
    strength: 'strong',
    basis,
    protects: [],
    covers: [],
    ...more,
  });

describe('what is said of checks and protections', () => {
  it('is a whole sentence for every basis and mechanism', () => {
    for (const is of Basis.options[0].shape.is.options) expect(guard({ is }), is).toMatch(/^[A-Z].*\.$/);
    for (const is of ControlMechanism.options[0].shape.is.options)
      expect(control({ is }, { is: 'mechanism' }), is).toMatch(/^[A-Z][^.]*\.$/);
  });

  it('says whom a check stops, and what its code looks at', () => {
    expect(guard({ is: 'stops', whom: 'ownership' })).toBe('A caller who is not the owner gets no further.');
    expect(guard({ is: 'looks-at', what: 'role', otherwise: 'denied' })).toBe(
      'Its code looks at the role and otherwise answers that access is denied.',
    );
  });

  it('names the condition without which it is not installed', () => {
    expect(guard({ is: 'token-verifies' }, { condition: 'config.auth' })).toBe(
      'The token has to verify. Only installed when `config.auth` holds.',
    );
  });

  it('names the mechanism once, and why it protects nothing', () => {
    expect(control({ is: 'check', of: 'schema' }, { is: 'schema-before-handler' })).toBe(
      'Input is checked against a schema before the handler runs.',
    );
    expect(control({ is: 'encryption', algorithm: 'aes-256-gcm' }, { is: 'encrypted' })).toBe(
      'Authenticated or block encryption (aes-256-gcm). Data is encrypted with a key.',
    );
    expect(control({ is: 'form-token' }, { is: 'other-pages-refused' }, { idle: 'too-late' })).toBe(
      'Forms carry a token. Requests from other pages are refused. ' +
        'No route is registered behind it: it is installed too late or on another router.',
    );
  });
});
