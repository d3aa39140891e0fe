import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { factsFile } from '../../../src/cli/facts-file';

const APP = `const express = require('express');
const bcrypt = require('bcrypt');
const app = express();
app.use(express.json({ limit: '10kb' }));
const signedIn = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
app.get('/a', signedIn, (req, res) => res.json({}));
app.get('/b', signedIn, (req, res) => res.json({}));
app.get('/c', (req, res) => res.json(bcrypt.hashSync(req.query.password, 12)));
app.listen(1);
`;

describe('controls in the facts file', () => {
  it('say where they are and how many entry points they stand in front of', async () => {
    const { controls } = factsFile(await analyzeInProcess(new Map([['app.js', APP]])));
    const guard = controls.find(({ category, line }) => category === 'authentication' && line === 5);
    expect(guard).toMatchObject({ file: 'app.js', covers: { entryPoints: 2, of: 3 } });
    const hashing = controls.find(({ category }) => category === 'cryptography');
    expect(hashing).toMatchObject({ kind: 'password-hashing', line: 8 });
    expect(hashing?.covers).toBeUndefined();
  });

  it('take the size of a body for what it is', async () => {
    const { controls } = factsFile(await analyzeInProcess(new Map([['app.js', APP]])));
    expect(controls.filter(({ category }) => category === 'rate-limiting')).toEqual([]);
    expect(controls.find(({ kind }) => kind === 'body-size-limit')).toMatchObject({ category: 'input-validation' });
  });
});
