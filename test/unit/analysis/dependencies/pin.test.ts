import { describe, expect, it } from 'vitest';
import { npmPin, pythonPin } from '../../../../src/analysis/documents/dependencies/pin';

describe('how exactly a version is named', () => {
  it.each([
    ['1.2.3', 'exact'],
    ['^1.2.3', 'range'],
    ['*', 'any'],
    ['github:owner/name', 'url'],
    ['owner/name#main', 'url'],
    ['git+https://host.example/owner/name.git#69d47d1a2b', 'exact'],
  ])('npm %s', (version, expected) => {
    expect(npmPin(version)).toBe(expected);
  });
  it.each([
    ['==1.2', 'exact'],
    ['>=1', 'range'],
    ['git+https://host.example/owner/name.git', 'url'],
    ['git+https://host.example/owner/name.git@0123456789abcdef0123456789abcdef01234567', 'exact'],
  ])('Python %s', (version, expected) => {
    expect(pythonPin(version)).toBe(expected);
  });
});
