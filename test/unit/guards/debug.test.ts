import { readFileSync } from 'node:fs';
import { it } from 'vitest';
import { link } from '../link/linked';
import { Runner } from '../../../src/analysis/engine/guards/run/runner';
import { NOBODY, MEMBER } from '../../../src/analysis/engine/guards/run/world';

it('x', async () => {
  const file = process.env.DBG_FILE!, name = process.env.DBG_FN!;
  const p = await link({ 'app.py': readFileSync(file, 'utf8') });
  for (const fn of p.functions.values()) {
    if (fn.fn.name !== name) continue;
    for (const w of [NOBODY, MEMBER]) {
      const r = new Runner(p, w, { endpoints: [], marks: new Map() }, true, false);
      for (const o of r.start(fn, undefined)) console.log(w.signedIn, o.end, JSON.stringify({ ...o.state, env: undefined, places: [...o.state.places] }), o.value.kind, r.handedOn, JSON.stringify(r.asked));
    }
  }
});
