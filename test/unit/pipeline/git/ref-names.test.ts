import { describe, expect, it } from 'vitest';
import { isRefName } from '../../../../src/pipeline/git/ref-names';

describe('the name of a reference', () => {
  it.each(['main', 'feature/x', 'v1.0', 'a@b', 'ünï', 'HEAD'])('may be %s', (name) =>
    expect(isRefName(name)).toBe(true),
  );
  it.each([
    '',
    '@',
    '/a',
    'a/',
    'a//b',
    '../a',
    'a/..',
    'a..b',
    '.a',
    'a/.b',
    'a.lock',
    'a.',
    'a b',
    'a~1',
    'a^',
    'a:b',
    'a?',
    'a*',
    'a[b',
    'a\\b',
    'a@{1}',
    'a\u0000',
    'a\n',
    'x'.repeat(2000),
  ])('may not be %j', (name) => expect(isRefName(name)).toBe(false));
});
