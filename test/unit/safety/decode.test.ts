import { describe, expect, it } from 'vitest';
import { decodeText, encodingOf, isText } from '../../../src/safety/files/decode';

const CODE = 'const a = 1;\nconst b = 2;\n';
const little = Buffer.from(CODE, 'utf16le');
const big = Buffer.from(CODE, 'utf16le').swap16();

describe('texts', () => {
  it.each([
    ['UTF-8', Buffer.from(CODE)],
    ['UTF-16LE with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
    ['UTF-16BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
    ['UTF-16LE', little],
    ['UTF-16BE', big],
    ['UTF-16LE with half a character at its end', Buffer.concat([little, Buffer.from([0x41])])],
  ])('are read as %s', (_name, bytes) => {
    expect(decodeText(bytes)).toBe(CODE);
    expect(isText(bytes)).toBe(true);
  });

  it('keep every offset when single bytes are no UTF-8', () => {
    expect(decodeText(Buffer.from('a = "\xe9"\nb', 'latin1'))).toBe('a = "\ufffd"\nb');
  });

  it('end their lines at LF, CRLF and CR alike', () => {
    expect(decodeText(Buffer.from('a\rb\r\nc\n\rd'))).toBe('a\nb\nc\n\nd');
  });

  it('are not ended by a zero byte', () => {
    const bytes = Buffer.from('a();\0\nb();');
    expect(decodeText(bytes)).toBe('a(); \nb();');
    expect([isText(bytes), encodingOf(bytes)]).toEqual([true, 'utf8']);
  });
});

describe('what is no text', () => {
  it('is told by its control characters', () => {
    expect(isText(Buffer.from([0x47, 0x40, 0, 0x10, 0, 0, 0xb0, 0x0d, 0, 1, 2, 3, 4, 5, 6, 7]))).toBe(false);
    expect(isText(Buffer.alloc(0))).toBe(true);
  });
});
