import { describe, expect, it } from 'vitest';
import { description } from '../entries/found';

describe('stores', () => {
  it('names collections, models and tables with what is done to them', async () => {
    const files = {
      'a.js':
        "const { MongoClient } = require('mongodb'); MongoClient.connect(url, (err, db) => { use(db); });\nfunction use(db) { const users = db.collection('users'); users.find({}); users.deleteOne({}); }",
      'b.js':
        "const pg = require('pg'); const pool = new pg.Pool(); pool.query('INSERT INTO orders (a) VALUES ($1)', [1]); pool.query(`SELECT * FROM ${'items'} WHERE id = 1`);",
      'c.py':
        'from django.db import models\nclass Post(models.Model):\n    title = models.CharField()\ndef f():\n    Post.objects.filter(a=1)\n    Post.objects.create(a=1)',
    };
    const { stores } = await description(files);
    expect(stores.map((store) => store.type)).toEqual(['mongodb', 'postgresql', 'sql']);
    const accesses = Object.fromEntries(
      stores.map((store) => [store.type, store.accesses.map((access) => `${access.operation} ${access.subject}`)]),
    );
    expect(accesses).toEqual({
      mongodb: ['read users', 'delete users'],
      postgresql: ['write orders', 'read items'],
      sql: ['read Post', 'write Post'],
    });
  });
  it('name the collections of an object that a function puts together', async () => {
    const { stores } = await description({
      'db.js':
        "const { MongoClient } = require('mongodb');\nexports.connect = async () => { const client = new MongoClient('x'); const db = client.db('d'); return { users: db.collection('users') }; };",
      'app.js':
        "const { connect } = require('./db');\nconst routes = require('./routes');\nasync function main() { const db = await connect(); routes(db); }",
      'routes.js': 'module.exports = (db) => { db.users.deleteOne({}); };',
    });
    expect(stores[0]?.accesses.map((access) => `${access.operation} ${access.subject}`)).toContain('delete users');
  });
  it('finds none where a library only lends its name', async () => {
    expect((await description({ 'a.js': 'const redis = {}; redis.get("x"); const open = 3;' })).stores).toEqual([]);
  });
});

describe('services and models', () => {
  it('finds services by library and by host, not the own machine', async () => {
    const { services } = await description({
      'a.js':
        "fetch('https://api.example.org/v1'); fetch('http://localhost:3000'); const mail = require('nodemailer').createTransport({});",
    });
    expect(services.map((service) => service.name)).toEqual(['api.example.org', 'Mail server']);
  });
  it('lists fields of schemas and classes', async () => {
    const { models } = await description({
      'a.js':
        "const mongoose = require('mongoose'); const userSchema = new mongoose.Schema({ name: String, age: { type: Number } });",
      'b.py': 'from pydantic import BaseModel\nclass New(BaseModel):\n    name: str\n    tags: list[str] = []',
    });
    expect(
      models.map((model) => [model.name, model.kind, model.fields.map((field) => `${field.name}: ${field.type}`)]),
    ).toEqual([
      ['user', 'mongoose-schema', ['name: String', 'age: Number']],
      ['New', 'pydantic-model', ['name: str', 'tags: list[str]']],
    ]);
  });
});

