import { describe, it, expect } from 'vitest';
import { growth, LINEAR } from '../../support/growth';
import type { CodeFacts } from '../../../../src/artifacts/facts';
import type { Inventory } from '../../../../src/artifacts/inventory';
import { SizingReport } from '../../../../src/artifacts/phase2';
import { priorityOf, relevanceOf } from '../../../../src/analysis/sizing/relevance';
import { sizeCodebase, tierOf } from '../../../../src/analysis/sizing/size-codebase';
import { sizingReport } from '../../../../src/wording/agents/sizing';

const NOW = '2026-01-01T00:00:00Z';

/** `{ 'api': 500 }` is 500 source files in `api/`; a value with an extension changes what they are. */
function inventory(folders: Record<string, number>, extra: string[] = [], extension = '.ts'): Inventory {
  const paths = [
    ...Object.entries(folders).flatMap(([folder, count]) =>
      Array.from({ length: count }, (_, i) => `${folder === '' ? '' : `${folder}/`}f${i}${extension}`),
    ),
    ...extra,
  ];
  const files = paths.map((path) => ({
    path,
    size: 1,
    sha256: 'x',
    lines: 10,
    analyzed: true,
    role: /(^|\/)tests?\//.test(path) ? ('test' as const) : ('source' as const),
  }));
  return { files, directories: 1, unreadable: [], truncated: [] };
}
const size = (files: Inventory, packages: CodeFacts['packages'] = [], keywords: string[] = [], scope = './') =>
  SizingReport.parse(sizingReport(sizeCodebase(files, packages, keywords, scope), NOW));
const spawned = (report: SizingReport) =>
  report.strategy.components_to_spawn.map((entry) => `${entry.path} ${entry.files} ${entry.recommended_depth}`);
const found = (report: SizingReport) =>
  Object.fromEntries(report.components.map((one) => [one.path, `${one.type} ${one.files} ${one.recommended_depth}`]));

