import { describe, expect, it } from 'vitest';
import { told } from './found';

const app = (check: string, more = ''): Record<string, string> => ({
  'app.js': `const express = require('express');
const mongoose = require('mongoose');
const gate = (req, res, next) => (weather.isFine(req.params.id) ? next() : next(new Error('rain')));
const Note = mongoose.model('Note', new mongoose.Schema({ text: String }));
const app = express();
app.delete('/notes/:id', ${check}async (req, res) => res.json(await Note.deleteOne({ _id: req.params.id })));
app.get('/notes/:id', ${check}async (req, res) => res.json(await Note.findOne({ _id: req.params.id })));
${more}`,
});

describe('who gets to data behind something that may ask who is calling', () => {
  it('is not known', async () => {
    expect(await told(app('gate, '))).toEqual(['delete Note: unknown', 'read Note: unknown']);
  });
  it('is anybody for what is read, where others are asked', async () => {
    const other =
      "app.get('/me', (req, res, next) => { if (!req.session.userId) return res.status(401).end(); next(); }, (req, res) => res.json(req.session.userId));\n";
    expect(await told(app('gate, ', other))).toEqual(['delete Note: unknown', 'read Note: anonymous']);
  });
  it('is anybody where nothing stands in front', async () => {
    expect(await told(app(''))).toEqual(['delete Note: anonymous', 'read Note: anonymous']);
  });
});
