import { describe, expect, it } from 'vitest';
import { addressOf } from '../../../src/reasoning/witness/address';
import { readPattern } from '../../../src/safety/text/read-pattern';

describe('patterns that a value has to match', () => {
  it.each([
    ['^\\d+$', '', '12', 'a'],
    ['^[a-z]{2,3}$', '', 'ab', 'abcd'],
    ['^[^a-z]+$', '', 'A1', 'a'],
    ['^(?:png|gif)$', 'i', 'GIF', 'svg'],
    ['^\\S+$', 'i', 'aB', 'a b'],
    ['^[A-Z]+$', 'i', 'abZ', 'a1'],
    ['^[^A-C]+$', 'i', 'xyz', 'b'],
    ['^a.*z$', '', 'a12z', 'a12'],
    ['b+', '', 'abbc', 'ac'],
    ['^[\\w.-]+@x\\.org$', '', 'a.b@x.org', 'a@xxorg'],
  ])('%s', (source, flags, yes, no) => {
    const pattern = readPattern(source, flags, 'none');
    expect([pattern?.matches(yes), pattern?.matches(no)]).toEqual([true, false]);
    const sample = pattern?.sample();
    expect(sample !== undefined && new RegExp(source, flags).test(sample)).toBe(true);
  });

  it('does not read what it cannot follow', () => {
    for (const source of ['(?=a)b', '(a)\\1', '[a', '(a', 'a)', '\\p{L}', '*a'])
      expect(readPattern(source, '', 'none')).toBeUndefined();
  });

  it('gives up on patterns that never end', () => {
    expect(readPattern('^(a+)+$', '', 'none')?.matches(`${'a'.repeat(60)}!`)).toBeUndefined();
  });
});

describe('addresses of routes', () => {
  it.each([
    ['/a/:id', '/a/1'],
    ['/a/:name(\\w+)/b', '/a/a/b'],
    ['/a/<int:n>/<name>', '/a/1/abc'],
    ['/a/{item_id}/{rest:path}', '/a/1/abc'],
    ['/a/[slug]', '/a/abc'],
    ['/a/(?P<pk>\\d+)/$', '/a/1/'],
    ['/files/*', '/files/x'],
  ])('%s', (route, address) => {
    expect(addressOf(route, new Map())).toBe(address);
  });

  it('holds what it is given, or is none', () => {
    expect(addressOf('/a/:id', new Map([['id', 'x/y']]))).toBe('/a/x%2Fy');
    expect(addressOf('/a/{rest:path}', new Map([['rest', 'x/y']]))).toBe('/a/x/y');
    expect(addressOf('/a/:id(\\d+)', new Map([['id', 'x']]))).toBeUndefined();
    expect(addressOf('/a', new Map([['id', 'x']]))).toBeUndefined();
  });
});
