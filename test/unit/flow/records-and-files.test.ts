import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

interface Twin {
  name: string;
  weakness: string;
  bad: string;
  good: string;
}

const MODEL = "const User = require('mongoose').model('User', {});";

const JAVASCRIPT: readonly Twin[] = [
  {
    name: 'creating a record',
    weakness: 'mass-assignment',
    bad: `${MODEL} User.create(req.body);`,
    good: `${MODEL} User.create({ name: req.body.name });`,
  },
  {
    name: 'constructing a record',
    weakness: 'mass-assignment',
    bad: `${MODEL} new User(req.body).save();`,
    good: `${MODEL} new User(require('lodash').pick(req.body, ['name'])).save();`,
  },
  {
    name: 'updating a record',
    weakness: 'mass-assignment',
    bad: `${MODEL} User.findByIdAndUpdate(req.params.id, { $set: req.body });`,
    good: `${MODEL} User.findByIdAndUpdate(req.params.id, { $set: { name: String(req.body.name) } });`,
  },
  {
    name: 'a spread body',
    weakness: 'mass-assignment',
    bad: `${MODEL} User.create({ ...req.body, at: 1 });`,
    good: `${MODEL} const { name } = req.body; User.create({ name, at: 1 });`,
  },
  {
    name: 'Sequelize',
    weakness: 'mass-assignment',
    bad: "const U = new (require('sequelize'))('x').define('U', {}); U.update(req.body, { where: { id: 1 } });",
    good: "const U = new (require('sequelize'))('x').define('U', {}); U.update({ name: String(req.body.name) }, { where: { id: 1 } });",
  },
  {
    name: 'a schema with known keys',
    weakness: 'mass-assignment',
    bad: `${MODEL} const { z } = require('zod'); User.create(z.object({ n: z.string() }).passthrough().parse(req.body));`,
    good: `${MODEL} const { z } = require('zod'); User.create(z.object({ n: z.string() }).parse(req.body));`,
  },
  {
    name: 'fields by name',
    weakness: 'mass-assignment',
    bad: `${MODEL} const user = User.findById(1); for (const key in req.body) user[key] = req.body[key];`,
    good: `${MODEL} const user = User.findById(1); for (const key of ['a', 'b']) user[key] = req.body[key];`,
  },
  {
    name: 'name of an upload',
    weakness: 'unrestricted-upload',
    bad: "require('fs').writeFileSync('/up/' + req.file.originalname, 'x');",
    good: "if (!['.png'].includes(require('path').extname(req.file.originalname))) return; require('fs').writeFileSync('/up/' + req.file.originalname, 'x');",
  },
  {
    name: 'type of an upload',
    weakness: 'unrestricted-upload',
    bad: "req.files.f.mv('/up/' + req.files.f.name);",
    good: "if (!req.files.f.mimetype.startsWith('image/')) return; req.files.f.mv('/up/' + req.files.f.name);",
  },
  {
    name: 'storage that keeps names',
    weakness: 'unrestricted-upload',
    bad: "require('multer').diskStorage({ filename: (r, file, done) => done(null, file.originalname) });",
    good: "require('multer').diskStorage({ filename: (r, file, done) => done(null, require('crypto').randomUUID()) });",
  },
  {
    name: 'ending of an upload',
    weakness: 'unrestricted-upload',
    bad: "require('fs').writeFileSync('/up/1.' + req.file.originalname.split('.').pop(), 'x');",
    good: "require('fs').writeFileSync('/up/' + req.file.originalname + '.txt', 'x');",
  },
  {
    name: 'names made by the server',
    weakness: 'path-traversal',
    bad: "require('fs').unlinkSync('/up/' + req.file.originalname);",
    good: 'require("fs").unlinkSync(req.file.path);',
  },
  {
    name: 'entries of a zip archive',
    weakness: 'path-traversal',
    bad: "new (require('adm-zip'))('a.zip').getEntries().forEach((e) => require('fs').writeFileSync('/d/' + e.entryName, 'x'));",
    good: "new (require('adm-zip'))('a.zip').getEntries().forEach((e) => require('fs').writeFileSync('/d/' + require('path').basename(e.entryName), 'x'));",
  },
  {
    name: 'entries of a stream',
    weakness: 'path-traversal',
    bad: "require('unzipper').Parse().on('entry', (e) => { e.pipe(require('fs').createWriteStream('/d/' + e.path)); });",
    good: "require('unzipper').Parse().on('entry', (e) => { if (e.path.includes('..')) return; e.pipe(require('fs').createWriteStream('/d/' + e.path)); });",
  },
];

