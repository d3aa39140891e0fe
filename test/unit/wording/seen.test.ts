import { describe, expect, it } from 'vitest';
import type { Seen } from '../../../src/artifacts/seen';
import { Seen as Schema } from '../../../src/artifacts/seen';
import { messageOf } from '../../../src/wording/seen';

const said = (seen: Seen, sink = 'sink'): string => messageOf({ seen, sink });

describe('what is said of what was seen', () => {
  it('is a whole sentence for every kind', () => {
    const [plain] = Schema.options;
    for (const what of plain.shape.what.options) expect(said({ what }), what).toMatch(/^[A-Z`].*\.$/);
    const [, named] = Schema.options;
    for (const what of named.shape.what.options)
      expect(said({ what, of: 'X1' }), what).toMatch(/^[A-Z`X].*X1.*\.$|^X1.*\.$/);
  });

  it('names the source and the place of data that arrives', () => {
    const at = { file: 'a.js', line: 1, endLine: 1, text: '' };
    const arrives = messageOf({ seen: { what: 'arrives' }, source: { kind: 'body', at, name: 'id' }, sink: 'eval' });
    expect(arrives).toMatch(/^[A-Z].* `id` reaches eval\.$/);
  });

  it('counts what a cookie lacks, and says what else is wrong with one that lacks nothing', () => {
    expect(said({ what: 'cookie-lacks', of: 'sid', lacks: ['httpOnly', 'secure'] })).toBe(
      'Cookie `sid`: scripts can read it and it is also sent over plain connections.',
    );
    expect(said({ what: 'cookie-lacks', lacks: [] })).toBe('Cookie: it goes along with requests from other sites.');
  });

  it('never says more of a secret than its hint', () => {
    expect(said({ what: 'secret', secret: { kind: 'private key' } })).toBe(
      'The code contains a credential (private key).',
    );
    expect(said({ what: 'secret', secret: { kind: 'secret', name: 'KEY', hint: 'abc****', ofAccount: true } })).toBe(
      'Accounts are made with a password that stands in the code, the secret `KEY`: abc****.',
    );
  });
});
