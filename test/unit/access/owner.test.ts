import { describe, expect, it } from 'vitest';
import { found, told } from './found';

const EXPRESS = `const express = require('express');
const bcrypt = require('bcrypt');
const app = express();
const requireLogin = (req, res, next) => { if (!req.session.userId) return res.status(401).end(); next(); };
`;
const SEQUELIZE = `const { Sequelize, DataTypes, Model } = require('sequelize');
const sequelize = new Sequelize('sqlite::memory:');
class Note extends Model {}
Note.init({ userId: DataTypes.INTEGER, text: DataTypes.STRING }, { sequelize });
`;
const handler = (body: string): string =>
  `${EXPRESS}${SEQUELIZE}app.put('/notes/:id', requireLogin, async (req, res) => {\n${body}\n});\n`;

const SEQUELIZE_TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key alone', "await Note.update({ text: 'x' }, { where: { id: req.params.id } });", ['update Note: signed-in']],
  [
    'a key and who asks',
    "await Note.update({ text: 'x' }, { where: { id: req.params.id, userId: req.session.userId } });",
    ['update Note: owner'],
  ],
  [
    'who the request says it is',
    "await Note.update({ text: 'x' }, { where: { id: req.params.id, userId: req.body.userId } });",
    ['update Note: signed-in'],
  ],
  [
    'a look-up with both that has to succeed before',
    `const note = await Note.findOne({ where: { id: req.params.id, userId: req.session.userId } });
if (!note) return res.status(404).end();
await Note.destroy({ where: { id: req.params.id } });`,
    ['read Note: owner', 'delete Note: owner'],
  ],
  [
    'the same look-up, whose result is not used',
    `const note = await Note.findOne({ where: { id: req.params.id, userId: req.session.userId } });
await Note.destroy({ where: { id: req.params.id } });`,
    ['read Note: owner', 'delete Note: signed-in'],
  ],
  [
    'a look-up of one object and a change of another',
    `const note = await Note.findOne({ where: { id: req.params.id, userId: req.session.userId } });
if (!note) return res.status(404).end();
await Note.destroy({ where: { id: req.body.id } });`,
    ['read Note: owner', 'delete Note: signed-in'],
  ],
  [
    'a comparison that turns others away',
    `const note = await Note.findByPk(req.params.id);
if (note.userId !== req.session.userId) return res.sendStatus(403);
await note.destroy();`,
    ['read Note: owner', 'delete Note: owner'],
  ],
  [
    'a comparison after which the request goes on all the same',
    `const note = await Note.findByPk(req.params.id);
if (note.userId !== req.session.userId) console.log('foreign');
await note.destroy();`,
    ['read Note: signed-in', 'delete Note: signed-in'],
  ],
  [
    'a comparison behind the effect',
    `const note = await Note.findByPk(req.params.id);
await note.destroy();
if (note.userId !== req.session.userId) return res.sendStatus(403);`,
    ['delete Note: signed-in'],
  ],
  [
    'a comparison that lets administrators through as well',
    `const note = await Note.findByPk(req.params.id);
if (note.userId !== req.session.userId && !req.user.isAdmin) return res.sendStatus(403);
await note.destroy();`,
    ['delete Note: owner, role'],
  ],
  [
    'a comparison in a function that is asked',
    `const mine = (note, user) => note.userId === user;
const note = await Note.findByPk(req.params.id);
if (!mine(note, req.session.userId)) throw new Error('no');
await note.update({ text: req.body.text });`,
    ['update Note: owner'],
  ],
  [
    'all of those who asks',
    'res.json(await Note.findAll({ where: { userId: req.session.userId } }));',
    ['list Note: owner'],
  ],
  [
    'a comparison that turns away the owner alone',
    `const note = await Note.findByPk(req.params.id);
if (note.userId === req.session.userId) return res.status(400).end();
await note.update({ likes: 1 });`,
    ['update Note: signed-in'],
  ],
  [
    'a secret of the object that has to be known',
    `const note = await Note.findByPk(req.params.id);
if (!bcrypt.compareSync(req.body.secret, note.secret)) return res.sendStatus(403);
await note.update({ text: req.body.text });`,
    ['update Note: token'],
  ],
  ['all there are', 'res.json(await Note.findAll());', ['list Note: signed-in']],
  [
    'an object that is reached through one of the caller',
    `const note = await Note.findOne({ where: { id: req.params.id, userId: req.session.userId } });
if (!note) return res.sendStatus(404);
await Note.create({ parent: note.id, text: req.body.text });`,
    ['create Note: owner'],
  ],
];

