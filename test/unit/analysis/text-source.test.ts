import { describe, expect, it } from 'vitest';
import { CachedTextSource } from '../../../src/analysis/read/text-source';

const whole = (line: number) => ({ line, column: 0, endLine: line, endColumn: 100 });

describe('the texts behind the trees', () => {
  it('have the lines an editor shows, whatever ends them', () => {
    for (const text of ['a\nb\n\nc', 'a\r\nb\r\n\r\nc', 'a\rb\r\rc', '\uFEFFa\r\nb\n\rc']) {
      const texts = new CachedTextSource(() => text);
      expect(
        [1, 2, 4].map((line) => texts.span('x', whole(line)).text),
        JSON.stringify(text),
      ).toEqual(['a', 'b', 'c']);
    }
  });

  it('are read again when others needed the room', () => {
    const reads: string[] = [];
    const texts = new CachedTextSource((file) => {
      reads.push(file);
      return file.repeat(10);
    }, 25);
    for (const file of ['a', 'b', 'a', 'c', 'a', 'b']) expect(texts.text(file)).toBe(file.repeat(10));
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('are kept when one alone is larger than the room', () => {
    const texts = new CachedTextSource(() => 'x'.repeat(100), 10);
    expect(texts.text('a')).toHaveLength(100);
    expect(texts.text('b')).toHaveLength(100);
  });
});
