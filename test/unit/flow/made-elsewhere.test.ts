import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const JAVASCRIPT = {
  'traced.js': 'module.exports = (target) => function traced(...args) {\n  return target(...args);\n};\n',
  'run.js':
    "const traced = require('./traced');\nmodule.exports = traced((name) => require('child_process').exec('ls ' + name));\n",
  'show.js': "const traced = require('./traced');\nmodule.exports = traced((name) => name.length);\n",
};
const server = (handler: string): string =>
  `const app = require('express')();\nconst handler = require('./${handler}');\napp.post('/x', (req, res) => {\n  handler(req.body.name);\n});\n`;

const PYTHON = {
  'traced.py': 'def traced(target):\n    def inner(*args):\n        return target(*args)\n    return inner\n',
  'run.py':
    "import os\nfrom traced import traced\n\ndef _run(name):\n    os.system('ls ' + name)\n\nrun = traced(_run)\n",
  'show.py': 'from traced import traced\n\ndef _show(name):\n    return len(name)\n\nrun = traced(_show)\n',
};
const view = (module: string): string =>
  `from flask import Flask, request\nfrom ${module} import run\napp = Flask(__name__)\n@app.route('/x')\ndef x():\n    run(request.args['name'])\n    return 'ok'\n`;

describe('functions that a call in another file made (P-057)', () => {
  it('run what that call was given', async () => {
    expect(places((await flowsOf({ ...JAVASCRIPT, 'app.js': server('run') })).weaknesses)).toEqual([
      'command-injection@2',
    ]);
    expect(places((await flowsOf({ ...PYTHON, 'app.py': view('run') })).weaknesses)).toEqual(['command-injection@5']);
  });

  it('do not run what other calls were given', async () => {
    expect(places((await flowsOf({ ...JAVASCRIPT, 'app.js': server('show') })).weaknesses)).toEqual([]);
    expect(places((await flowsOf({ ...PYTHON, 'app.py': view('show') })).weaknesses)).toEqual([]);
  });
});
