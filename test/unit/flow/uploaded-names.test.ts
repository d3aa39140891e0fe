import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const HEAD = `import shutil
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile
from fastapi import FastAPI, HTTPException, UploadFile
app = FastAPI()
ROOT = Path("/data")
@contextmanager
def scratch():
    yield Path("/tmp/scratch")
@app.post("/a")
def a(sent: UploadFile, name: str):
`;

/** What the handler does with an uploaded file or a name, by the kinds of weakness. */
async function kinds(body: string): Promise<string[]> {
  const text = body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  const { weaknesses } = await flowsOf({ 'app.py': `${HEAD}${text}\n` });
  return [...new Set(places(weaknesses).map((place) => place.split('@')[0] ?? ''))].sort();
}

describe('paths that are put together (P-057)', () => {
  it.each([
    ['joined by a method', 'ROOT.joinpath(sent.filename).open("wb")', ['path-traversal', 'unrestricted-upload']],
    [
      'joined to what a context gives',
      'with scratch() as tmp:\n    tmp.joinpath(name).read_text()',
      ['path-traversal'],
    ],
    ['what leads to it', '(ROOT.joinpath(name).parent / "x").read_text()', ['path-traversal']],
    ['the last part only', '(ROOT / Path(name).name).read_text()', []],
    ['the last part without its ending', 'ROOT.joinpath(Path(name).stem + ".zip").read_text()', []],
    [
      'a folder that was checked',
      'p = ROOT.joinpath(name)\nif p.absolute().parent != ROOT:\n    raise HTTPException(400)\np.read_text()',
      [],
    ],
    [
      'a folder that was refused',
      'p = ROOT.joinpath(name)\nif p.absolute().parent == ROOT:\n    raise HTTPException(400)\np.read_text()',
      ['path-traversal'],
    ],
  ])('%s', async (_name, body, expected) => {
    expect(await kinds(body)).toEqual(expected);
  });

  it.each([
    ['what is in an entry', 'with z.open(entry) as held:\n            shutil.copy2(held.read(), "/data/x")', []],
    ['its name', 'shutil.copy2(entry, "/data/x")', ['path-traversal']],
  ])('of an archive: %s', async (_name, use, expected) => {
    const body = `with ZipFile(sent.file) as z:\n    for entry in z.namelist():\n        ${use}`;
    expect(await kinds(body)).toEqual(expected);
  });
});

describe('a list of which every item was asked (P-057)', () => {
  const deletes = (check: string): Promise<string[]> =>
    flowsOf({
      'app.js': `const fs = require('fs');\nconst app = require('express')();\napp.post('/x', (req, res) => {\n  const ids = req.body.ids;\n  for (const id of ids) {\n    ${check}\n  }\n  for (let i = 0; i < ids.length; i++) fs.unlink('/data/' + ids[i], () => {});\n});\n`,
    }).then(({ weaknesses }) => places(weaknesses));

  it('holds none but those that passed', async () =>
    expect(await deletes('if (!/^\\d+$/.test(id)) return res.status(400).end();')).toEqual([]));

  it.each([
    ['that is left behind at the first', 'if (/^\\d+$/.test(id)) break;'],
    ['that goes on whatever it said', 'if (!/^\\d+$/.test(id)) console.log(id);'],
  ])('may hold others after a loop %s', async (_name, check) => expect(await deletes(check)).toHaveLength(1));
});

describe('a path that is normalized (P-057)', () => {
  const reads = (check: string): Promise<string[]> =>
    flowsOf({
      'app.js': `const fs = require('fs'), path = require('path');\nconst app = require('express')();\napp.get('/x', (req, res) => {\n  ${check}\n  res.end(fs.readFileSync(path.join('/data', p)));\n});\n`,
    }).then(({ weaknesses }) => places(weaknesses).filter((place) => place.startsWith('path')));

  it.each([
    ["const p = path.normalize(req.query.f); if (path.isAbsolute(p) || p.split(path.sep)[0] === '..') return;", 0],
    ["const p = path.normalize(req.query.f); if (path.isAbsolute(p) || p.split('/')[0] === '..') return;", 0],
    ["const p = req.query.f; if (path.isAbsolute(p) || p.split('/')[0] === '..') return;", 1],
    ["const p = path.normalize(req.query.f); if (path.isAbsolute(p) || p.split('/')[1] === '..') return;", 1],
  ])('%s', async (check, many) => expect(await reads(check)).toHaveLength(many));
});
