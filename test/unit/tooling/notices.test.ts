import { describe, expect, it } from 'vitest';
import { notices, packageOf } from '../../../scripts/notices.mjs';

describe('third-party notices', () => {
  it.each([
    ['node_modules/zod/v4/core/util.js', 'node_modules/zod'],
    ['node_modules/@vscode/webview-ui-toolkit/dist/x.js', 'node_modules/@vscode/webview-ui-toolkit'],
    ['node_modules/a/node_modules/@b/c/index.js', 'node_modules/a/node_modules/@b/c'],
    ['src/extension.ts', undefined],
  ])('%s belongs to %s', (input, folder) => {
    expect(packageOf(input)).toBe(folder);
  });

  it('names each package once with its licence text', () => {
    const text = notices([
      'src/cli.ts',
      'node_modules/zod/index.js',
      'node_modules/zod/v4/index.js',
      'node_modules/ignore/index.js',
    ]);
    expect(text.match(/^zod \d.*\(MIT\)$/gm)).toHaveLength(1);
    expect(text.indexOf('ignore 7')).toBeLessThan(text.indexOf('zod 4'));
    expect(text).toContain('Permission is hereby granted');
  });

  it('refuses a package that is not installed', () => {
    expect(() => notices(['node_modules/no-such-package/index.js'])).toThrow('has no package.json');
  });
});
