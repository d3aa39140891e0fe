import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/reasoning/in-steps';
import { concernsInWords } from '../../../src/pipeline/concerns-in-words';
import { applyConcernEdits } from '../../../src/reasoning/concerns/edit';
import { severityOf } from '../../../src/reasoning/concerns/factors';
import { concernsFromMarkdown } from '../../../src/reasoning/concerns/import-markdown';
import { concernsMarkdown } from '../../../src/wording/summaries/concerns';
import { consolidateMapping } from '../../../src/reasoning/mapping/consolidate';
import { mapInSteps } from '../../../src/reasoning/mapping/map';
import type { CodeFacts } from '../../../src/artifacts/facts';
import { Concerns } from '../../../src/artifacts/phase3';
import { business, control, entry, guard, mapTask, weakness } from './facts-builder';
import { AUTH, ROUTES, sampleFacts, SERVER, world } from './sample-app';
import { render } from '../../../src/wording/render';

const deriveConcerns = (...given: Parameters<typeof concernsInWords>) => atOnce(concernsInWords(...given));

function derive(facts: CodeFacts, context = business()) {
  const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
  if (outcome.status !== 'completed') throw new Error('not mapped');
  return deriveConcerns(
    render(consolidateMapping([outcome.result], facts, context, { now: 'T', scope: 'full' })),
    facts,
    context,
  );
}

const titles = (facts: CodeFacts, context = business()): string[] =>
  derive(facts, context).concerns.map((concern) => concern.title);
const bare = (extra: Partial<CodeFacts> = {}): CodeFacts =>
  sampleFacts({ entryPoints: [], weaknesses: [], controls: [], dependencies: [], stores: [], ...extra });

