import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

interface Twin {
  name: string;
  weakness: string;
  bad: string;
  good: string;
}

const FS = "const fs = require('fs'); const list = [{ key: 'a' }, { key: 'b' }];";
const READ = "fs.readFileSync('/data/' + req.query.k + '.yml');";

/** The check of the good twin settles the value that is used; that of the other one settles nothing, or is about something else. */
const JAVASCRIPT: readonly Twin[] = [
  {
    name: 'some',
    weakness: 'path-traversal',
    bad: `${FS} if (!list.some((one) => one.key === req.query.other)) return res.end(); ${READ}`,
    good: `${FS} if (!list.some((one) => one.key === req.query.k)) return res.end(); ${READ}`,
  },
  {
    name: 'every says no',
    weakness: 'path-traversal',
    bad: `${FS} if (!list.every((one) => one.key !== req.query.k)) return res.end(); ${READ}`,
    good: `${FS} if (list.every((one) => one.key !== req.query.k)) return res.end(); ${READ}`,
  },
  {
    name: 'find',
    weakness: 'path-traversal',
    bad: `${FS} const found = list.find((one) => one.key === req.query.k); if (found) return res.end(); ${READ}`,
    good: `${FS} const found = list.find((one) => one.key === req.query.k); if (!found) return res.end(); ${READ}`,
  },
  {
    name: 'find compared with nothing',
    weakness: 'path-traversal',
    bad: `${FS} const found = list.find((one) => one.key === req.query.k); if (found !== undefined) return; ${READ}`,
    good: `${FS} const found = list.find((one) => one.key === req.query.k); if (found === undefined) return; ${READ}`,
  },
  {
    name: 'findIndex',
    weakness: 'path-traversal',
    bad: `${FS} if (list.findIndex((one) => one.key === req.query.k) !== -1) return; ${READ}`,
    good: `${FS} if (list.findIndex((one) => one.key === req.query.k) === -1) return; ${READ}`,
  },
  {
    name: 'a predicate of its own',
    weakness: 'path-traversal',
    bad: `${FS} const known = (k) => list.some((one) => one.key === k); known(req.query.k); ${READ}`,
    good: `${FS} const known = (k) => list.some((one) => one.key === k); if (!known(req.query.k)) return; ${READ}`,
  },
  {
    name: 'a list of what is refused',
    weakness: 'path-traversal',
    bad: `${FS} if (['..', '~'].every((part) => req.query.k.includes(part))) return; if (['x'].some((part) => req.query.k.includes(part))) return; ${READ}`,
    good: `${FS} if (['..', '/'].some((part) => req.query.k.includes(part))) return; ${READ}`,
  },
  {
    name: 'a folder that is compared with a folder of the caller of the library',
    weakness: 'path-traversal',
    bad: `${FS} const p = require('path'); const t = p.join('/data', req.query.k); if (!t.startsWith(req.query.base)) return; fs.readFileSync(t);`,
    good: `${FS} const p = require('path'); const base = p.resolve(process.argv[2]); const t = p.resolve(base, req.query.k); if (!t.startsWith(base + p.sep)) return; fs.readFileSync(t);`,
  },
  {
    name: 'a root that the library keeps to',
    weakness: 'path-traversal',
    bad: 'res.sendFile(req.query.k);',
    good: "res.sendFile(req.query.k, { root: '/data' });",
  },
  {
    name: 'a root that the sender chooses',
    weakness: 'path-traversal',
    bad: "res.sendFile('a.txt', { root: req.query.k });",
    good: "res.download(req.query.k, 'a.txt', { root: '/data' });",
  },
];

