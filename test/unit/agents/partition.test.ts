import { describe, expect, it } from 'vitest';
import type { CodeFacts } from '../../../src/artifacts/facts';
import type { FileFact } from '../../../src/artifacts/inventory';
import type { RoleName } from '../../../src/knowledge/roles';
import { fileRoles } from '../../../src/reasoning/mapping/file-roles';
import { partition } from '../../../src/reasoning/mapping/partition';
import { entry, guard } from './facts-builder';
import { AUTH, ROUTES, sampleFacts, world } from './sample-app';

const file = (path: string, zone: FileFact['zone'] = 'production'): FileFact => ({
  path,
  size: 1,
  lines: 1,
  sha256: '0',
  role: 'source',
  analyzed: true,
  zone,
});

function parts(roles: Readonly<Record<string, RoleName>>, packages: string[] = [], weigh = (_path: string) => 1) {
  const files = Object.keys(roles).map((path) => file(path));
  const found = partition(files, { packages, roleOf: ({ path }) => roles[path] ?? 'core', weight: weigh });
  return Object.fromEntries(found.map((part) => [part.name, part.files]));
}

describe('logical components', () => {
  it('are what the files of one program do, wherever they lie', () => {
    expect(
      parts({
        'lib/a.js': 'server',
        'x/b.js': 'server',
        'x/models.js': 'data',
        'x/c.js': 'core',
        'deploy.yml': 'config',
      }),
    ).toEqual({
      'web-server': ['lib/a.js', 'x/b.js'],
      data: ['x/models.js'],
      core: ['x/c.js'],
      config: ['deploy.yml'],
    });
  });

  it('are packages, and the parts of those that answer', () => {
    expect(
      parts(
        {
          'packages/api/routes.js': 'server',
          'packages/api/models.js': 'data',
          'web/page.js': 'client',
          'web/lib/util.js': 'core',
          'tools/build.js': 'scripts',
        },
        ['', 'packages/api', 'web', 'tools'],
      ),
    ).toEqual({
      'api-web-server': ['packages/api/routes.js'],
      'api-data': ['packages/api/models.js'],
      web: ['web/lib/util.js', 'web/page.js'],
      scripts: ['tools/build.js'],
    });
  });

  it('are not named after the only package of a program', () => {
    expect(Object.keys(parts({ 'backend/a.js': 'server', 'backend/b.js': 'core' }, ['backend']))).toEqual([
      'core',
      'web-server',
    ]);
  });

  it('are at most twelve: packages with the least of interest are first shown as one, then together', () => {
    const many = Object.fromEntries(
      Array.from({ length: 20 }, (_, at) => [
        [`p${at}/a.js`, 'server'] as const,
        [`p${at}/b.js`, 'core'] as const,
      ]).flat(),
    );
    const packages = Array.from({ length: 20 }, (_, at) => `p${at}`);
    const found = parts(many, packages, (path) => (path.startsWith('p7/') ? 100 : 1));
    expect(Object.keys(found).length).toBeLessThanOrEqual(12);
    expect(Object.keys(found)).toContain('other-packages');
    expect(found.p7 ?? found['p7-web-server']).toContain('p7/a.js');
  });

  it('keep every file once', () => {
    const roles: Record<string, RoleName> = {
      'a/x.js': 'server',
      'a/y.js': 'core',
      'b/z.js': 'core',
      'c.js': 'scripts',
    };
    expect(
      Object.values(parts(roles, ['a', 'b']))
        .flat()
        .sort(),
    ).toEqual(Object.keys(roles).sort());
  });
});

describe('what a file does', () => {
  const facts = (): CodeFacts => {
    const made = sampleFacts({ entryPoints: [], models: [] });
    const check = {
      ...guard('authentication', 'requireLogin', world.span(ROUTES, 'router')),
      definition: world.span(AUTH, 'function login'),
    };
    made.entryPoints.push(entry('GET', '/rates', world.span(ROUTES, '/rates'), { guards: [check] }));
    made.models.push({
      name: 'Parcel',
      kind: 'table',
      at: { ...world.span(ROUTES, 'router'), file: 'parcel.js' },
      fields: [],
    });
    return made;
  };
  const roleOf = fileRoles(facts(), (path) => !path.endsWith('.yml'));

  it.each([
    [file(ROUTES), 'server'],
    [file(AUTH), 'auth'],
    [file('parcel.js'), 'data'],
    [file('db/migrations/0001.js'), 'data'],
    [file('page.js', 'client'), 'client'],
    [file('release.js', 'tooling'), 'scripts'],
    [file('auth/rules.js'), 'core'],
    [file('compose.yml'), 'config'],
  ])('is told by what was found in it: %o', (of, role) => {
    expect(roleOf(of)).toBe(role);
  });
});
