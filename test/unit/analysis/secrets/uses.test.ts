import { describe, expect, it } from 'vitest';
import type { FileFact } from '../../../../src/artifacts/inventory';
import type { WeaknessFact } from '../../../../src/artifacts/facts';
import { NameUses } from '../../../../src/analysis/documents/secrets/uses';
import { findSecrets } from '../../../../src/analysis/documents/secrets/find-secrets';
import type { FileIr } from '../../../../src/analysis/read/ir';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';

type Files = Readonly<Record<string, string>>;

async function found(files: Files): Promise<WeaknessFact[]> {
  const facts = Object.keys(files).map((path): FileFact => ({
    path,
    size: 1,
    sha256: 'x',
    lines: 1,
    analyzed: true,
    role: 'source',
  }));
  const trees = await Promise.all(
    Object.entries(files).map(async ([path, text]) => [path, await lowerText(path, text)] as const),
  );
  return findSecrets(facts, new CachedTextSource((path) => files[path]), new Map(trees));
}

/** What is claimed, leads left out: `proved`, or `likely` for what the confidence says. */
const claims = async (files: Files): Promise<string[]> =>
  (await found(files))
    .filter(({ proof, confidence }) => proof !== 'lead' && confidence !== 'low')
    .map(({ proof }) => proof ?? 'likely');

const VALUE = ['f3b9Qz7!', 'kLm2#pR8vXw4'].join('');

describe('a secret is claimed for what reads it', () => {
  it.each<[string, Files, string[]]>([
    [
      'a field that another file takes',
      {
        'conf.js': `module.exports = { mailPassword: '${VALUE}' };`,
        'a.js': "const { mailPassword } = require('./conf'); send(mailPassword);",
      },
      ['likely'],
    ],
    [
      'a field of settings',
      {
        'conf.js': `module.exports = { mail: { password: '${VALUE}' } };`,
        'a.js': "const conf = require('./conf'); f(conf.mail.password);",
      },
      ['likely'],
    ],
    [
      'a table that is handed on',
      { 'a.js': `const db = { host: 'h', password: '${VALUE}' }; connect(db);` },
      ['likely'],
    ],
    ['a variable of its file', { 'a.py': `db_password = "${VALUE}"\nconnect(db_password)` }, ['likely']],
    [
      'a variable that is imported',
      { 'a.py': `MAIL_PASSWORD = "${VALUE}"`, 'b.py': 'from a import MAIL_PASSWORD' },
      ['likely'],
    ],
    [
      'a field of an object itself',
      { 'a.ts': `class C { password = '${VALUE}'; f() { return login(this.password); } }` },
      ['likely'],
    ],
    ['a key that tokens are signed with', { 'a.js': `jwt.sign({ id }, '${VALUE}');` }, ['proved']],
    ['a key that sessions are signed with', { 'a.js': "app.use(session({ secret: 'shhhhhh1' }));" }, ['proved']],
    ['a setting that a framework signs with', { 'settings.py': `SECRET_KEY = '${VALUE}'` }, ['proved']],
    ['what a lambda falls back to', { 'a.js': `function login({ dbPassword = '${VALUE}' }) {}` }, ['likely']],
  ])('%s', async (_what, files, expected) => {
    expect(await claims(files)).toEqual(expected);
  });

  it.each<[string, Files]>([
    ['a field that nothing reads', { 'conf.js': `module.exports = { mailPassword: '${VALUE}' };` }],
    [
      'a field of what callers send',
      {
        'conf.js': "module.exports = { password: 'core1234' };",
        'a.js': 'app.post("/", (req) => f(req.body.password));',
      },
    ],
    ['a variable that nothing reads', { 'a.py': `db_password = "${VALUE}"` }],
    [
      'a variable that a parameter hides',
      { 'a.js': `const mailPassword = '${VALUE}'; const f = (mailPassword) => mailPassword;` },
    ],
    [
      'members of an enumeration',
      { 'a.ts': "enum Kind { StrongPassword = '5b1f6a90-3c1e-4d7a-9e02-7d4c1f0a6b21' }\nf(Kind.StrongPassword);" },
    ],
    [
      'words of a language',
      { 'a.js': "const de = { password: 'Passwort', title: 'Anmeldung', hint: 'Hilfe' }; use(de.password);" },
    ],
    [
      'what several fields say',
      { 'a.js': "const groups = { session_secret: 'core', title: 'core' }; f(groups.session_secret);" },
    ],
    ['names of fields', { 'a.py': 'S = {"secret": ["pat", "access_token"]}\nf(S["secret"])' }],
    [
      'the name of a field beside it',
      { 'a.py': 'S = {"properties": {"url": {"type": "string"}}, "secret": "url"}\nf(S)\nhmac.new(secret, b"x")' },
    ],
    [
      'settings of the tests',
      { 'a.py': `class Config:\n    X = 1\nclass TestingConfig(Config):\n    SECRET_KEY = "${VALUE}"` },
    ],
    [
      'settings that say they are for tests',
      { 'a.py': `class Fast:\n    TESTING = True\n    SECRET_KEY = "${VALUE}"` },
    ],
    ['an example of an address', { 'a.js': "hint('twilio://AccountSid:AuthToken@FromPhoneNo')" }],
  ])('claims nothing of %s', async (_what, files) => {
    expect(await claims(files)).toEqual([]);
  });

  it.each([
    ['a.py', `def f(form):\n    return form["password"] == "${VALUE}"`],
    ['a.py', `def f(request):\n    return hmac.compare_digest(request.headers.get("x-api-key"), "${VALUE}")`],
    ['a.js', `if (req.get('x-api-key') !== '${VALUE}') res.sendStatus(401);`],
    ['a.js', `crypto.timingSafeEqual(Buffer.from(req.body.password), Buffer.from('${VALUE}'));`],
  ])('claims what is compared with a credential in %s: %s', async (path, text) => {
    expect(await claims({ [path]: text })).toHaveLength(1);
  });

  it.each([
    ['a.py', 'if token_type == "bearer-token-2": pass'],
    ['a.js', "if (req.get('x-kind') === 'k7Qz-29fLm-Rt4xW-8bnCd') next();"],
    ['a.js', "if (form.password === '') complain();"],
  ])('claims nothing of other comparisons in %s: %s', async (path, text) => {
    expect(await claims({ [path]: text })).toEqual([]);
  });

  it('takes a key that pages hold for public, and the same key alone for a secret', async () => {
    const key = ['AIza', 'SyD4x9kP2mQ7rT1vW8yZ3aB6cE5fG0hJ4kL'].join('');
    expect(await claims({ 'a.js': `init({ apiKey: '${key}', authDomain: 'x.firebaseapp.com' })` })).toEqual([]);
    expect(await claims({ 'a.js': `geocode('${key}')` })).toHaveLength(1);
  });
});