const PYTHON: readonly Twin[] = [
  {
    name: 'constructing a record',
    weakness: 'mass-assignment',
    bad: 'from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass User(db.Model):\n    pass\nUser(**request.json)',
    good: "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass User(db.Model):\n    pass\nUser(name=request.json['name'])",
  },
  {
    name: 'a validated record',
    weakness: 'mass-assignment',
    bad: 'from django.db import models\nclass User(models.Model):\n    pass\nUser.objects.create(**request.json)',
    good: 'from django.db import models\nfrom pydantic import BaseModel\nclass User(models.Model):\n    pass\nclass New(BaseModel):\n    name: str\nUser.objects.create(**New(**request.json).model_dump())',
  },
  {
    name: 'updating records',
    weakness: 'mass-assignment',
    bad: 'from django.db import models\nclass User(models.Model):\n    pass\nUser.objects.filter(id=1).update(**request.json)',
    good: "from django.db import models\nclass User(models.Model):\n    pass\nUser.objects.filter(id=1).update(name=request.json['name'])",
  },
  {
    name: 'fields by name',
    weakness: 'mass-assignment',
    bad: 'from models import load\nu = load()\nfor k, v in request.json.items():\n    setattr(u, k, v)',
    good: "from models import load\nu = load()\nfor k, v in request.json.items():\n    if k in ('name', 'mail'):\n        setattr(u, k, v)",
  },
  {
    name: 'name of an upload',
    weakness: 'unrestricted-upload',
    bad: "f = request.files['f']\nf.save(os.path.join('/up', f.filename))",
    good: "from werkzeug.utils import secure_filename\nf = request.files['f']\nf.save(os.path.join('/up', secure_filename(f.filename)))",
  },
  {
    name: 'kind of an upload',
    weakness: 'unrestricted-upload',
    bad: "f = request.files['f']\nopen('/up/' + f.filename, 'wb').write(f.read())",
    good: "f = request.files['f']\nif f.filename.rsplit('.', 1)[1].lower() not in {'png'}:\n    return ''\nopen('/up/' + f.filename, 'wb').write(f.read())",
  },
  {
    name: 'place of an upload',
    weakness: 'path-traversal',
    bad: "f = request.files['f']\nf.save('/up/' + f.filename)",
    good: "from werkzeug.utils import secure_filename\nf = request.files['f']\nf.save('/up/' + secure_filename(f.filename))",
  },
  {
    name: 'unpacking a tar archive',
    weakness: 'path-traversal',
    bad: "import tarfile\nt = tarfile.open(fileobj=request.files['f'])\nt.extractall('/d')",
    good: "import tarfile\nt = tarfile.open(fileobj=request.files['f'])\nt.extractall('/d', filter='data')",
  },
  {
    name: 'members of a tar archive',
    weakness: 'path-traversal',
    bad: "import tarfile, sys\nwith tarfile.open(sys.argv[1]) as t:\n    for e in t:\n        t.extract(e, '/d')",
    good: "import tarfile, sys\nwith tarfile.open(sys.argv[1]) as t:\n    for e in t:\n        if os.path.isabs(e.name) or '..' in e.name:\n            raise ValueError(e.name)\n        t.extract(e, '/d')",
  },
  {
    name: 'names in a zip archive',
    weakness: 'path-traversal',
    bad: "import zipfile\nfor n in zipfile.ZipFile(request.files['f']).namelist():\n    open('/d/' + n, 'wb')",
    good: "import zipfile\nfor n in zipfile.ZipFile(request.files['f']).namelist():\n    open('/d/' + os.path.basename(n), 'wb')",
  },
];

describe('records, uploads and archives (P-057)', () => {
  it.each(JAVASCRIPT)(
    'JavaScript, $name: reports the flaw and not its repaired twin',
    async ({ weakness, bad, good }) => {
      expect(await express(bad)).toContain(`${weakness}@3`);
      expect((await express(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
    },
  );
  it.each(PYTHON)('Python, $name: reports the flaw and not its repaired twin', async ({ weakness, bad, good }) => {
    expect((await flask(bad)).some((place) => place.startsWith(`${weakness}@`))).toBe(true);
    expect((await flask(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
  });

  it('says nothing of uploads where a filter lets only some files in', async () => {
    const storage = (filter: string) => ({
      'up.js': `const multer = require('multer');\nconst storage = multer.diskStorage({ filename: (req, file, done) => done(null, file.originalname) });\nmodule.exports = multer({ storage${filter} });\n`,
    });
    expect(places((await flowsOf(storage(''))).weaknesses)).toEqual(['unrestricted-upload@2']);
    expect(places((await flowsOf(storage(', fileFilter: () => {}'))).weaknesses)).toEqual([]);
  });
});

describe('error details in answers (P-057)', () => {
  const told = async (files: Record<string, string>): Promise<string[]> =>
    (await flowsOf(files)).weaknesses
      .filter((one) => one.weakness === 'error-details-exposed')
      .map((one) => `${one.confidence}@${one.at.line}`);

  it('sees whole error objects and stacks, not messages', async () => {
    const route = (answer: string) => ({
      'app.js': `const app = require('express')();\napp.get('/x', (req, res) => {\n  try { run(); } catch (error) {\n    ${answer}\n  }\n});\n`,
    });
    expect(await told(route('res.status(500).json(error);'))).toEqual(['low@4']);
    expect(await told(route('res.status(500).json({ error });'))).toEqual(['low@4']);
    expect(await told(route('res.status(500).send(error.stack);'))).toEqual(['medium@4']);
    expect(await told(route('res.status(500).json({ message: error.message });'))).toEqual([]);
  });

  it('sees the text of any exception, not of one that was expected', async () => {
    const view = (caught: string, answer: string) => ({
      'app.py': `from flask import Flask, jsonify\nimport traceback\napp = Flask(__name__)\n@app.route('/x')\ndef view():\n    try:\n        run()\n    except ${caught} as error:\n        return ${answer}\n`,
    });
    expect(await told(view('Exception', "jsonify({'error': str(error)}), 500"))).toEqual(['low@9']);
    expect(await told(view('ValueError', "jsonify({'error': str(error)}), 400"))).toEqual([]);
    expect(await told(view('Exception', 'traceback.format_exc()'))).toEqual(['medium@9']);
    expect(await told(view('Exception', "jsonify({'error': 'failed'}), 500"))).toEqual([]);
  });
});
