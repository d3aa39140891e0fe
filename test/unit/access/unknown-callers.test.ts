import { describe, expect, it } from 'vitest';
import { told } from './found';

const app = (check: string): Record<string, string> => ({
  'app.js': `const express = require('express');
const mongoose = require('mongoose');
const gate = (req, res, next) => (weather.isFine(req.params.id) ? next() : next(new Error('rain')));
const Note = mongoose.model('Note', new mongoose.Schema({ text: String }));
const app = express();
app.delete('/notes/:id', ${check}async (req, res) => res.json(await Note.deleteOne({ _id: req.params.id })));
`,
});

describe('who gets to data behind something that may ask who is calling', () => {
  it('is not known', async () => {
    expect(await told(app('gate, '))).toEqual(['delete Note: unknown']);
  });
  it('is anybody where nothing stands in front', async () => {
    expect(await told(app(''))).toEqual(['delete Note: anonymous']);
  });
});
