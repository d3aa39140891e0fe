import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldOf, parseJson, parseJsonTree } from '../../../src/safety/documents/bounded-json';
import { parseToml } from '../../../src/safety/documents/bounded-toml';
import { nestsDeeper, recursesDeeper } from '../../../src/safety/documents/json-nesting';

const DEEP = 100_000;

describe('JSON that somebody else wrote', () => {
  it('is read as it stands, with comments and commas at the end too', () => {
    expect(parseJson('{"a":[1,{"b":null}]}')).toEqual({ value: { a: [1, { b: null }] }, valid: true });
    expect(parseJson('\uFEFF{ // why\n "a": [1, 2,], /* x */ }')).toEqual({ value: { a: [1, 2] }, valid: true });
    expect(parseJson('{"a": 1, "b": ')).toEqual({ value: { a: 1 }, valid: false });
    expect(parseJson('')).toEqual({ value: undefined, valid: false });
  });

  it('never nests deeper than the limit', () => {
    for (const text of [
      '{"a":'.repeat(DEEP) + '1' + '}'.repeat(DEEP),
      '['.repeat(DEEP),
      '[}'.repeat(DEEP),
      '{"a":['.repeat(DEEP),
      '// x\n' + '[{'.repeat(DEEP),
    ]) {
      expect(() => parseJson(text), text.slice(0, 20)).toThrow(expect.objectContaining({ code: 'too-deep' }));
      expect(() => parseJsonTree(text), text.slice(0, 20)).toThrow(expect.objectContaining({ code: 'too-deep' }));
    }
  });

  it('takes brackets in texts and comments for what they are', () => {
    const brackets = '[{'.repeat(1_000);
    expect(parseJson(JSON.stringify({ a: brackets, b: `\\"${brackets}` })).valid).toBe(true);
    expect(parseJson(`{ /* ${brackets} */ "a": 1 } // ${brackets}`)).toEqual({ value: { a: 1 }, valid: true });
  });

  it('has keys that are data, whatever their name', () => {
    for (const text of [
      '{"__proto__":{"packages":{}},"constructor":1}',
      '{"__proto__":{"packages":{}},"constructor":1,}',
    ]) {
      const { value } = parseJson(text);
      expect(fieldOf(value, 'packages')).toBeUndefined();
      expect(fieldOf(value, 'toString')).toBeUndefined();
      expect(fieldOf(value, 'constructor')).toBe(1);
      expect(Object.keys(fieldOf(value, '__proto__') as object)).toEqual(['packages']);
    }
    expect(({} as Record<string, unknown>)['packages']).toBeUndefined();
  });

  it('is refused when it is longer than any of its kind', () => {
    expect(() => parseJson('[1, 2, 3]', { length: 5, depth: 10 })).toThrow(
      expect.objectContaining({ code: 'too-large' }),
    );
  });

  it('is read the same by both of our readers', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        const tolerant = parseJson(text.startsWith('{') ? text.replace(/\}$/, ' /* end */ }') : `${text} // end`);
        expect(tolerant).toEqual({ value: parseJson(text).value, valid: true });
      }),
      { numRuns: 200 },
    );
  });

  it('has its nesting counted by both scanners', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.nat(8), (value, most) => {
        const text = JSON.stringify(value);
        expect(recursesDeeper(text, most)).toBe(nestsDeeper(text, most));
      }),
      { numRuns: 200 },
    );
  });

  it('never overflows the stack, however it is damaged', () => {
    const piece = fc.constantFrom('[', '{', ']', '}', '"a":', ',', '"', '//', '/*', '*/', '\n', '1', 'x', '\\');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.constantFrom(1, 20_000), (pieces, times) => {
        try {
          parseJson(pieces.join('').repeat(times));
        } catch (error) {
          expect(error).toHaveProperty('code', 'too-deep');
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('TOML that somebody else wrote', () => {
  it('is refused when it nests too deep, is too long or is none', () => {
    expect(() => parseToml(`a = ${'['.repeat(DEEP)}`)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => parseToml(`a = ${'{b='.repeat(5_000)}`)).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => parseToml('a = 1', { length: 2, depth: 9 })).toThrow(expect.objectContaining({ code: 'too-large' }));
    expect(() => parseToml('a = = b')).toThrow(expect.objectContaining({ code: 'malformed' }));
  });

  it('has keys that are data', () => {
    expect(fieldOf(parseToml('[__proto__]\nname = "x"\n'), 'name')).toBeUndefined();
  });
});
