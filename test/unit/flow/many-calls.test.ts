import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const CALLS = 40;

const lines = (line: (at: number) => string): string => Array.from({ length: CALLS }, (_, at) => line(at)).join('\n');

async function found(text: string): Promise<string[]> {
  return places((await flowsOf({ 'app.js': text })).weaknesses);
}

describe('a helper that many places call', () => {
  it('still gives each of them the outside data it reads itself', async () => {
    const text = `const app = require('express')();
const cp = require('child_process');
app.get('/x', (req, res) => { const one = (name) => req.query[name];
${lines((at) => `const v${at} = one('name${at}');`)}
cp.exec(v${CALLS - 1}); });`;
    expect(await found(text)).toEqual([`command-injection@${4 + CALLS}`]);
  });

  it('is walked for outside data after many calls that had none', async () => {
    const text = `const app = require('express')();
const cp = require('child_process');
function run(command) { cp.exec(command); }
${lines((at) => `function f${at}() { run('ls -${at}'); }\nf${at}();`)}
app.get('/x', (req, res) => { run(req.query.command); });`;
    expect(await found(text)).toEqual(['command-injection@3']);
  });

  it('is walked for a request after many calls that had none', async () => {
    const text = `const app = require('express')();
const cp = require('child_process');
function run(source) { cp.exec(source.query.command); }
${lines((at) => `function f${at}() { run({ query: { command: 'ls -${at}' } }); }\nf${at}();`)}
app.get('/x', (req, res) => { run(req); });`;
    expect(await found(text)).toEqual(['command-injection@3']);
  });

  it('answers alike after calls that were alike, and not after others', async () => {
    const text = `const app = require('express')();
const cp = require('child_process');
const choose = (kind) => (kind === 'fixed' ? 'ls' : undefined);
${lines((at) => `choose('other${at}');`)}
app.get('/x', (req, res) => { cp.exec(choose('fixed') ?? req.query.command); });
app.get('/y', (req, res) => { cp.exec(choose('none') ?? req.query.command); });`;
    expect(await found(text)).toEqual([`command-injection@${5 + CALLS}`]);
  });
});