describe('controls', () => {
  const ROLE =
    'function onlyAdmin(req, res, next) { if (!req.session.user || !req.session.user.isAdmin) return res.sendStatus(403); next(); }\n';
  const unused = async (code: string) =>
    (await description({ 'a.js': `const app = require('express')();\n${ROLE}${code}` })).controls
      .filter((control) => control.details?.unused === true)
      .map((control) => `${control.name} ${control.strength}`);
  it('name a role check that no route uses', async () => {
    expect(await unused("app.post('/a', (q, r) => {});")).toEqual(['onlyAdmin weak']);
    expect(await unused("app.post('/a', onlyAdmin, (q, r) => {});")).toEqual([]);
    expect(await unused("app.post('/a', (q, r) => onlyAdmin(q, r, () => {}));")).toEqual([]);
  });
  it('name no role check that decorates something, whatever that is', async () => {
    const decorated = async (use: string) =>
      (
        await description({
          'a.py': `from functools import wraps\nfrom flask import abort, g\ndef admin_required(f):\n    @wraps(f)\n    def inner(*args):\n        if not g.user.is_admin:\n            abort(403)\n        return f(*args)\n    return inner\n\n${use}def job():\n    pass\n`,
        })
      ).controls.filter((control) => control.details?.unused === true);
    expect(await decorated('')).toHaveLength(1);
    expect(await decorated('@admin_required\n')).toEqual([]);
  });

  it('are bound to the entry points they protect', async () => {
    const { controls } = await description({
      'a.js':
        "const app = require('express')();\nfunction auth(req, res, next) { if (!req.user) return res.sendStatus(401); next(); }\napp.get('/a', auth, (q, r) => {});\napp.get('/b', auth, (q, r) => {});",
    });
    expect(controls).toHaveLength(1);
    expect(controls[0]).toMatchObject({
      category: 'authentication',
      name: 'auth',
      at: { line: 2 },
      strength: 'strong',
      protects: ['ep-001', 'ep-002'],
    });
  });
  it('that are installed behind all routes protect nothing', async () => {
    const { controls } = await description({
      'a.js':
        "const app = require('express')();\napp.use(require('helmet')());\napp.get('/a', (q, r) => {});\napp.use(require('csurf')());",
    });
    expect(controls.map((control) => [control.name, control.strength, control.protects.length])).toEqual([
      ['Security headers', 'strong', 1],
      ['CSRF protection', 'weak', 0],
    ]);
  });
  it('come from calls, settings, lock files and scanners', async () => {
    const files = {
      'a.py':
        "import os, bcrypt\nSESSION_COOKIE_SECURE = True\nCSRF_COOKIE_SECURE = False\nKEY = os.environ['SECRET_KEY']\nbcrypt.hashpw(b'x', s)",
      'b.js':
        "const c = require('crypto'); c.createCipheriv('aes-256-gcm', k, i); db.query('SELECT * FROM a WHERE b = ?', [x]); res.cookie('a', 'b', { httpOnly: true, secure: false });",
      'package-lock.json': '{}',
    };
    const { controls } = await description(files, {
      lockfiles: ['package-lock.json'],
      scanners: [{ tool: 'dependabot', at: { file: 'd.yml', line: 1, endLine: 1, text: '' }, ci: true }],
    });
    expect(controls.map((control) => `${control.category}: ${control.name} (${control.strength})`)).toEqual([
      'cors-csp: Secure cookies (strong)',
      'cors-csp: Cookie flags (partial)',
      'cryptography: Password hashing (strong)',
      'cryptography: Encryption (strong)',
      'dependency-security: Dependency scanning (dependabot) (strong)',
      'dependency-security: Lock file (strong)',
      'input-validation: Parameterised queries (strong)',
      'secrets-management: Secrets from the environment (partial)',
    ]);
  });
  it('are no scanner of dependencies where the code itself is looked at', async () => {
    const at = { file: 'd.yml', line: 1, endLine: 1, text: '' };
    const { controls } = await description(
      { 'a.js': '' },
      { lockfiles: [], scanners: ['CodeQL', 'Trivy'].map((tool) => ({ tool, at, ci: true })) },
    );
    expect(controls.map(({ name }) => name)).toEqual(['Dependency scanning (Trivy)']);
  });
  it('see settings that are read from the environment by a class', async () => {
    const settings = (fields: string) =>
      description({
        'config.py': `from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    NAME: str\n    ${fields}`,
      });
    expect((await settings('SECRET_KEY: str')).controls).toMatchObject([
      { category: 'secrets-management', details: { names: ['SECRET_KEY'] } },
    ]);
    expect((await settings("SECRET_KEY: str = 'x1y2z3'")).controls).toEqual([]);
  });
  it('do not count templates whose escaping is turned off', async () => {
    const files = (extra: string) => ({
      'a.js': `const app = require('express')(); app.set('view engine', 'ejs');\n${extra}`,
    });
    expect((await description(files(''))).controls.map((control) => control.category)).toEqual(['output-encoding']);
    expect((await description(files("require('swig').setDefaults({ autoescape: false });"))).controls).toEqual([]);
  });
});

describe('operations, frameworks and functions', () => {
  it('says whether an operation leaves a record', async () => {
    const code =
      "const bcrypt = require('bcrypt'); const logger = require('winston').createLogger();\nfunction quiet(u) { bcrypt.compare(u, u); }\nfunction loud(u) { bcrypt.compare(u, u); logger.info('signed in'); }\nfunction promote(u) { u.role = 'admin'; }";
    const { operations } = await description({ 'a.js': code });
    expect(operations.map((one) => `${one.operation} ${one.at.line} ${one.logged}`)).toEqual([
      'login 2 false',
      'login 3 true',
      'role-change 4 false',
    ]);
  });
  it('lists frameworks at their first import and functions with their callers', async () => {
    const { frameworks, functions } = await description({
      'a.js': "const e = require('express');\nfunction f() {}\nfunction g() { f(); }",
    });
    expect(frameworks.map((one) => `${one.name} ${one.at.line}`)).toEqual(['express 1']);
    expect(functions.find((fn) => fn.name === 'f')?.callers).toEqual([functions.find((fn) => fn.name === 'g')?.id]);
  });
  it('leaves out foreign files', async () => {
    const { models } = await description(
      { 'gen.py': 'from pydantic import BaseModel\nclass A(BaseModel):\n    x: int' },
      { lockfiles: [], scanners: [], foreign: new Set(['gen.py']) },
    );
    expect(models).toEqual([]);
  });
  it('gives the same facts whatever the order of files', async () => {
    const files = {
      'b.js': 'exports.h = (req, res) => {};',
      'a.js': "const app = require('express')(); app.get('/', require('./b').h);",
    };
    const reversed = Object.fromEntries(Object.entries(files).reverse());
    expect(JSON.stringify(await description(files))).toBe(JSON.stringify(await description(reversed)));
  });
});
