import { describe, expect, it } from 'vitest';
import { express, flask, sentIn, shownIn } from './witness-of';

const JS = 'app.js';
const PY = 'app.py';

describe('conditions on the way of a flaw (P-057)', () => {
  it.each([
    ['equality', "if (req.body.type === 'x') eval(req.body.sum);", '"type":"x"'],
    ['an early end', "if (req.body.type !== 'x') return;\neval(req.body.sum);", '"type":"x"'],
    ['one of several', "if (['a', 'b'].includes(req.body.type)) eval(req.body.sum);", '"type":"a"'],
    ['a case', "switch (req.body.type) { case 'x': eval(req.body.sum); }", '"type":"x"'],
    ['both of two', "if (req.body.type === 'x' && req.body.n > 4) eval(req.body.sum);", '"type":"x","n":5'],
    ['a pattern', 'if (/^v\\d+$/.test(req.body.type)) eval(req.body.sum);', '"type":"v1"'],
    ['a beginning', "if (req.body.type.startsWith('v-')) eval(req.body.sum);", '"type":"v-"'],
    ['a name for it', "const t = req.body.type;\nconst ok = t === 'x';\nif (ok) eval(req.body.sum);", '"type":"x"'],
    [
      'a function of its own',
      "const known = (t) => { if (t === 'x') return true; return false; };\nif (known(req.body.type)) eval(req.body.sum);",
      '"type":"x"',
    ],
    ['a field in a field', "if (req.body.a.b === 'x') eval(req.body.sum);", '"a":{"b":"x"}'],
  ])('are met: %s', async (_, body, sent) => {
    expect(await sentIn(JS, express(body), 'code-injection')).toContain(sent);
  });

  it('are met where they were passed before the data was put together', async () => {
    const code = express(
      "let c = '';\nif (req.body.type === 'x') { c = 'a ' + req.body.c; }\nrequire('child_process').exec(c);",
    );
    expect(await sentIn(JS, code, 'command-injection')).toContain('"type":"x"');
  });

  it('choose the method where a view answers several', async () => {
    const view = (test: string): string =>
      flask(`if ${test}:\n    os.system('ping ' + request.form['h'])`, '/x', "['GET', 'POST']");
    expect(await sentIn(PY, view("request.method == 'POST'"), 'command-injection')).toMatch(/^POST \/x /);
  });

  it('leave a claim likely where they cannot hold', async () => {
    const body = (value: string): string =>
      express(`if (req.body.type === 'x' && req.body.type === '${value}') eval(req.body.sum);`);
    const [never] = await shownIn(JS, body('y'), 'code-injection');
    expect([never?.proof, never?.obstacle?.why, never?.obstacle?.at.line]).toEqual(['likely', 'cannot-hold', 5]);
    const [may] = await shownIn(JS, body('x'), 'code-injection');
    expect([may?.proof, may?.witness !== undefined]).toEqual([undefined, true]);
  });

  it('leave a claim likely where they were not understood', async () => {
    const body = (test: string): string => express(`if (${test}) eval(req.body.sum);`);
    const [unclear] = await shownIn(JS, body("require('judge').fits(req.body.type)"), 'code-injection');
    expect([unclear?.proof, unclear?.obstacle?.why]).toEqual(['likely', 'not-understood']);
    const [clear] = await shownIn(JS, body('process.env.OPEN'), 'code-injection');
    expect(clear?.witness?.given.map(({ at, holds }) => [at.text, holds])).toEqual([['process.env.OPEN', true]]);
  });
});
