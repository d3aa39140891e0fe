import { describe, expect, it } from 'vitest';
import { found } from './found';

const HEAD = `const express = require('express');
const mongoose = require('mongoose');
const Note = mongoose.model('Note', new mongoose.Schema({ owner: String, text: String }));
const Tag = mongoose.model('Tag', new mongoose.Schema({ text: String }));
const app = express();
const login = (req, res, next) => { if (!req.session.userId) return res.status(401).end(); next(); };
const admin = (req, res, next) => { if (req.user.role !== 'admin') return res.status(403).end(); next(); };
const mine = (req) => ({ _id: req.params.id, owner: req.session.userId });
app.get('/notes', login, async (req, res) => res.json(await Note.find({ owner: req.session.userId })));
app.get('/notes/:id', login, async (req, res) => res.json(await Note.findOne(mine(req))));
app.delete('/notes/:id', login, async (req, res) => res.json(await Note.deleteOne(mine(req))));
`;

/** The routes whose accesses differ from those of their siblings. */
async function deviating(code: string): Promise<string[]> {
  const { access } = await found({ 'app.js': `${HEAD}${code}` });
  return access.filter((one) => one.deviation !== undefined).map((one) => `${one.operation} ${one.resource}`);
}

const TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a change by the key alone beside checked ones',
    "app.put('/notes/:id', login, async (req, res) => res.json(await Note.updateOne({ _id: req.params.id }, { text: req.body.text })));",
    ['update Note'],
  ],
  [
    'the same change, with who asks',
    "app.put('/notes/:id', login, async (req, res) => res.json(await Note.updateOne(mine(req), { text: req.body.text })));",
    [],
  ],
  [
    'the same change, by administrators',
    "app.put('/notes/:id', login, admin, async (req, res) => res.json(await Note.updateOne({ _id: req.params.id }, { text: req.body.text })));",
    [],
  ],
  [
    'a change by administrators beside a look-up of theirs that asks whose it is',
    "app.get('/tags/:id', login, admin, async (req, res) => res.json(await Tag.findOne(mine(req))));\n" +
      "app.put('/tags/:id', login, admin, async (req, res) => res.json(await Tag.updateOne({ _id: req.params.id }, { text: 'x' })));",
    [],
  ],
  [
    'a look-up by the key alone beside checked ones',
    "app.get('/notes/:id/raw', login, async (req, res) => res.json(await Note.findOne({ _id: req.params.id })));",
    ['read Note'],
  ],
  [
    'a list of everybody beside one of the caller',
    "app.get('/notes/by/:x', login, async (req, res) => res.json(await Note.find({})));",
    ['list Note'],
  ],
  [
    'a look-up by a secret of the object',
    "app.get('/shared/:t', login, async (req, res) => res.json(await Note.findOne({ shareToken: req.params.t })));",
    [],
  ],
  [
    'a count that goes up',
    "app.post('/notes/:id/like', login, async (req, res) => res.json(await Note.updateOne({ _id: req.params.id }, { $inc: { likes: 1 } })));",
    [],
  ],
  [
    'a look-up of one object, a change of another',
    "app.put('/notes/:id', login, async (req, res) => { const n = await Note.findOne(mine(req)); if (!n) return res.sendStatus(404); res.json(await Note.updateOne({ _id: req.body.id }, { text: 'x' })); });",
    ['update Note'],
  ],
  [
    'data that belongs to nobody',
    "app.put('/tags/:id', login, async (req, res) => res.json(await Tag.updateOne({ _id: req.params.id }, { text: req.body.text })));",
    [],
  ],
];

const POLICY = `const rules = [];
const allow = (action, test) => rules.push({ action, test });
allow('update', (user, note) => note.owner === user.id);
const authorize = (user, action, note) => {
  if (!rules.some((rule) => rule.action === action && rule.test(user, note))) throw new Error('forbidden');
};
app.put('/notes/:id', login, async (req, res) => {
  const note = await Note.findById(req.params.id);
  authorize(req.user, 'update', note);
  note.text = req.body.text;
  await note.save();
});
app.post('/notes/:id/archive', login, async (req, res) => {
  const note = await Note.findById(req.params.id);
  ARCHIVING
  note.archived = true;
  await note.save();
});
`;
const PLAIN_HEAD = HEAD.split('\n').slice(0, 6).join('\n');
const POLICY_TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a change without the policy that another asks', '', ['delete Note']],
  ['the same change behind the policy', "authorize(req.user, 'update', note);", []],
];

const ASKED = (helper: string, name: string): string =>
  `async function ${name}(user, id) {\n  const row = await Note.findOne({ _id: id });\n  ${helper}\n}\n` +
  `app.put('/notes/:id', login, async (req, res) => {\n  const may = await ${name}(req.session.userId, req.params.id);\n` +
  "  if (!may) return res.status(403).end();\n  await Note.updateOne({ _id: req.params.id }, { text: 'x' });\n  res.end();\n});";
const LINKED = 'if (row.owner === user) return true;\n  return linked(row, user);';

describe('a change behind a function that decides', () => {
  it.each([
    ['looks whose it is, and asks further', LINKED, 'checkPermission', []],
    ['looks up nothing of whose it is', 'return linked(row, user);', 'checkPermission', ['update Note']],
  ] as const)('%s', async (_name, helper, name, expected) => {
    expect(await deviating(ASKED(helper, name))).toEqual(expected);
  });

  it('belongs to nobody where no owner is noted, which is asked as whose it is', async () => {
    const open =
      "const n = await Note.findOne({ _id: req.params.id });\n  if (n.owner !== null && n.owner !== req.session.userId) return res.status(403).end();\n  n.text = 'x'; await n.save(); res.end();";
    expect(await deviating(`app.put('/notes/:id', login, async (req, res) => {\n  ${open}\n});`)).toEqual([]);
    expect(
      await deviating(
        `app.put('/notes/:id', login, async (req, res) => {\n  ${open.replace(/if .*end\(\);\n/, '')}\n});`,
      ),
    ).toEqual(['update Note']);
  });
});

