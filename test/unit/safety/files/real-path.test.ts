import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isReallyInside, realPathOf } from '../../../../src/safety/files/real-path';
import { tempFolder } from '../../analysis/temp-folder';

function folders(): { top: string; app: string; other: string } {
  const top = realpathSync(tempFolder());
  for (const name of ['app', 'other']) mkdirSync(join(top, name));
  return { top, app: join(top, 'app'), other: join(top, 'other') };
}

describe('where a path really leads', () => {
  it('is told for what is not there yet, through links to what is there and what is not', () => {
    const { top, app } = folders();
    expect(realPathOf(join(app, 'new/deep'))).toBe(join(app, 'new/deep'));
    symlinkSync(app, join(top, 'link'));
    expect(realPathOf(join(top, 'link/new/deep'))).toBe(join(app, 'new/deep'));
    symlinkSync(join(app, 'later'), join(top, 'dangling'));
    expect(realPathOf(join(top, 'dangling/deep'))).toBe(join(app, 'later/deep'));
    symlinkSync('app/relative', join(top, 'relative'));
    expect(realPathOf(join(top, 'relative'))).toBe(join(app, 'relative'));
  });

  it('ends where links go round in a circle', () => {
    const { top } = folders();
    symlinkSync(join(top, 'b'), join(top, 'a'));
    symlinkSync(join(top, 'a'), join(top, 'b'));
    expect(realPathOf(join(top, 'a/deep'))).toContain(top);
  });

  it('is inside a folder by name or by where the links lead', () => {
    const { top, app, other } = folders();
    symlinkSync(app, join(top, 'link'));
    symlinkSync(other, join(app, 'out'));
    expect(isReallyInside(app, join(top, 'link/cache'))).toBe(true);
    expect(isReallyInside(join(top, 'link'), join(app, 'cache'))).toBe(true);
    expect(isReallyInside(app, join(app, 'out/cache'))).toBe(true);
    expect(isReallyInside(app, join(other, 'cache'))).toBe(false);
  });
});
