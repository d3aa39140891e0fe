import { describe, expect, it } from 'vitest';
import { addressesIn } from '../../../../src/safety/secrets/addresses';
import { stretchesAround } from '../../../../src/safety/secrets/stretches';

describe('stretches of a text around a mark', () => {
  it('end with the text', () => {
    expect(stretchesAround('a@b', '@', 10, 10)).toEqual([{ start: 0, end: 3 }]);
  });

  it('are apart when nothing can reach from one mark to the other', () => {
    const text = `${'x'.repeat(50)}@${'x'.repeat(50)}@`;
    expect(stretchesAround(text, '@', 5, 5)).toEqual([
      { start: 45, end: 55 },
      { start: 96, end: 102 },
    ]);
  });

  it('are one where they meet', () => {
    expect(stretchesAround('..@..@..', '@', 2, 2)).toEqual([{ start: 0, end: 7 }]);
  });

  it('are none without the mark', () => {
    expect(stretchesAround('nothing', '@', 5, 5)).toEqual([]);
  });
});

describe('an address far inside a text', () => {
  const filler = 'const a = 1;\n'.repeat(200);

  it.each([
    ['postgres://owner:pa55-word@db.internal/x', 'pa55-word'],
    [`postgres://${'u'.repeat(190)}:${'p4'.repeat(140)}@db.internal/x`, 'p4'.repeat(140)],
    ['https://abcdefghij0123456789@git.internal/x', 'abcdefghij0123456789'],
    ["'bob:hunter22@tcp(db)'", 'hunter22'],
    [`'${'u'.repeat(60)}:${'h2'.repeat(48)}@db.internal:1521'`, 'h2'.repeat(48)],
  ])('%s', (address, secret) => {
    const values = addressesIn(`${filler}import x from '@scope/x';\n${filler}${address}\n${filler}`);
    expect(values.map(({ value }) => value)).toEqual([secret]);
  });

  it('is no address where the name before it goes on', () => {
    expect(addressesIn(`${filler}${'u'.repeat(70)}:hunter22@tcp(db)\n${filler}`)).toEqual([]);
  });
});