describe('who gets to an object, in calls of a mapper', () => {
  it.each(SEQUELIZE_TABLE)('%s', async (_name, body, expected) => {
    const words = await told({ 'app.js': handler(body) });
    expect(words).toEqual(expect.arrayContaining([...expected]));
    for (const text of expected) {
      const [effect = ''] = text.split(':');
      expect(words.filter((one) => one.startsWith(`${effect}:`))).toEqual([text]);
    }
  });
});

const django = (body: string): string => `from django.db import models
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path

class Note(models.Model):
    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)
    text = models.TextField()

@login_required
def view(request, pk):
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}

urlpatterns = [path('notes/<int:pk>', view)]
`;

const DJANGO_TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key alone', 'note = get_object_or_404(Note, pk=pk)\nnote.delete()', ['delete Note: signed-in']],
  [
    'a key and who asks',
    'note = get_object_or_404(Note, pk=pk, owner=request.user)\nnote.delete()',
    ['delete Note: owner'],
  ],
  ['a manager with both', 'Note.objects.filter(pk=pk, owner=request.user).delete()', ['delete Note: owner']],
  ['a manager with the key', 'Note.objects.filter(pk=pk).delete()', ['delete Note: signed-in']],
  [
    'a comparison that turns others away',
    "note = Note.objects.get(pk=pk)\nif note.owner != request.user:\n    return HttpResponse(status=403)\nnote.text = request.POST['text']\nnote.save()",
    ['update Note: owner'],
  ],
  [
    'a comparison that turns away only strangers to the staff',
    'note = Note.objects.get(pk=pk)\nif not request.user.is_staff:\n    return HttpResponse(status=403)\nnote.delete()',
    ['delete Note: role'],
  ],
];

describe('who gets to an object, in calls of another mapper', () => {
  it.each(DJANGO_TABLE)('%s', async (_name, body, expected) => {
    expect(await told({ 'urls.py': django(body) })).toEqual(expect.arrayContaining([...expected]));
  });
});

const SQL_TABLE: readonly (readonly [string, string, readonly string[]])[] = [
  ['a key alone', "await db.query('DELETE FROM notes WHERE id = $1', [req.params.id]);", ['delete notes: signed-in']],
  [
    'a key and who asks',
    "await db.query('DELETE FROM notes WHERE id = $1 AND user_id = $2', [req.params.id, req.session.userId]);",
    ['delete notes: owner'],
  ],
  [
    'what is set is no condition',
    "await db.query('UPDATE notes SET user_id = $1 WHERE id = $2', [req.session.userId, req.params.id]);",
    ['update notes: signed-in'],
  ],
];

describe('who gets to an object, in statements that are written out', () => {
  it.each(SQL_TABLE)('%s', async (_name, body, expected) => {
    const code = `${EXPRESS}const { Pool } = require('pg');\nconst db = new Pool();\napp.post('/notes/:id', requireLogin, async (req, res) => {\n${body}\n});\n`;
    expect(await told({ 'app.js': code })).toEqual(expect.arrayContaining([...expected]));
  });
});

const POLICY_HEAD = `const rules = [];
const allow = (action, test) => rules.push({ action, test });
allow('update', (user, note) => note.userId === user.id);
`;
const policy = (code: string): Readonly<Record<string, string>> => ({
  'policies.js': code,
  'app.js': `${EXPRESS}${SEQUELIZE}const { authorize } = require('./policies');
app.put('/notes/:id', requireLogin, async (req, res) => {
const note = await Note.findByPk(req.params.id);
authorize(req.user, 'update', note);
await note.update({ text: req.body.text });
});
`,
});
const POLICY_TABLE: readonly (readonly [string, string, string])[] = [
  [
    'one of several rules has to let the caller',
    `${POLICY_HEAD}exports.authorize = (user, action, note) => {
if (!rules.some((rule) => rule.action === action && rule.test(user, note))) throw new Error('forbidden');
};`,
    'update Note: owner',
  ],
  [
    'rules that stand elsewhere decide',
    `const rules = require('./rules.json');
const engine = require('some-engine');
exports.authorize = (user, action, note) => {
if (!rules.some((rule) => engine.test(rule, user, note))) throw new Error('forbidden');
};`,
    'update Note: member',
  ],
  [
    'the rules are asked and nobody is turned away',
    `${POLICY_HEAD}exports.authorize = (user, action, note) => {
if (!rules.some((rule) => rule.action === action && rule.test(user, note))) console.log('forbidden');
};`,
    'update Note: signed-in',
  ],
  [
    'the rules are handed everything but the object',
    `const rules = require('./rules.json');
const engine = require('some-engine');
exports.authorize = (user, action, note) => {
if (!rules.some((rule) => engine.test(rule, user, action))) throw new Error('forbidden');
};`,
    'update Note: signed-in',
  ],
];

