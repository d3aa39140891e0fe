import { describe, expect, it } from 'vitest';
import { misuseOf } from '../flow/flow-of';

const loose = async (file: string, code: string): Promise<boolean> =>
  (await misuseOf({ [file]: code })).some((one) => one.weakness === 'missing-input-validation');

describe('patterns for the names of servers', () => {
  it.each([
    ['a.js', 'function f(u) { if (/shop.example.com/.test(u)) return go(u); }'],
    ['a.js', 'const HOSTS = /shop.example.com/;\nfunction f(u) { if (HOSTS.test(u)) return go(u); }'],
    ['a.js', 'const rules = { shop: /shop.example.com/ };\nfunction f(u) { return rules.shop.test(u); }'],
    ['a.py', "import re\ndef f(u):\n    if re.match('shop.example.com', u):\n        return go(u)"],
    [
      'a.py',
      "import re\nHOSTS = re.compile('shop.example.com')\ndef f(u):\n    if HOSTS.match(u):\n        return go(u)",
    ],
  ])('are judged where they decide: %s %s', async (file, code) => {
    expect(await loose(file, code)).toBe(true);
  });
  it.each([
    ['a.js', 'module.exports = { shop: /shop.example.com\\/(\\d+)/ };'],
    ['a.js', 'const HOSTS = /shop.example.com/;'],
    ['a.py', "import re\nHOSTS = re.compile('shop.example.com')"],
  ])('are nothing where nobody decides by them: %s %s', async (file, code) => {
    expect(await loose(file, code)).toBe(false);
  });
});
