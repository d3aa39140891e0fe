import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import type { Progress } from '../../../src/analysis/options';
import { STAGES } from '../../../src/artifacts/stages';
import { Pace } from '../../../src/analysis/pace';

const APPLICATION = new Map([
  ['package.json', '{ "dependencies": { "express": "4" } }'],
  ['a.js', "const app = require('express')();\nrequire('./b')(app);\napp.listen(1);\n"],
  ['b.js', "module.exports = (app) => app.get('/x', (req, res) => res.send(eval(req.query.x)));\n"],
]);

describe('where an analysis is', () => {
  it('is told once for a file, however often the file is looked at', () => {
    const told: Progress[] = [];
    const pace = new Pace((progress) => told.push(progress));
    pace.enter('flows');
    for (const file of ['a.js', 'a.js', 'b.js', 'b.js', 'a.js']) pace.at(file);
    expect(told.map(({ what }) => what)).toEqual([undefined, 'a.js', 'b.js', 'a.js']);
  });

  it('keeps the count of the stage until another begins', () => {
    const told: Progress[] = [];
    const pace = new Pace((progress) => told.push(progress));
    pace.enter('flows');
    pace.piece('a.js', 3, 9);
    pace.at('b.js');
    pace.enter('settings');
    expect(told).toEqual([
      { stage: 'flows', done: 0, total: 0 },
      { stage: 'flows', done: 3, total: 9, what: 'a.js' },
      { stage: 'flows', done: 3, total: 9, what: 'b.js' },
      { stage: 'settings', done: 0, total: 0 },
    ]);
  });

  it('has the name of a file in every stage that works on code', async () => {
    const told: Progress[] = [];
    await analyzeInProcess(APPLICATION, (progress) => told.push(progress));
    for (const stage of STAGES.filter((one) => !['listing', 'reading', 'secrets', 'done'].includes(one))) {
      const named = told.filter((one) => one.stage === stage && one.what !== undefined).map(({ what }) => what);
      expect(new Set(named), stage).toEqual(new Set(['a.js', 'b.js']));
    }
    const flows = told.filter((one) => one.stage === 'flows' && one.total > 0);
    expect(flows.map(({ done }) => done)).toEqual(flows.map(({ done }) => done).sort((a, b) => a - b));
    expect(flows.every(({ done, total }) => done < total)).toBe(true);
  });
});
