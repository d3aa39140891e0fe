import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { main } from '../../../src/cli/main';
import type { Terminal } from '../../../src/cli/terminal';
import { tempFolder } from '../analysis/temp-folder';

const quiet: Terminal = {
  out: () => undefined,
  err: () => undefined,
  json: () => undefined,
  interrupt: () => undefined,
  onInterrupt: () => () => undefined,
};

/** A page that nobody is seen rendering is a lead; code from a request is not. */
const FILES = {
  'package.json': '{ "name": "shop", "dependencies": { "express": "^4.0.0", "ejs": "^3.0.0" } }',
  'server.js':
    "const app = require('express')();\napp.get('/run', (req, res) => { eval(req.query.code); res.send('ok') });\n",
  'views/unused.ejs': '<p><%- note %></p>\n',
};

const proofsIn = (file: string): string[] =>
  (
    JSON.parse(readFileSync(file, 'utf8')) as { runs: { results: { properties: { proof?: string } }[] }[] }
  ).runs.flatMap(({ results }) => results.map(({ properties }) => properties.proof ?? ''));

it.each([false, true])('`analyze` and `run` write leads into the SARIF only with --leads: %s', async (leads) => {
  const top = tempFolder(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [`app/${path}`, text])));
  const [folder, out] = [join(top, 'app'), join(top, 'out')];
  const flags = leads ? ['--leads'] : [];
  const analysed = join(top, 'analysis.sarif');
  await main(['node', 'threatline', 'analyze', folder, '--sarif', analysed, ...flags], quiet);
  await main(['node', 'threatline', 'run', folder, '--yes', '--out', out, ...flags], quiet);
  expect(existsSync(out)).toBe(true);
  for (const file of [analysed, join(out, 'threat-model.sarif')]) {
    expect(proofsIn(file).includes('lead')).toBe(leads);
    expect(proofsIn(file).some((proof) => proof !== 'lead')).toBe(true);
  }
  expect(readFileSync(join(out, 'threat-model-data.json'), 'utf8')).toContain('"lead"');
});