describe('derived concerns', () => {
  it('are few, specific, valid, unique and sorted by severity (P-048, P-049, P-052)', () => {
    const { concerns } = derive(sampleFacts());
    expect(Concerns.safeParse(concerns).success).toBe(true);
    expect(concerns.map((concern) => [concern.severity, concern.title])).toEqual([
      ['critical', 'Request data reaches eval in src/routes/shipments.js'],
      ['high', 'GET /shipments/:id reads any shipment by its key'],
      ['high', 'POST /admin/users/:id/role in src/routes/admin.js checks the sign-in but no role'],
      ['medium', '3 routes change state without CSRF protection'],
      ['medium', 'POST /login accepts unlimited attempts'],
      ['low', 'Audit logging at the boundary "User to administrative functions" is not visible in the code'],
      ['low', 'Pages are served without security headers'],
      ['low', 'package.json leaves the version of 2 dependencies open'],
      ['low', 'Nothing checks the dependencies for known vulnerabilities'],
      ['info', 'Authentication: verify the controls in place (requireLogin)'],
    ]);
    expect(concerns.map((concern) => concern.id)).toEqual([
      '001',
      '002',
      '003',
      '004',
      '005',
      '006',
      '007',
      '008',
      '009',
      '010',
    ]);
    for (const concern of concerns)
      expect(concern.expected_control_categories.filter((item) => item.role === 'primary')).toHaveLength(1);
  });

  it('get the severity that their factors explain (P-051)', () => {
    for (const concern of derive(sampleFacts()).concerns) {
      const { crown_jewel_proximity, exposure, data_sensitivity, modifiers, score } = concern.severity_factors;
      const sum =
        crown_jewel_proximity + exposure + data_sensitivity + modifiers.reduce((total, item) => total + item.delta, 0);
      expect(score).toBe(Math.max(0, Math.min(9, sum)));
      expect(severityOf(concern.severity_factors)).toBe(concern.severity);
    }
    const factors = {
      crown_jewel_proximity: 3,
      exposure: 3,
      data_sensitivity: 0,
      modifiers: [] as { name: string; delta: number }[],
      score: 6,
    };
    expect(severityOf(factors)).toBe('critical');
    expect(
      severityOf({
        ...factors,
        modifiers: [{ name: 'at most medium: no known advisory', delta: 0, at_most: 'medium' }],
      }),
    ).toBe('medium');
    expect(
      [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((value) => severityOf({ ...factors, exposure: 0, score: value })),
    ).toEqual(['critical', 'critical', 'high', 'high', 'medium', 'medium', 'low', 'low', 'info', 'info']);
  });

  it('unite the places of one file and keep at most twelve locations', () => {
    const places = Array.from({ length: 15 }, (_, index) =>
      weakness(
        'sql-injection',
        { ...world.span(ROUTES, 'eval('), line: index + 1, endLine: index + 1 },
        { source: { kind: 'query', at: world.span(ROUTES, 'req.body') } },
      ),
    );
    const [concern] = derive(bare({ weaknesses: places })).concerns;
    expect(concern?.title).toBe('Request data becomes part of 15 SQL statements in src/routes/shipments.js');
    expect(concern?.locations).toHaveLength(12);
    expect(concern?.description).toContain('3 more places are not listed');
  });

  it('ask once about an application without any authentication', () => {
    const open = [
      entry('GET', '/a', world.span(ROUTES, "get('/:id'")),
      entry('POST', '/b', world.span(ROUTES, '/rates')),
    ];
    expect(titles(bare({ entryPoints: open }))).toContain(
      'No entry point of the application asks who is calling (2 of 2)',
    );
  });

  it('name open routes beside guarded ones, and leave public ones out', () => {
    const login = guard('authentication', 'requireLogin', world.span(SERVER, 'requireLogin'));
    const facts = bare({
      entryPoints: [
        entry('POST', '/a', world.span(ROUTES, "cancel'"), { guards: [login] }),
        entry('POST', '/b', world.span(ROUTES, '/rates')),
        entry('GET', '/health', world.span(AUTH, "'/login'"), { publicByDesign: true }),
      ],
    });
    expect(titles(facts)).toContain('POST /b in src/routes/shipments.js needs no sign-in');
    expect(titles(facts).join()).not.toContain('/health');
  });

  it('ask once when routes are open all over the application', () => {
    const login = guard('authentication', 'requireLogin', world.span(SERVER, 'requireLogin'));
    const files = Array.from({ length: 6 }, (_, index) => ({
      ...world.span(ROUTES, '/rates'),
      file: `src/routes/r${index}.js`,
    }));
    const facts = bare({
      entryPoints: [
        entry('POST', '/a', world.span(ROUTES, "cancel'"), { guards: [login] }),
        ...files.map((at, index) => entry('POST', `/r${index}`, at)),
      ],
    });
    expect(titles(facts).filter((title) => title.includes('sign-in'))).toEqual([
      '6 of 7 entry points need no sign-in, in 6 files',
    ]);
  });

  it('put what only names or absent configuration suggest into the additional scenarios', () => {
    const { concerns, scenarios } = derive(sampleFacts());
    expect(scenarios).toContain('is not visible in the code');
    expect(scenarios).toContain('TLS');
    expect(concerns.some((concern) => concern.title.includes('TLS'))).toBe(false);
  });

  it('give few for a library without entry points', () => {
    const facts = bare({
      weaknesses: [
        weakness('code-injection', world.span(ROUTES, 'eval('), {
          sink: 'eval',
          source: { kind: 'library-input', at: world.span(ROUTES, 'req.body') },
          confidence: 'medium',
        }),
      ],
    });
    expect(titles(facts)).toEqual(['An argument of an exported function reaches eval in src/routes/shipments.js']);
  });

  it('ask for requirements without evidence, and cap what concerns records only', () => {
    const context = business({ requirements: [{ id: 'R-10', category: 'logging-audit' }] });
    expect(
      titles(
        bare({
          entryPoints: [
            entry('GET', '/a', world.span(ROUTES, "get('/:id'"), {
              guards: [guard('authentication', 'x', world.span(SERVER, 'requireLogin'))],
            }),
          ],
        }),
        context,
      ).join(),
    ).toContain('Nothing in the code answers R-10');
    const silent = bare({
      entryPoints: [
        entry('POST', '/password', world.span(AUTH, "'/login'"), {
          guards: [guard('authentication', 'x', world.span(SERVER, 'requireLogin'))],
          handler: { name: 'login', functionId: 'f#login', at: world.span(AUTH, 'function login') },
        }),
      ],
      operations: [
        { operation: 'password-change', at: world.span(AUTH, 'function login'), functionId: 'f#login', logged: false },
      ],
    });
    const concern = derive(silent).concerns.find((item) => item.rule === 'C-LOG');
    expect(concern?.title).toBe('No record is kept of password changes');
    expect(['medium', 'low']).toContain(concern?.severity);
  });

  it('do not ask for dependencies that a lockfile fixes', () => {
    const facts = sampleFacts({
      lockfiles: ['package-lock.json'],
      scanners: [{ tool: 'dependabot', at: world.span('package.json', 'express'), ci: true }],
    });
    expect(titles(facts).join()).not.toContain('package.json');
  });

  it('use notes of a mapper that no rule covers', () => {
    const facts = sampleFacts();
    const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
    if (outcome.status !== 'completed') throw new Error('not mapped');
    const component = {
      ...outcome.result,
      path: 'nowhere',
      security_notes: [{ text: 'Session ids are predictable.', file: SERVER, lines: '2-2' }],
    };
    const mapping = render(consolidateMapping([component], facts, business(), { now: 'T', scope: 'full' }));
    const note = deriveConcerns(mapping, facts, business()).concerns.find((concern) => concern.rule === 'C-NOTE');
    expect(note?.expected_control_categories[0]?.category).toBe('authentication');
  });

  it('treat a role check that guards nothing as a sign of missing authorization', () => {
    const login = guard('authentication', 'requireLogin', world.span(SERVER, 'requireLogin'));
    const facts = bare({
      entryPoints: [entry('POST', '/benefits', world.span(ROUTES, '/rates'), { guards: [login] })],
      controls: [
        control('authorization', 'isAdminMiddleware', world.span(AUTH, 'function login'), {
          details: { unused: true },
        }),
      ],
    });
    expect(titles(facts)).toContain('The role check isAdminMiddleware in src/routes/auth.js is not used by any route');
  });
});

describe('edits at the checkpoint (P-057)', () => {
  const concerns = derive(sampleFacts()).concerns;

  it('rate, drop and add without ever giving a number twice', () => {
    const edited = render(
      applyConcernEdits(concerns, [
        { action: 'rate', id: '008', severity: 'critical' },
        { action: 'drop', id: '007', reason: 'no browser' },
        {
          action: 'add',
          title: 'Labels of other shops',
          severity: 'high',
          description: 'x',
          category: 'authorization',
          file: ROUTES,
          line: 4,
        },
      ]),
    );
    expect(edited.map((concern) => concern.id)).toEqual([
      '001',
      '002',
      '003',
      '004',
      '005',
      '006',
      '008',
      '009',
      '010',
      '011',
    ]);
    expect(edited.find((concern) => concern.id === '008')).toMatchObject({
      severity: 'critical',
      edited_by_user: true,
    });
    expect(edited.at(-1)).toMatchObject({ name: 'labels-of-other-shops', rule: 'user' });
    expect(Concerns.safeParse(edited).success).toBe(true);
  });

  it('does not reuse the number of a concern dropped in the same breath', () => {
    const edited = render(
      applyConcernEdits(concerns, [
        { action: 'drop', id: '010', reason: '' },
        {
          action: 'add',
          title: 'New',
          severity: 'low',
          description: '',
          category: 'authorization',
          file: ROUTES,
          line: 1,
        },
      ]),
    );
    expect(edited.at(-1)?.id).toBe('011');
  });

  it('refuses an unknown id', () => {
    expect(() => render(applyConcernEdits(concerns, [{ action: 'drop', id: '999', reason: '' }]))).toThrow(
      expect.objectContaining({ reason: 'unknown-id' }),
    );
  });

  it('refuses to add when all numbers are used', () => {
    const full = [{ ...concerns[0]!, id: '999' }];
    expect(() =>
      render(
        applyConcernEdits(full, [
          {
            action: 'add',
            title: 'New',
            severity: 'low',
            description: '',
            category: 'authorization',
            file: ROUTES,
            line: 1,
          },
        ]),
      ),
    ).toThrow(expect.objectContaining({ reason: 'full' }));
  });
});

describe('Markdown view of concerns (P-050)', () => {
  it('is read back as the same concerns', () => {
    const { concerns } = derive(sampleFacts());
    const read = render(concernsFromMarkdown(concernsMarkdown(concerns)));
    const essence = (list: typeof concerns) =>
      list.map(({ id, title, severity, locations, crown_jewels_affected, rule }) => ({
        id,
        title,
        severity,
        locations: locations.map((place) => `${place.file_path}:${place.line_range.start}-${place.line_range.end}`),
        crown_jewels_affected,
        rule,
      }));
    expect(essence(read)).toEqual(essence(concerns));
  });

  it('is read when written by hand', () => {
    const [concern] = render(
      concernsFromMarkdown(
        '## High Findings\n### 007: Open admin\n- **Severity**: High\n- **Description**: Anyone.\n- **Locations**:\n  - `src/a.js:3-9`\n- **Crown Jewels Affected**: orders\n',
      ),
    );
    expect(concern).toMatchObject({
      id: '007',
      severity: 'high',
      locations: [{ file_path: 'src/a.js', line_range: { start: 3, end: 9 } }],
      crown_jewels_affected: ['orders'],
    });
  });

  it('keeps markup in titles from becoming markup', () => {
    const [first] = derive(sampleFacts()).concerns;
    const text = concernsMarkdown([{ ...first!, title: 'x](command:evil)\n# y <img>' }]);
    expect(text).not.toContain('\n# y');
    expect(text).toContain('x\\](command:evil) \\# y \\<img\\>');
  });

  it.each([
    ['nothing to read', 'no-concerns'],
    ['### 001: A\n**Severity**: URGENT\n**Locations**: a.js:1', 'bad-severity'],
    ['### 001: A\n**Severity**: LOW\n**Locations**: somewhere', 'no-location'],
    [
      '### 001: A\n**Severity**: LOW\n**Locations**: a.js:1\n### 001: B\n**Severity**: LOW\n**Locations**: a.js:1',
      'duplicate-id',
    ],
  ])('is refused with a reason: %j', (text, reason) => {
    expect(() => render(concernsFromMarkdown(text))).toThrow(expect.objectContaining({ reason }));
  });
});

describe('unlimited attempts', () => {
  const at = world.span(AUTH, 'router');
  const asked = (...entries: ReturnType<typeof entry>[]) =>
    titles(bare({ entryPoints: entries }))
      .filter((title) => title.includes('unlimited attempts'))
      .join();

  it('matter where passwords are tried, not where the address holds a long secret', () => {
    const token = (name: string) => [{ name, source: 'path' as const, type: 'string', line: 1 }];
    const basic = guard('authentication', 'basicAuth', at, { mechanism: 'basic' });
    expect(
      asked(entry('POST', '/login', at), entry('POST', '/reset-password/:token', at, { params: token('token') })),
    ).toBe('POST /login accepts unlimited attempts');
    expect(asked(entry('POST', '/reset-password/:email', at, { params: token('email') }))).toContain(
      '/reset-password/:email',
    );
    expect(asked(entry('POST', '/auth/token', at, { guards: [basic] }))).toContain('POST /auth/token');
    expect(asked(entry('POST', '/auth/token', at, { guards: [guard('authentication', 'requireLogin', at)] }))).toBe('');
  });
});