describe('who gets to an object behind the call of a policy', () => {
  it.each(POLICY_TABLE)('%s', async (_name, code, expected) => {
    const words = await told(policy(code));
    expect(words.filter((one) => one.startsWith('update Note:'))).toEqual([expected]);
  });
});

const ANY_TABLE: readonly (readonly [string, string, string])[] = [
  [
    'one of several rules has to let the caller',
    'any(rule.allows(user, note) for rule in RULES)',
    'delete Note: member',
  ],
  ['one of several rules has to be there', 'any(rule.enabled for rule in RULES)', 'delete Note: signed-in'],
];

describe('who gets to an object behind a policy that asks several rules', () => {
  it.each(ANY_TABLE)('%s', async (_name, test, expected) => {
    const view = django('note = Note.objects.get(pk=pk)\nauthorize(request.user, note)\nnote.delete()');
    const words = await told({
      'policies.py': `from django.core.exceptions import PermissionDenied
from rule_engine import RULES

def authorize(user, note):
    if not ${test}:
        raise PermissionDenied()
`,
      'urls.py': `from policies import authorize\n${view}`,
    });
    expect(words.filter((one) => one.startsWith('delete'))).toEqual([expected]);
  });
});

const handedOver = (body: string): string => `import os
from uuid import UUID
import jwt
from fastapi import FastAPI, Depends, HTTPException, Request
from sqlmodel import SQLModel, Field, select, Session, create_engine
app = FastAPI()
engine = create_engine(os.environ["DB"])

class Note(SQLModel, table=True):
    id: UUID = Field(primary_key=True)
    user_id: UUID
    body: str

def db():
    with Session(engine) as s:
        yield s

def me(request: Request):
    try:
        return jwt.decode(request.headers.get("authorization", "")[7:], os.environ["S"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401)

@app.delete("/notes/{note_id}")
def drop(note_id: UUID, s: Session = Depends(db), user=Depends(me)):
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
`;
const HANDED_TABLE: readonly (readonly [string, string, string])[] = [
  [
    'a key alone',
    'note = s.exec(select(Note).where(Note.id == note_id)).first()\ns.delete(note)\ns.commit()',
    'delete Note: signed-in',
  ],
  [
    'a key and who asks',
    'stmt = select(Note).where(Note.id == note_id).where(Note.user_id == user["sub"])\nnote = s.exec(stmt).one()\ns.delete(note)\ns.commit()',
    'delete Note: owner',
  ],
  [
    'a key alone, by a method that gives one value',
    'note = s.scalar(select(Note).where(Note.id == note_id))\ns.delete(note)\ns.commit()',
    'delete Note: signed-in',
  ],
  [
    'a key and who asks, by a method that gives one value',
    'note = s.scalar(select(Note).where(Note.id == note_id, Note.user_id == user["sub"]))\ns.delete(note)\ns.commit()',
    'delete Note: owner',
  ],
];

describe('who gets to an object by a query that is handed over', () => {
  it.each(HANDED_TABLE)('%s', async (_name, body, expected) => {
    const words = await told({ 'app.py': handedOver(body) });
    expect(words.filter((one) => one.startsWith('delete'))).toEqual([expected]);
  });
});

describe('data that a form has checked', () => {
  const app = (form: string): Record<string, string> => ({
    'notes/urls.py':
      "from django.urls import path\nfrom . import views\nurlpatterns = [path('merge', views.merge), path('<int:id>', views.drop)]\n",
    'notes/models.py':
      "from django.db import models\nclass Note(models.Model):\n    owner = models.ForeignKey('auth.User', on_delete=models.CASCADE)\n    name = models.TextField()\n",
    'notes/views.py': `from django import forms
from django.contrib.auth.decorators import login_required
from .models import Note
class MergeForm(forms.Form):
    notes = forms.CharField()
    def __init__(self, user, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
    def clean_notes(self):
        return [Note.objects.get(name=name, owner=self.user) for name in self.cleaned_data["notes"].split()]
@login_required
def merge(request):
    form = ${form}
    if form.is_valid():
        ids = [one.id for one in form.cleaned_data["notes"]]
        Note.objects.filter(id__in=ids).delete()
@login_required
def drop(request, id):
    Note.objects.get(id=id, owner=request.user).delete()
`,
  });
  const deviating = async (form: string): Promise<number> =>
    (await found(app(form))).access.filter(({ deviation }) => deviation !== undefined).length;
  it.each([
    ['MergeForm(user=request.user, data=request.POST)', 0],
    ['MergeForm(request.user, request.POST)', 0],
    ['MergeForm(data=request.POST)', 1],
  ])('for somebody is not said to be unchecked: %s', async (form, count) => {
    expect(await deviating(form)).toBe(count);
  });
});