const BY_TOKEN = (from: string): string =>
  `const { getToken } = require('${from}');\n` +
  "app.put('/notes/:id', login, async (req, res) => {\n  const token = await getToken({ req });\n" +
  "  await Note.updateOne({ _id: req.params.id, owner: token.id }, { text: 'x' });\n  res.end();\n});";

describe('a call that is named after a token', () => {
  it.each([
    ['next-auth/jwt', []],
    ['./settings', ['update Note']],
  ])('gives who asks where the library says so: %s', async (from, expected) => {
    expect(await deviating(BY_TOKEN(from))).toEqual(expected);
  });
});

const FLAGS = (flag: string): string =>
  "app.get('/tags/:id', login, async (req, res) => res.json(await Tag.findOne(mine(req))));\n" +
  `app.delete('/tags/:id', login, async (req, res) => {\n  if (!req.user.${flag}) return res.status(403).end();\n  await Tag.deleteOne({ _id: req.params.id });\n  res.end();\n});`;

describe('what accounts may do', () => {
  it.each([
    ['isAdminOrUp', []],
    ['is_root_user', []],
    ['canDelete', []],
    ['cancelled', ['delete Tag']],
    ['isHappy', ['delete Tag']],
  ])('is told by %s of who asks', async (flag, expected) => {
    expect(await deviating(FLAGS(flag))).toEqual(expected);
  });
});

describe('data that belongs to nobody', () => {
  const BUCKETS = (field: string): string =>
    `const Bucket = mongoose.model('Bucket', new mongoose.Schema({ ${field}: String, left: Number }));\n` +
    `app.post('/code', login, async (req, res) => res.json(await Bucket.updateOne({ ${field}: req.session.userId }, { left: 1 })));\n` +
    `app.post('/number', login, async (req, res) => res.json(await Bucket.updateOne({ ${field}: req.body.number }, { left: 1 })));`;
  it('is kept under keys of many kinds', async () => {
    expect(await deviating(BUCKETS('value'))).toEqual([]);
  });
  it('is not what has an owner', async () => {
    expect(await deviating(BUCKETS('owner'))).toEqual(['update Bucket']);
  });
});

describe('data of an application that asks whose data is', () => {
  const owned = (name: string): string =>
    `const ${name} = mongoose.model('${name}', new mongoose.Schema({ owner: String, text: String }));\n`;
  const made = (name: string, who: string): string =>
    `app.post('/${name}', login,${who} async (req, res) => res.json(await ${name}.create({ owner: req.session.userId, text: req.body.text })));\n` +
    `app.get('/${name}/:id', login, async (req, res) => res.json(await ${name}.findOne({ _id: req.params.id })));\n`;
  const CHECKED = `${owned('Memo')}app.delete('/memo/:id', login, async (req, res) => res.json(await Memo.deleteOne(mine(req))));\n`;
  const UPLOADS = `${owned('Upload')}${made('Upload', '')}app.delete('/Upload/:id', login, async (req, res) => res.json(await Upload.deleteOne({ _id: req.params.id })));\n`;
  const OTHERS = (who: string): string =>
    ['Page', 'Tool', 'Prompt'].map((name) => owned(name) + made(name, who)).join('');

  it('leaves out what administrators make for everybody', async () => {
    expect(await deviating(CHECKED + UPLOADS + OTHERS(' admin,'))).toEqual(['read Upload', 'delete Upload']);
  });
  it('takes what everybody makes and nobody asks for as it is', async () => {
    expect(await deviating(CHECKED + UPLOADS + OTHERS(''))).toEqual([]);
  });
});

describe('accesses that differ from their siblings', () => {
  it.each(TABLE)('%s', async (_name, code, expected) => {
    expect(await deviating(code)).toEqual(expected);
  });

  it.each(POLICY_TABLE)('%s', async (_name, archiving, expected) => {
    const { access } = await found({ 'app.js': `${PLAIN_HEAD}\n${POLICY.replace('ARCHIVING', archiving)}` });
    const differing = access.filter((one) => one.deviation !== undefined);
    expect(differing.map((one) => `${one.operation} ${one.resource}`)).toEqual(expected);
  });

  it('say what the siblings ask, and where', async () => {
    const { access } = await found({
      'app.js': `${HEAD}app.put('/notes/:id', login, async (req, res) => res.json(await Note.updateOne({ _id: req.params.id }, { text: 'x' })));`,
    });
    const deviation = access.find((one) => one.deviation !== undefined)?.deviation;
    expect(deviation).toMatchObject({ expected: 'owner', ground: 'resource', certain: true });
    expect(deviation?.siblings.map(({ condition }) => condition?.value)).toEqual(['owner', 'owner', 'owner']);
  });

  it('are policies with their support', async () => {
    const { policies } = await found({ 'app.js': HEAD });
    expect(policies.map(({ operation, pattern, support, of }) => [operation, pattern, support, of])).toEqual([
      ['delete', 'owner', 1, 1],
      ['list', 'owner', 1, 1],
      ['read', 'owner', 1, 1],
    ]);
  });
});
