import type { Part } from '../../../../src/artifacts/unread';
import { describe, expect, it } from 'vitest';
import { StageSteps } from '../../../../src/analysis/engine/bounds/stage-steps';
import { StageViews } from '../../../../src/analysis/engine/bounds/bounded-program';
import { findMisuse } from '../../../../src/analysis/engine/misuse/find-misuse';
import { findEntryPoints, readEntries } from '../../../../src/analysis/frameworks/find-entry-points';
import { describeCode } from '../../../../src/analysis/assemble/assemble';
import type { Program } from '../../../../src/analysis/engine/link/definitions';
import { linkProgram } from '../../../../src/analysis/engine/link/program';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { linkedLanguages } from '../../../../src/analysis/languages/registry';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';

const SMALL = `const crypto = require('crypto');
const app = require('express')();
const db = require('mysql').createConnection({});
app.get('/small', (req, res) => res.send(crypto.createHash('md5').update(req.query.password).digest()));
db.query('SELECT * FROM small');
`;
const LARGE = Array.from({ length: 200 }, () => SMALL.replaceAll('const ', 'var ').replaceAll('small', 'large')).join(
  '',
);
const FILES: Record<string, string> = { 'a-large.js': LARGE, 'b-small.js': SMALL };
/** So few that the large file does not come to its end, and the small one does. */
const LIMITS = { forAny: 400, perExpression: 0 };

const texts = new CachedTextSource((path) => FILES[path]);
const linked = async (): Promise<Program> =>
  linkProgram(
    new Map(
      await Promise.all(
        Object.entries(FILES).map(async ([path, text]) => [path, await lowerText(path, text)] as const),
      ),
    ),
    linkedLanguages(),
  );

/** What a stage finds, by file. */
type Stage = (program: Program) => string[];
const STAGES: [Part, Stage][] = Object.entries({
  misuse: (program: Program) => findMisuse(program, texts).map(({ at }) => at.file),
  'entry-points': (program: Program) => findEntryPoints(program, texts, readEntries(program)).map(({ at }) => at.file),
  description: (program: Program) =>
    describeCode(program, texts, [], { lockfiles: [], scanners: [] }).stores.flatMap(({ accesses }) =>
      accesses.map(({ at }) => at.file),
    ),
}) as [Part, Stage][];

describe('a file that takes too many steps in one stage', () => {
  it.each(STAGES)('is named, and costs no other file and no other stage: %s', async (name, stage) => {
    const whole = stage(await linked());
    const views = new StageViews(await linked(), LIMITS);
    const found = stage(views.for(name));
    expect(found.filter((file) => file === 'b-small.js')).toEqual(whole.filter((file) => file === 'b-small.js'));
    expect(found).toContain('b-small.js');
    expect(found.length, 'the large file is not looked at to its end').toBeLessThan(whole.length);
    expect(views.limitFacts()).toEqual([
      {
        path: 'a-large.js',
        code: 'budget',
        why: { is: 'steps', part: name },
      },
    ]);
    expect(stage(views.for('zones')).filter((file) => file === 'b-small.js')).toContain('b-small.js');
  });

  it.each(STAGES)('does not exist among ordinary files: %s', async (name, stage) => {
    const program = await linked();
    const views = new StageViews(program);
    expect(stage(views.for(name))).toEqual(stage(program));
    expect(views.limitFacts()).toEqual([]);
  });
});

describe('the steps of a stage', () => {
  it('are shared out by the size of each file, whatever the others take', () => {
    const steps = new StageSteps('flows', (file) => (file === 'long.js' ? 10 : 1), { forAny: 2, perExpression: 3 });
    steps.spend('short.js', 1_000_000);
    steps.spend('long.js', 31);
    expect([steps.has('short.js'), steps.has('long.js'), steps.has('new.js')]).toEqual([false, true, true]);
    steps.spend('long.js', 1);
    expect(steps.has('long.js')).toBe(false);
    expect(steps.exceeded().map(({ path }) => path)).toEqual(['long.js', 'short.js']);
  });
});