describe('the question whether a name is read', () => {
  /** A tree that must not be gone through. */
  const closed = (path: string): FileIr => ({
    path,
    language: 'javascript',
    syntaxErrors: [],
    get body(): FileIr['body'] {
      throw new Error(`${path} was gone through`);
    },
  });
  const tree = (path: string, text: string): Promise<FileIr> => lowerText(path, text);

  it('goes no further than to the file that answers it', async () => {
    const own = await tree('b.js', 'const key = 1; use(key);');
    const asking = await tree('a.js', "const conf = require('./conf'); f(conf.mailKey);");
    expect(new NameUses([closed('a.js'), own]).readsVariable('b.js', 'key')).toBe(true);
    expect(new NameUses([asking, closed('z.js')]).readsField('mailKey', ['conf'])).toBe(true);
    expect(() => new NameUses([asking, closed('z.js')]).readsField('otherKey', ['conf2'])).toThrow('z.js');
  });

  it('has the same answer whatever was asked before', async () => {
    const trees = [
      await tree('a.js', 'const one = 1; f(settings.first);'),
      await tree('b.js', "import { second } from './c'; g(table);"),
      await tree('c.js', 'export const second = 2; const third = 3;'),
    ];
    const questions: ((uses: NameUses) => boolean)[] = [
      (uses) => uses.readsField('first', ['none']),
      (uses) => uses.readsField('second', ['none']),
      (uses) => uses.readsField('none', ['table']),
      (uses) => uses.readsVariable('c.js', 'second'),
      (uses) => uses.readsVariable('c.js', 'third'),
      (uses) => uses.readsVariable('a.js', 'one'),
    ];
    const alone = questions.map((ask) => ask(new NameUses(trees)));
    const together = new NameUses(trees);
    expect(questions.map((ask) => ask(together))).toEqual(alone);
    expect(
      [...questions]
        .reverse()
        .map((ask) => ask(together))
        .reverse(),
    ).toEqual(alone);
    expect(alone).toEqual([false, true, true, true, false, false]);
  });
});
