import { describe, expect, it } from 'vitest';
import { nearest } from '../../../src/reasoning/explain/nearest';
import { entriesNamed } from '../../../src/reasoning/explain/find-entry';
import { placeOf } from '../../../src/pipeline/explain/place';
import { entry, factsOf } from './explained';

const SHOP = {
  'app.js': `const express = require('express');
const mongoose = require('mongoose');
const app = express();
const Order = mongoose.model('Order', new mongoose.Schema({ owner: String, text: String }));
function requireLogin(req, res, next) {
  if (!req.session.user) return res.status(401).end();
  next();
}
app.get('/orders/:id', requireLogin, async (req, res) => {
  const order = await Order.findOne({ _id: req.params.id, owner: req.session.user.id });
  res.json(order);
});
app.put('/orders/:id', requireLogin, async (req, res) => {
  await Order.updateOne({ _id: String(req.params.id), owner: req.session.user.id }, { text: String(req.body.text) });
  res.end();
});
app.delete('/orders/:id', async (req, res) => {
  await Order.deleteOne({ _id: String(req.params.id) });
  res.end();
});
app.get('/about', (req, res) => res.end());
app.listen(1);
`,
};

const VIEWS = {
  'app.py': `from flask import Flask, request
from flask_login import login_required
import os
app = Flask(__name__)

@app.route('/run', methods=['POST'])
@login_required
def run():
    os.system(request.form['x'])
    return ''
`,
};

describe('an entry point', () => {
  it('tells its guards, who gets through, and what it does to data', async () => {
    const { answer, text } = await entry(SHOP, 'GET /orders/:id');
    expect(answer.entryPoint).toMatchObject({ authentication: 'required', followed: true, framework: 'express' });
    expect(text).toContain('Who may call it: a sign-in is required');
    expect(text).toContain('1. `requireLogin`: authenticated');
    expect(text).toContain('reads one `Order`');
    expect(text).toContain('Who gets there: owner.');
  });

  it('says that nothing asks who it is', async () => {
    const { text } = await entry(SHOP, 'DELETE /orders/:id');
    expect(text).toContain('nothing asks for a sign-in: every check before the handler was followed');
    expect(text).toContain('No check was seen before the handler.');
    expect(text).toContain('deletes `Order`');
    expect(text).toContain('Nothing on the way asks who it is.');
    expect(text).toContain('It differs from its siblings: they ask, and this one does not');
  });

  it('is explained in Python with what its data does', async () => {
    const { answer, text } = await entry(VIEWS, 'POST /run');
    expect(answer.claims).toMatchObject([{ weakness: 'command-injection' }]);
    expect(text).toContain('`login_required`: authenticated');
    expect(text).toContain('What is claimed');
  });

  it('says so where it does nothing', async () => {
    const { text } = await entry(SHOP, '/about');
    expect(text).toContain('No effect on stored data was seen.');
    expect(text).toContain('No flow of data that it brings is claimed to do harm.');
  });
});

describe('the name of an entry point', () => {
  it.each([
    ['GET /orders/:id', ['GET']],
    ['get /orders/:id', ['GET']],
    ['GET /orders/17', ['GET']],
    ['/orders/:id', ['GET', 'PUT', 'DELETE']],
    ['/orders/17', ['GET', 'PUT', 'DELETE']],
    ['POST /orders/17', []],
    ['GET /shop/orders/17', []],
    ['/order', []],
  ])('%s', async (asked, methods) => {
    const found = entriesNamed(await factsOf(SHOP), asked);
    expect(found.map(({ method }) => method)).toEqual(methods);
  });

  it('may leave out what stands in front of its route', async () => {
    const mounted = {
      'app.js':
        "const express = require('express');\nconst app = express();\nconst shop = express.Router();\nshop.get('/orders/:id', (req, res) => res.end());\napp.use('/api/v1', shop);\n",
    };
    const facts = await factsOf(mounted);
    expect(entriesNamed(facts, 'GET /orders/7')).toMatchObject([{ route: '/api/v1/orders/:id' }]);
    expect(entriesNamed(facts, 'GET /7')).toEqual([]);
  });

  it('may be that of the handler', async () => {
    expect(entriesNamed(await factsOf(VIEWS), 'run')).toMatchObject([{ route: '/run' }]);
  });
});

describe('a place in words', () => {
  it.each([
    ['src/a.js:12', { kind: 'line', file: 'src/a.js', line: 12 }],
    ['./src/a.js:12:5', { kind: 'line', file: 'src/a.js', line: 12 }],
    ['src\\a.js:3', { kind: 'line', file: 'src/a.js', line: 3 }],
    ['POST /orders/:id', { kind: 'entry', name: 'POST /orders/:id' }],
    ['GET /page:1', { kind: 'entry', name: 'GET /page:1' }],
    ['chat message', { kind: 'entry', name: 'chat message' }],
  ])('%s', (asked, place) => {
    expect(placeOf(asked)).toEqual(place);
  });

  it('is likely to be one that is spelled nearly the same', () => {
    const names = ['src/routes/admin.js', 'src/routes/auth.js', 'README.md', 'src/a/very/different/thing.py'];
    expect(nearest('src/routes/admn.js', names)[0]).toBe('src/routes/admin.js');
    expect(nearest('admin.js', names)[0]).toBe('src/routes/admin.js');
    expect(nearest('zzzzzzzz', names)).toEqual([]);
  });
});
