import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../webview');
const FILES = readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
/** Comments may name what the code must not do. */
const code = (file: string) =>
  read(file)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '');

function filesWith(pattern: RegExp): string[] {
  return FILES.filter((file) => pattern.test(code(file))).sort();
}

describe('the source of the panel', () => {
  it('has no way to put markup, style or script into the page', () => {
    expect(FILES.length).toBeGreaterThan(20);
    expect(
      filesWith(
        /innerHTML|outerHTML|insertAdjacent|document\.write|DOMParser|createContextualFragment|\beval\b|new Function|\.style\b|cssText/,
      ),
    ).toEqual([]);
  });

  it('knows VS Code in one file, the component library in one file, and creates elements in one file', () => {
    expect(filesWith(/acquireVsCodeApi/)).toEqual(['bridge.ts']);
    expect(filesWith(/@vscode\/webview-ui-toolkit|@microsoft\/fast/)).toEqual(['controls.ts']);
    expect(filesWith(/createElement\b|createElementNS/)).toEqual(['dom.ts', 'nonce.ts']);
  });

  it('takes its colours from the theme', () => {
    const css = read('panel.css').replace(/\/\*[\s\S]*?\*\//g, '');
    expect(css).not.toMatch(/#[\da-f]{3,8}\b(?![^{]*\{)|\brgba?\(|\bhsla?\(/i);
    expect(css).not.toMatch(/url\(|@import/);
    expect(css).not.toContain('charts-orange');
  });
});
