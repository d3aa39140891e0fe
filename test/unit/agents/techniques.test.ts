import { describe, expect, it } from 'vitest';
import type { ControlFact } from '../../../src/artifacts/facts';
import { techniquesIn } from '../../../src/reasoning/mapping/techniques';

const at = (file: string, line: number): ControlFact['at'] => ({ file, line, endLine: line, text: '' });
const control = (file: string, more: Partial<ControlFact> = {}): ControlFact => ({
  id: file,
  category: 'cryptography',
  kind: 'password-hashing',
  name: 'Password hashing',
  mechanism: { is: 'slow-salted-hash' },
  at: at(file, 1),
  scope: 'function',
  strength: 'strong',
  basis: { is: 'slow-hash' },
  protects: [],
  covers: [at(file, 1), at(file, 9)],
  ...more,
});

const shown = (controls: ControlFact[]): string[] =>
  techniquesIn(controls).map(({ first, places }) => `${first.at.file} ${places.length}`);

describe('a technique', () => {
  it('is one control wherever it is used', () => {
    expect(shown([control('a.js'), control('b.js')])).toEqual(['a.js 4']);
  });
  it('is another where it is weaker, or another', () => {
    expect(shown([control('a.js'), control('b.js', { strength: 'weak' })])).toEqual(['a.js 2', 'b.js 2']);
    expect(shown([control('a.js'), control('b.js', { mechanism: { is: 'encryption' } })])).toHaveLength(2);
  });
  it('is none where it stands before requests: which ones differs by its place', () => {
    const limit = { category: 'rate-limiting', name: 'Rate limit' } as const;
    expect(shown([control('a.js', limit), control('b.js', limit)])).toEqual(['a.js 1', 'b.js 1']);
    const before = { protects: ['e1'] };
    expect(shown([control('a.js', before), control('b.js', before)])).toEqual(['a.js 1', 'b.js 1']);
  });
  it('of a whole folder is one as well', () => {
    const lock = (file: string): ControlFact =>
      control(file, { category: 'dependency-security', name: 'Lock file', scope: 'app', covers: [] });
    expect(shown([lock('a/package-lock.json'), lock('uv.lock')])).toEqual(['a/package-lock.json 2']);
  });
});