const PYTHON: readonly Twin[] = [
  {
    name: 'parents of a path',
    weakness: 'path-traversal',
    bad: "from pathlib import Path\nt = Path('/d') / request.args['f']\nif Path('/d') not in t.parents: return ''\nopen(t)",
    good: "from pathlib import Path\nt = (Path('/d') / request.args['f']).resolve()\nif Path('/d') not in t.parents: return ''\nopen(t)",
  },
  {
    name: 'is_relative_to',
    weakness: 'path-traversal',
    bad: "from pathlib import Path\nt = Path('/d') / request.args['f']\nif not t.is_relative_to('/d'): return ''\nopen(t)",
    good: "from pathlib import Path\nt = (Path('/d') / request.args['f']).resolve()\nif not t.is_relative_to('/d'): return ''\nopen(t)",
  },
  {
    name: 'relative_to raises',
    weakness: 'path-traversal',
    bad: "from pathlib import Path\nt = (Path('/d') / request.args['f']).resolve()\ntry:\n    t.relative_to('/d')\nexcept ValueError:\n    pass\nopen(t)",
    good: "from pathlib import Path\nt = (Path('/d') / request.args['f']).resolve()\ntry:\n    t.relative_to('/d')\nexcept ValueError:\n    return ''\nopen(t)",
  },
  {
    name: 'any',
    weakness: 'command-injection',
    bad: "k = request.args['k']\nif any(one == k for one in NAMES): return ''\nos.system('ls ' + k)",
    good: "k = request.args['k']\nif not any(one == k for one in NAMES): return ''\nos.system('ls ' + k)",
  },
  {
    name: 'a condition of a comprehension holds inside of it',
    weakness: 'command-injection',
    bad: "ks = request.json['ks']\nok = [k for k in ks if k in ('a', 'b')]\nfor k in ks: os.system('ls ' + k)",
    good: "ks = request.json['ks']\nok = [k for k in ks if k in ('a', 'b')]\nfor k in ok: os.system('ls ' + k)",
  },
  {
    name: 'a table that is asked',
    weakness: 'command-injection',
    bad: "k = request.args['k']\nT = {'a': 1}\nif T.get(k) is not None: return ''\nos.system('ls ' + k)",
    good: "k = request.args['k']\nT = {'a': 1}\nif T.get(k) is None: return ''\nos.system('ls ' + k)",
  },
  {
    name: 'a member of an archive is no path',
    weakness: 'path-traversal',
    bad: "import zipfile\nzipfile.ZipFile(request.args['f']).open('a')",
    good: "import zipfile\nzipfile.ZipFile('/d/a.zip').open(request.args['f'])",
  },
];

describe('what stands before a sink (P-057)', () => {
  it.each(JAVASCRIPT)(
    'JavaScript, $name: only the check that settles the value counts',
    async ({ weakness, bad, good }) => {
      expect((await express(bad)).map((one) => one.split('@')[0])).toContain(weakness);
      expect((await express(good)).map((one) => one.split('@')[0])).not.toContain(weakness);
    },
  );

  it.each(PYTHON)('Python, $name: only the check that settles the value counts', async ({ weakness, bad, good }) => {
    expect((await flask(bad)).map((one) => one.split('@')[0])).toContain(weakness);
    expect((await flask(good)).map((one) => one.split('@')[0])).not.toContain(weakness);
  });

  it('names a comparison of a path that was not resolved as a check that does not suffice', async () => {
    const { weaknesses } = await flowsOf({
      'app.py':
        "from flask import Flask, request\nfrom pathlib import Path\napp = Flask(__name__)\n@app.get('/x')\ndef x():\n    t = Path('/d') / request.args['f']\n    if not t.is_relative_to('/d'):\n        return ''\n    return open(t).read()\n",
    });
    expect(weaknesses.map((one) => one.partialGuards.map((guard) => guard.name))).toContainEqual(['is_relative_to']);
  });

  it('reports a record at each call that takes it', async () => {
    const { weaknesses } = await flowsOf({
      'app.js':
        "const app = require('express')();\nconst users = require('mongoose').model('U');\napp.post('/x', (req, res) => {\n  const filter = {};\n  filter.name = req.body.name;\n  users.find(filter);\n  users.deleteMany(filter);\n  users.findOne({\n    name: req.body.name,\n  });\n});\n",
    });
    expect(places(weaknesses)).toEqual(['nosql-injection@6', 'nosql-injection@7', 'nosql-injection@9']);
  });

  it('knows prototypes only where the language has them', async () => {
    expect(await flask("store = {}\nstore[request.form['k']]['x'] = request.form['v']")).toEqual([]);
    expect(await express('const store = { a: {} };\nstore[req.body.k][req.body.s] = req.body.v;')).toEqual([
      'prototype-pollution@4',
    ]);
  });
});
