import { expect, it } from 'vitest';
import { fieldWords, needWords } from '../../../src/wording/explanation/needs';

it.each([
  [{ source: 'query', path: ['sort'] }, '`sort` of the'],
  [{ source: 'body', path: ['filters', '[]', 'column'] }, '`filters[].column` of the'],
  [{ source: 'body', path: ['ids', '[1]'] }, '`ids[1]` of the'],
  [{ source: 'query', path: ['{}'] }, '`*` of the'],
  [{ source: 'body', path: ['where', '{name}'] }, 'a name in `where` of the'],
  [{ source: 'query', path: ['columns'], cut: [','] }, 'a piece of `columns` of the'],
])('says which field is meant: %j (P-057)', (field, words) => {
  expect(fieldWords(field)).toContain(words);
});

it('says that something has to be what is stored (P-057)', () => {
  const words = (holds: boolean): string | undefined =>
    needWords({ kind: 'field', field: { source: 'query', path: ['owner'] }, test: { is: 'stored' }, holds });
  expect(words(true)).toContain('is what is stored or set');
  expect(words(false)).toContain('is not what is stored or set');
});