describe('sizing', () => {
  it('P-022 tells the tier by the number of files', () => {
    expect([999, 1_000, 10_000, 10_001].map(tierOf)).toEqual(['small', 'medium', 'medium', 'large']);
  });

  it('P-023, P-037 one agent for small, two to five for medium, five to ten for large', () => {
    const small = size(inventory({ api: 20, ui: 10, '': 3 }));
    expect(spawned(small)).toEqual(['./ 33 full']);
    expect(small.strategy).toMatchObject({ tier: 'small', parallelization: 'single', estimated_agents: 1 });
    const medium = size(inventory({ api: 700, ui: 400, shared: 200, infra: 50, auth: 40, lib: 30, server: 20 }));
    expect(medium.strategy.estimated_agents).toBe(5);
    const large = size(
      inventory(Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`packages/p${i}`, 800]))),
      Array.from({ length: 15 }, (_, i) => ({ path: `packages/p${i}`, name: `p${i}` })),
    );
    expect(large.strategy.estimated_agents).toBe(10);
    for (const report of [small, medium, large])
      expect(report.strategy.components_to_spawn).toHaveLength(report.strategy.estimated_agents);
  });

  it('P-024 the report is complete and adds up', () => {
    const report = size(inventory({ api: 900, ui: 300, docs: 50 }, ['README.md', 'Makefile']));
    expect(report.metrics).toMatchObject({ total_files: 1_252, files_by_extension: { '.md': 1, '.ts': 1_250 } });
    expect(report.components.reduce((sum, one) => sum + one.files, 0)).toBeLessThanOrEqual(report.metrics.total_files);
    expect(report.strategy.sampling_required).toBe(false);
    expect(report.strategy.estimated_token_budget).toBe(1_200 * 500 + 2 * 50_000);
  });

  it('P-025 finds components by directory names, in any case and under containers', () => {
    expect(
      found(size(inventory({ API: 3, 'apps/ui': 2, terraform: 2, shared: 1, Auth: 1, 'x/y/z/server': 5 }))),
    ).toEqual({
      API: 'backend 3 full',
      'apps/ui': 'frontend 2 full',
      terraform: 'infrastructure 2 full',
      shared: 'shared 1 full',
      Auth: 'authentication 1 full',
      './': 'backend 5 full',
    });
  });

  it('P-025 takes `src` for the browser only with browser code', () => {
    expect(found(size(inventory({ src: 3 })))).toEqual({ src: 'backend 3 full' });
    expect(found(size(inventory({ src: 3 }, [], '.tsx')))).toEqual({ src: 'frontend 3 full' });
  });

  it('P-026 packages are components, wherever they are', () => {
    const packages = [
      { path: '', name: 'root' },
      { path: 'tools/deep/nested/one', name: 'one' },
    ];
    expect(found(size(inventory({ 'tools/deep/nested/one': 4, '': 1 }), packages))).toEqual({
      'tools/deep/nested/one': 'backend 4 full',
      './': 'backend 1 full',
    });
  });

  it('P-027 counts a file once and matches whole words', () => {
    expect(relevanceOf('a/authTokenRoute.ts')).toEqual(['authentication', 'handlers']);
    for (const path of [
      'login.py',
      'user-session.js',
      'acl.go',
      'RolePolicy.java',
      'hash_utils.py',
      'encryptFile.ts',
      'apiClient.ts',
      'user.route.ts',
      'public_key.rb',
      'authorize.ts',
    ])
      expect(relevanceOf(path), path).not.toEqual([]);
    for (const path of [
      'author.ts',
      'authors.py',
      'keyboard.ts',
      'monkey.js',
      'auth.css',
      'login.png',
      'auth.md',
      'tests/auth.ts',
      'auth.test.ts',
      'tokenize.ts',
      'main.ts',
    ])
      expect(relevanceOf(path), path).toEqual([]);
  });

  it('P-028 tells the priority by the number of relevant files', () => {
    expect([4, 5, 10, 11].map(priorityOf)).toEqual(['low', 'medium', 'medium', 'high']);
    const report = size(
      inventory({}, [
        ...Array.from({ length: 11 }, (_, i) => `api/auth${i}.ts`),
        ...Array.from({ length: 5 }, (_, i) => `ui/login${i}.ts`),
        'lib/x.ts',
      ]),
    );
    expect(
      Object.fromEntries(report.components.map((one) => [one.path, [one.priority, one.security_relevant_files]])),
    ).toEqual({ api: ['high', 11], ui: ['medium', 5], lib: ['low', 0] });
  });

  it('P-029 samples in large code bases what is not important', () => {
    const relevant = Array.from({ length: 12 }, (_, i) => `auth/login${i}.ts`);
    const report = size(inventory({ api: 2_900, ui: 2_900, server: 2_900, lib: 2_900 }, relevant));
    expect(spawned(report)).toEqual([
      'api 2900 sampling',
      'auth 12 full',
      'lib 2900 sampling',
      'server 2900 sampling',
      'ui 2900 sampling',
    ]);
    expect(report.strategy.sampling_required).toBe(true);
  });

  it('P-030 raises what handles crown jewels', () => {
    const report = size(
      inventory({ api: 2 }, ['ui/customerPayments.ts', 'lib/pin.ts', 'shared/spin.ts']),
      [],
      ['customer payments', 'pin'],
    );
    expect(report.components.filter((one) => one.handles_crown_jewels).map((one) => [one.path, one.priority])).toEqual([
      ['lib', 'high'],
      ['ui', 'high'],
    ]);
  });

  it('P-033 uses the estimate when files were sampled', () => {
    const report = size({ ...inventory({ api: 5_000, ui: 5_000 }), estimatedFiles: 120_000 });
    expect(report.metrics).toMatchObject({ total_files: 120_000, estimated: true });
    expect(report.strategy.tier).toBe('large');
  });

  it('P-034 splits components above 3,000 files, slivers going to the largest part', () => {
    const report = size(inventory({ 'api/users': 2_000, 'api/orders': 1_500, 'api/x': 10, api: 3, ui: 500 }));
    expect(spawned(report)).toEqual(['api/orders 1500 full', 'api/users 2013 full', 'ui 500 full']);
    expect(report.strategy.components_to_spawn[1]?.paths).toEqual(['api/users', 'api']);
  });

  it('P-035 samples components above 10,000 files that cannot be split, however important', () => {
    const report = size(
      inventory(
        { api: 10_500 },
        Array.from({ length: 20 }, (_, i) => `api/auth${i}.ts`),
      ),
    );
    expect(spawned(report)).toEqual(['api 10520 sampling']);
    expect(report.components[0]?.priority).toBe('high');
  });

  it('P-036 skips tests and documents', () => {
    const report = size(inventory({ api: 900, tests: 300, docs: 100, examples: 50 }));
    expect(found(report)).toEqual({
      api: 'backend 900 full',
      tests: 'supporting 300 skip',
      docs: 'supporting 100 skip',
      examples: 'supporting 50 skip',
    });
    expect(spawned(report)).toEqual(['api 900 full']);
    expect(report.strategy.parallelization).toBe('single');
  });

  it('P-039 is the same for two runs and any order of files', () => {
    const files = inventory({ api: 900, ui: 300, 'packages/a': 200, 'packages/b': 200 });
    const packages = [
      { path: 'packages/a', name: 'a' },
      { path: 'packages/b', name: 'b' },
    ];
    expect(size({ ...files, files: [...files.files].reverse() }, [...packages].reverse())).toEqual(
      size(files, packages),
    );
  });

  it('opens a component that is only a container of others, while there is room', () => {
    const files = inventory({ 'server/api': 600, 'server/auth': 500, server: 10, ui: 300 });
    expect(spawned(size(files))).toEqual(['server/api 610 full', 'server/auth 500 full', 'ui 300 full']);
  });

  it('groups small components of the same type when there are too many', () => {
    const files = inventory({
      'packages/a': 900,
      'packages/b': 800,
      'packages/c': 700,
      'packages/d': 600,
      'packages/e': 20,
      'packages/f': 10,
      'packages/g': 5,
    });
    const packages = 'abcdefg'.split('').map((name) => ({ path: `packages/${name}`, name }));
    const report = size(files, packages);
    expect(spawned(report)).toEqual([
      'packages/a 900 full',
      'packages/b 800 full',
      'packages/c 700 full',
      'packages/d 600 full',
      'packages/e 35 full',
    ]);
    expect(report.strategy.components_to_spawn[4]?.paths).toEqual(['packages/e', 'packages/f', 'packages/g']);
  });

  it('P-136 takes the largest folders when no name says anything', () => {
    const report = size(inventory({ alpha: 900, beta: 700, gamma: 300, delta: 20 }));
    expect(spawned(report)).toEqual(['./ 20 full', 'alpha 900 full', 'beta 700 full', 'gamma 300 full']);
    expect(report.overrides).toEqual([
      {
        ts: NOW,
        reason: expect.stringContaining('largest folders'),
        before: [],
        after: expect.arrayContaining(['alpha']),
      },
    ]);
    expect(spawned(size(inventory({ alpha: 3, '': 2 })))).toEqual(['./ 5 full']);
  });

  it('reads a package of the application that is called docs', () => {
    expect(found(size(inventory({ docs: 40 }, ['docs/__init__.py', 'api/f.py'], '.py')))).toMatchObject({
      docs: 'backend 41 full',
    });
    expect(found(size(inventory({ docs: 40 }, ['docs/conf.py', 'api/f.py'], '.py')))).toMatchObject({
      docs: 'supporting 41 skip',
    });
  });

  it('refuses a scope without anything to analyse', () => {
    expect(() => size(inventory({}))).toThrow(expect.objectContaining({ reason: 'nothing-analyzable' }));
    expect(() => size(inventory({ tests: 30, docs: 5 }))).toThrow(
      expect.objectContaining({ reason: 'nothing-analyzable' }),
    );
  });

  it('is partial when something could not be read, and works below a scope', () => {
    const files = { ...inventory({ 'apps/shop/api': 3, 'apps/shop/ui': 2 }), truncated: ['apps/shop/deep'] };
    const report = size(files, [], [], 'apps/shop');
    expect(report.status).toBe('partial');
    expect(found(report)).toEqual({ 'apps/shop/api': 'backend 3 full', 'apps/shop/ui': 'frontend 2 full' });
    expect(spawned(report)).toEqual(['apps/shop 5 full']);
  });

  it('sizes tens of thousands of files in time proportional to their number', async () => {
    const packages = Array.from({ length: 40 }, (_, i) => ({ path: `packages/p${i}`, name: `p${i}` }));
    const folders = (count: number) =>
      inventory(Object.fromEntries(Array.from({ length: count }, (_, i) => [`packages/p${i % 40}/src/d${i}`, 100])));
    expect(await growth((count) => size(folders(count), packages, ['payment']), 100)).toBeLessThan(LINEAR);
  });
});
