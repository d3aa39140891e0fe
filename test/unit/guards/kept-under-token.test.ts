import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const kept = (returns: string) => `
const known = { map: {}, from(req) { const text = bearer(req); return text ? this.at(text) : undefined; },
  at(text) { return ${returns}; } };
function bearer({ headers }) {
  const parts = headers.authorization?.split(' ') ?? [];
  return parts.length === 2 ? parts[1] : undefined;
}
module.exports = { known };
`;
const APP = `
const { known } = require('./kept');
const app = require('express')();
app.post('/notes', (req, res, next) => {
  const found = known.from(req);
  if (!found) { next(new Error('no')); return; }
  Note.create({ text: req.body.text });
  res.end();
});
`;

const authentication = async (returns: string): Promise<string | undefined> =>
  (await entryPoints({ 'app.js': APP, 'kept.js': kept(returns) }))[0]?.authentication;

describe('what is kept under what a sender proves itself by', () => {
  it('is asked for by a function of the program', async () => {
    expect(await authentication('this.map[text]')).toBe('required');
  });
  it('is asked for by none that gives something to everybody', async () => {
    expect(await authentication('{ text }')).not.toBe('required');
  });
});
