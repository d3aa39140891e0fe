import { describe, expect, it } from 'vitest';
import type { AccessLine } from '../../../src/artifacts/access';
import { matrixOf } from '../../../src/wording/access-matrix';

const line = (route: number, extra: Partial<AccessLine>): AccessLine => ({
  entryPoint: { file: 'app.js', line: route },
  operation: 'read',
  resource: 'Note',
  selector: 'key',
  fieldsWritten: [],
  fieldsAnswered: [],
  who: ['owner'],
  conditions: [],
  file: 'app.js',
  line: route,
  deviates: false,
  ...extra,
});

describe('the access matrix', () => {
  it('counts entry points, not effects, for each kind of caller', () => {
    const rows = matrixOf([line(1, {}), line(1, { line: 9 }), line(2, { who: ['owner', 'role'] })]);
    expect(rows).toEqual([
      {
        resource: 'Note',
        operation: 'read',
        cells: { owner: { entryPoints: 2, deviating: 0 }, role: { entryPoints: 1, deviating: 0 } },
        deviates: false,
      },
    ]);
  });

  it('puts first what differs, and leaves out what nobody can name', () => {
    const rows = matrixOf([
      line(1, {}),
      line(2, { resource: '' }),
      line(3, { resource: 'Tag', who: ['signed-in'], deviates: true }),
    ]);
    expect(rows.map(({ resource, cells }) => [resource, cells['signed-in']?.deviating])).toEqual([
      ['Tag', 1],
      ['Note', undefined],
    ]);
  });
});
