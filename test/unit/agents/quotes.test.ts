import { describe, expect, it } from 'vitest';
import { Quotes } from '../../../src/reasoning/quotes';
import { sha } from './facts-builder';

function quotesOf(files: Record<string, string>): { quotes: Quotes; reads: string[] } {
  const reads: string[] = [];
  const quotes = new Quotes({
    readFile: async (path, start = 1, end = 2000) => {
      reads.push(`${path} ${start}`);
      const text = files[path];
      if (text === undefined) throw new Error('gone');
      const lines = text.split('\n');
      return { path, start, lines: lines.slice(start - 1, end), totalLines: lines.length, sha256: sha(text) };
    },
  });
  return { quotes, reads };
}

const place = (line: number, endLine: number, text = '') => ({ file: 'a.js', line, endLine, text });

describe('quotes', () => {
  it('are the lines of a place, at most twelve, with the hash of the file', async () => {
    const text = Array.from({ length: 30 }, (_, at) => `line ${at + 1}`).join('\n');
    const { quotes, reads } = quotesOf({ 'a.js': text });
    expect(await quotes.quote(place(2, 3))).toEqual({ text: 'line 2\nline 3', end: 3, sha256: sha(text) });
    expect((await quotes.quote(place(2, 30)))?.end).toBe(13);
    expect((await quotes.quote(place(29, 40)))?.end).toBe(30);
    expect(reads).toEqual(['a.js 1']);
  });
  it('are nothing where nothing stands', async () => {
    const { quotes } = quotesOf({ 'a.js': 'x\n\n' });
    expect(await quotes.quote(place(2, 2))).toBeUndefined();
    expect(await quotes.quote(place(9, 9))).toBeUndefined();
  });
  it('begin a line without end', async () => {
    const { quotes } = quotesOf({ 'a.js': 'x'.repeat(5000) });
    expect((await quotes.quote(place(1, 1)))?.text).toHaveLength(400);
  });
  it('reach beyond what is read at once', async () => {
    const { quotes, reads } = quotesOf({ 'a.js': Array.from({ length: 4500 }, (_, at) => `l${at + 1}`).join('\n') });
    expect((await quotes.quote(place(4400, 4400)))?.text).toBe('l4400');
    expect(reads).toEqual(['a.js 1', 'a.js 2001', 'a.js 4001']);
  });
  it('confirm a place that still says what was seen, and no other', async () => {
    const { quotes } = quotesOf({ 'a.js': 'eval(x)' });
    expect(await quotes.confirms(place(1, 1, 'eval(x)'))).toBe(true);
    expect(await quotes.confirms(place(1, 1, 'exec(x)'))).toBe(false);
    expect(await quotes.confirms(place(7, 7, 'eval(x)'))).toBe(false);
  });
  it('say which files could not be read, and why', async () => {
    const { quotes, reads } = quotesOf({});
    expect(await quotes.linesOf('a.js')).toBeUndefined();
    expect(await quotes.quote(place(1, 1))).toBeUndefined();
    expect(quotes.notReached).toEqual([{ path: 'a.js', reason: 'gone' }]);
    expect(reads).toHaveLength(1);
  });
});
