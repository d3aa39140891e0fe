import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../src/cli/main';
import type { Terminal } from '../../../src/cli/terminal';
import { PLANTED } from '../../unit/safety/secrets/planted';

/** Beside the secret a flaw on the same line, so that the line is quoted. */
const handler = (text: string): string => `const { exec } = require('child_process');
module.exports = (app) => app.get('/x', (req, res) => { ${text}; exec('ping ' + req.query.host, () => res.send('ok')); });
`;

const PYTHON =
  'import os\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route("/run")\ndef run():\n    os.system("ping " + request.args["host"])\n    return "ok"\n';
/** A token in the name of a file with a flaw. */
const IN_NAME = ['gh', 'p_zZ9yY8xX7wW6vV5uU4tT3sS2rR1qQ0pP9oO'].join('');

let root = '';
/** The folder holds code of languages that are not read, which makes a complete run incomplete. */
const READ = [0, 3];
const outputs = new Map<string, string>();
let everything = '';

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Everything below a folder as text, what is packed unpacked; names count as well. */
function collect(label: string, folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? readFileSync(path) : Buffer.alloc(0);
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    outputs.set(
      `${label}/${path.slice(folder.length + 1)}`,
      `${entry.name}\n${(isPacked ? gunzipSync(bytes) : bytes).toString('utf8')}`,
    );
  }
}

async function threatline(...args: string[]): Promise<number> {
  let written = '';
  const take = (text: string): void => void (written += `${text}\n`);
  const terminal: Terminal = {
    out: take,
    err: take,
    json: (value) => take(JSON.stringify(value)),
    interrupt: () => undefined,
    onInterrupt: () => () => undefined,
  };
  const code = await main(['node', 'threatline', ...args], terminal);
  outputs.set(`terminal of ${args[0] ?? ''} ${String(outputs.size)}`, written);
  return code;
}

const at = (...path: string[]): string => join(root, ...path);

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'threatline-planted-'));
  write(at('app', 'package.json'), '{"name":"planted","version":"1.0.0","dependencies":{"express":"4.19.2"}}');
  const scripts = PLANTED.filter(({ file }) => file.endsWith('.js')).map(({ file }) => `require('./${file}')(app);`);
  write(
    at('app', 'app.js'),
    `const app = require('express')();\n${scripts.join('\n')}\nrequire('./${IN_NAME}.js')(app);\napp.listen(3000);\n`,
  );
  // One file without a secret, so that the cache is not empty.
  write(at('app', 'clean.js'), 'module.exports = 1;\n');
  write(at('app', `${IN_NAME}.js`), handler('res.type("text")'));
  for (const { file, text } of PLANTED)
    write(at('app', file), file.endsWith('.js') ? handler(text) : file.endsWith('.py') ? PYTHON + text : text);
  expect(READ).toContain(
    await threatline(
      'analyze',
      at('app'),
      '--sarif',
      at('out', 'a.sarif'),
      '--facts',
      at('out', 'facts.json'),
      '--cache',
      at('cache'),
    ),
  );
  expect(READ).toContain(
    await threatline('run', at('app'), '--yes', '--out', at('out'), '--session-root', at('sessions')),
  );
  for (const { file, text } of PLANTED.slice(0, 3)) write(at('small', file), handler(text));
  expect(await threatline('run', at('small'), '--yes', '--json', '--session-root', at('more'))).toBe(0);
  const [session = ''] = readdirSync(at('sessions')).filter((name) => /^\d{8}-/.test(name));
  expect(await threatline('report', at('sessions', session))).toBe(0);
  expect(await threatline('report', at('sessions', session), '--json')).toBe(0);
  expect(await threatline('verify', at('sessions', session))).toBe(0);
  expect(await threatline('sessions', at('app'), '--json', '--session-root', at('sessions'))).toBe(0);
  expect(await threatline('analyze', at('app', 'nowhere', IN_NAME), '--sarif', at('out', 'b.sarif'))).toBe(2);
  for (const folder of ['out', 'cache', 'sessions', 'more']) collect(folder, at(folder));
  everything = [...outputs.values()].join('\n').toLowerCase();
}, 300_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** No eight characters of it, in whatever case: a piece of a secret is one. Pieces without a digit are words in their own right. */
function pieces(secret: string): string[] {
  const all = Array.from({ length: Math.max(1, secret.length - 7) }, (_, from) =>
    secret.slice(from, from + 8).toLowerCase(),
  );
  return all.filter((piece) => /\d/.test(piece) || secret.length <= 8);
}

function whereSeen(secret: string): string[] {
  return pieces(secret)
    .filter((piece) => everything.includes(piece))
    .flatMap((piece) =>
      [...outputs].filter(([, text]) => text.toLowerCase().includes(piece)).map(([name]) => `${piece} in ${name}`),
    );
}

describe('secrets in a folder', () => {
  it.each(PLANTED.map((one) => [one.kind, one] as const))('%s: seen in no output', (_kind, { secrets }) => {
    for (const secret of secrets) expect(whereSeen(secret)).toEqual([]);
  });

  it('are not seen when they stand in the name of a file', () => {
    expect(whereSeen(IN_NAME)).toEqual([]);
  });

  it('are quoted without them where a flaw stands on their line', () => {
    const report = [...outputs]
      .filter(([name]) => name.startsWith('sessions/') && name.includes('investigations'))
      .map(([, text]) => text)
      .join('\n');
    expect(report).toContain('[redacted]');
    expect(report).toContain("exec('ping ' + req.query.host");
  });

  it('leave the trees of other files in the cache', () => {
    expect([...outputs.keys()].filter((name) => name.startsWith('cache/') && name.endsWith('.gz'))).toHaveLength(1);
  });

  it('leave a facts file and logs that can be read', () => {
    for (const name of ['out/a.sarif', 'out/facts.json', 'out/threat-model.sarif', 'out/threat-model-data.json'])
      expect(() => void JSON.parse((outputs.get(name) ?? '').replace(/^.*\n/, ''))).not.toThrow();
  });
});
