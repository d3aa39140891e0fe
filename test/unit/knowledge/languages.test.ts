import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf, unreadLanguageOf } from '../../../src/knowledge/languages';

describe('source files by name', () => {
  it('are read, or known not to be read, never both', () => {
    expect(unreadLanguageOf('cmd/main.go')).toBe('Go');
    expect(unreadLanguageOf('A.CS')).toBe('C#');
    expect(unreadLanguageOf('README.md')).toBeUndefined();
    expect(unreadLanguageOf('Makefile')).toBeUndefined();
    for (const extension of LANGUAGES.flatMap(({ extensions }) => extensions)) expect([languageOf(`x${extension}`) !== undefined, unreadLanguageOf(`x${extension}`)]).toEqual([true, undefined]);
  });
});
