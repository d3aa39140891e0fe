import { describe, expect, it } from 'vitest';
import { PathTable } from '../../../../src/analysis/engine/stores/path-table';

const pg = { name: 'pg', path: /^pg\b/ };
const any = { name: 'any', path: /query$/ };

describe('rows by the library paths they are about', () => {
  const table = new PathTable([pg, any]);

  it('are found by the first path and the first row', () => {
    expect(table.firstFor(['pg.query'])).toBe(pg);
    expect(table.firstFor(['mysql.query', 'pg.connect'])).toBe(pg);
    expect(table.firstFor(['mysql.query'])).toBe(any);
  });

  it('are none for other paths', () => {
    expect(table.firstFor([])).toBeUndefined();
    expect(table.firstFor(['fs.readFile'])).toBeUndefined();
  });

  it('match each path once, however often it is asked for', () => {
    let asked = 0;
    const path = /x/;
    path.test = () => {
      asked += 1;
      return true;
    };
    const counted = new PathTable([{ path }]);
    for (let time = 0; time < 5; time += 1) counted.firstFor(['a', 'b']);
    expect(asked).toBe(2);
  });
});
