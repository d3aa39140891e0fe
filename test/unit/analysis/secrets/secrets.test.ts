import { describe, it, expect } from 'vitest';
import { growth, LINEAR } from '../../support/growth';
import type { FileFact } from '../../../../src/artifacts/inventory';
import type { WeaknessFact } from '../../../../src/artifacts/facts';
import { roleOf } from '../../../../src/analysis/read/inventory/classify';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { findSecrets } from '../../../../src/analysis/documents/secrets/find-secrets';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';
import { messageOf } from '../../../../src/wording/seen';

const isCode = (path: string) => /\.(js|ts|py)$/.test(path);
async function secrets(path: string, text: string): Promise<WeaknessFact[]> {
  const file: FileFact = {
    path,
    size: text.length,
    sha256: 'x',
    lines: 1,
    analyzed: isCode(path),
    role: roleOf(path, isCode(path), text),
  };
  const trees = new Map(isCode(path) ? [[path, await lowerText(path, text)]] : []);
  return findSecrets([file], new CachedTextSource(() => text), trees);
}
/** Built here, so that no scanner takes this file for a leak. */
const fake = (...parts: string[]) => parts.join('');

describe('secrets in code', () => {
  it.each([
    ['a.js', "module.exports = { cookieSecret: 'session_cookie_secret_key_here' }", 'medium'],
    ['a.js', "const s = { sessionSecret: process.env.SESSION_SECRET || 'sessionsecret' }", 'medium'],
    ['a.js', "app.use(session({ secret: 'keyboard cat' }))", 'medium'],
    ['a.js', "jwt.sign(payload, 'shhhhh')", 'medium'],
    ['a.js', "app.set('jwtSecret', 'abc123def')", 'medium'],
    ['a.js', "crypto.createHmac('sha256', 'a1B2c3')", 'medium'],
    ['a.js', "if (req.body.password === 'S3cret!pw') ok()", 'medium'],
    ['a.js', "connect({ apiKey: 'f3a9c1e07b2d4856aa91c0de77' })", 'high'],
    ['a.ts', "class C { private readonly password: string = 'hunter2' }", 'medium'],
    ['a.ts', "const { dbPassword = 'hunter2' } = options", 'medium'],
    ['a.py', "SECRET_KEY = 'dev'", 'medium'],
    ['a.py', "app.config['SECRET_KEY'] = os.environ.get('SECRET_KEY', 'you-will-never-guess')", 'medium'],
    ['a.py', "SECRET = config('SECRET', default='django-insecure-8s7d6f5g4h3j2k1l0')", 'high'],
    ['a.py', "connect(user='root', password='toor')", 'medium'],
    ['a.py', "app.secret_key = b'_5#y2L'", 'medium'],
  ])('%s: %s', async (path, text, confidence) => {
    const found = await secrets(path, text);
    expect(found.map((one) => [one.weakness, one.confidence])).toEqual([['hardcoded-secret', confidence]]);
  });

  it.each([
    ['a.js', "const c = { password: process.env.PASSWORD, secret: config.get('secret'), token: '' }"],
    ['a.js', "const f = { usernameField: 'email', passwordField: 'password', password: 'password', type: 'password' }"],
    [
      'a.js',
      "const t = { password: 'Password', forgotPassword: 'forgot-password', password_hint: 'abc123', passwordLabel: 'Your password' }",
    ],
    [
      'a.js',
      "const e = { password: 'Please enter your password', secret: '<your secret>', apiKey: 'your_api_key', token: 'xxxxxxxxxxxxxxxxxxxxxxxx1' }",
    ],
    [
      'a.js',
      "export const SET_TOKEN = 'SET_TOKEN'; const tokenKey = 'access_token'; const token = 'Authorization'; const csrfToken = 'a1b2c3d4e5f6a7b8c9d0'",
    ],
    [
      'a.js',
      "const rules = { password: 'required|min:6' }; const s = { password: String, secret: `${x}`, apiKey: `${a}${b}` }",
    ],
    [
      'a.js',
      "const secret = '/run/secrets/x.pem'; const passwordInput = '#password'; const password = '#password'; const i = { password: 'auth.password.label' }",
    ],
    ['a.js', "const password = 'changeme'; const dbPassword = 'example'; const secretKey = 'DB_SECRET_KEY'"],
    ['a.py', 'password = models.CharField(max_length=10); token = None; password: str = Field(..., min_length=8)'],
    ['a.py', "# SECRET_KEY = 'dev'\nif password == '': pass"],
    ['locales/en.js', "module.exports = { password: 'Kennwort1' }"],
    ['src/a.test.js', "const password = 'hunter2'"],
    ['docs/a.py', "SECRET_KEY = 'dev'"],
  ])('finds nothing in %s: %s', async (path, text) => {
    expect(await secrets(path, text)).toEqual([]);
  });
});

describe('what a secret is good for', () => {
  it('says when it only stands in, and that it is for development', async () => {
    const said = async (text: string): Promise<string[]> => (await secrets('config.py', text)).map(messageOf);
    expect(await said("SECRET_KEY = os.environ.get('SECRET_KEY') or 'you-will-never-guess'")).toEqual([
      'The code contains the secret `SECRET_KEY` that is used when no other is set: you****.',
    ]);
    expect(await said("SECRET_KEY = 'you-will-never-guess'")).toEqual([
      'The code contains the secret `SECRET_KEY`: you****.',
    ]);
    for (const path of ['app/settings/dev.py', 'config/env/development.js', 'local_settings.py', 'settings-local.py']) {
      expect(
        await secrets(
          path,
          path.endsWith('py') ? "SECRET_KEY = 'hunter2!'" : "module.exports = { secret: 'hunter2!' }",
        ),
        path,
      ).toMatchObject([{ confidence: 'low', seen: { what: 'secret', secret: { forDevelopment: true } } }]);
    }
    for (const path of ['app/settings/common.py', 'strategies/local.js', 'dev/server.py'])
      expect(
        (
          await secrets(
            path,
            path.endsWith('py') ? "SECRET_KEY = 'hunter2!'" : "module.exports = { secret: 'hunter2!' }",
          )
        )[0]?.confidence,
        path,
      ).toBe('medium');
  });

  it('knows keys of test accounts, and short keys by their digits', async () => {
    expect(await secrets('a.py', `stripe.api_key = '${fake('sk_test_', '4eC39HqLyjWDarjtT1zdp7dc')}'`)).toMatchObject([
      { confidence: 'low', sink: 'Stripe test key' },
    ]);
    expect(await secrets('a.py', "AKISMET_API_KEY = '9371e0c24452'")).toMatchObject([{ weakness: 'hardcoded-secret' }]);
    expect(
      await secrets(
        'a.py',
        "AKISMET_API_KEY = 'feedfacebeef'; MAP_TOKEN = 'deadbeefcafe'; ORDER_TOKEN = '202401021234'",
      ),
    ).toEqual([]);
  });
});

describe('secrets in configuration', () => {
  it.each([
    ['.env', 'DB_HOST=x\nDB_PASSWORD=hunter2\n', 2],
    ['docker-compose.yml', 'environment:\n  - POSTGRES_PASSWORD=hunter2\n', 2],
    ['docker-compose.yml', 'environment:\n  POSTGRES_PASSWORD: hunter2\n', 2],
    ['config/app.json', '{\n  "jwtSecret": "hunter2",\n}', 2],
    ['app.toml', 'secret_key = "hunter2" # really', 1],
    ['app.ini', '[db]\npassword=hunter2', 2],
    ['application.properties', 'spring.datasource.password=hunter2', 1],
    ['Dockerfile', 'FROM x\nENV SECRET_KEY hunter2\n', 2],
  ])('%s', async (path, text, line) => {
    expect((await secrets(path, text)).map((one) => [one.at.line, one.confidence])).toEqual([[line, 'medium']]);
  });

  it.each([
    ['.env.example', 'PASSWORD=hunter2'],
    ['config.sample.yml', 'password: hunter2'],
    ['.github/workflows/ci.yml', 'env:\n  POSTGRES_PASSWORD: hunter2'],
    ['a.yml', 'password: ${{ secrets.PASSWORD }}\nsecret: !vault x\ntoken: "{{ token }}"'],
    ['openapi.yaml', 'password:\n  type: string\n'],
    ['openapi.yaml', 'password: string'],
    ['package.json', '{ "password": "hunter2" }'],
    ['.env', '# PASSWORD=hunter2\nPASSWORD=\nPASSWORD=${OTHER}'],
  ])('finds nothing in %s: %s', async (path, text) => {
    expect(await secrets(path, text)).toEqual([]);
  });
});

describe('credentials known by their shape', () => {
  it.each([
    ['AWS access key', fake('AKIA', 'Z7QK3M5N2P4R6S2T')],
    ['GitHub token', fake('ghp_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8')],
    ['Stripe key', fake('sk_live_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['Google API key', fake('AIza', 'SyB1c2D3e4F5g6H7i8J9k0L1m2N3o4P5q6R')],
    ['password in an address', fake('postgres://app:', 'hunter2@db.internal:5432/x')],
    ['private key', fake('-----BEGIN RSA ', 'PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq1x2y3z4\n')],
  ])('%s', async (what, value) => {
    const found = await secrets('src/a.js', `f(\`${value}\`)`);
    expect(found.map((one) => [one.sink, one.confidence])).toEqual([[what, 'high']]);
  });

  it('leaves out examples, placeholders and parsers', async () => {
    expect(
      await secrets(
        'a.js',
        fake(
          "x = ['AKIA",
          "IOSFODNN7EXAMPLE', 'postgres://user:password@host/db', 'mongodb://${u}:${p}@h', 'redis://u:<pw>@h', '-----BEGIN PRIVATE KEY-----']",
        ),
      ),
    ).toEqual([]);
  });

  it('never repeats the secret', async () => {
    const value = 'f3a9c1e07b2d4856aa91c0de77';
    const [found] = await secrets('a.js', `const config = { apiKey: '${value}', other: 1 }`);
    expect(JSON.stringify(found)).not.toContain(value.slice(3));
    expect(found?.seen).toMatchObject({ secret: { name: 'apiKey', hint: 'f3a****' } });
    expect(found?.at.text).toBe('const config = { apiKey:');
    expect(JSON.stringify(await secrets('a.py', "SECRET_KEY = 'dev'"))).not.toContain('dev');
  });

  it('keeps the id when lines move', async () => {
    const [before] = await secrets('a.py', "SECRET_KEY = 'dev'");
    const [after] = await secrets('a.py', "\n\nSECRET_KEY = 'dev'");
    expect(after?.id).toBe(before?.id);
    expect(after?.at.line).toBe(3);
  });

  it('reads a long line at the cost of its length', async () => {
    const text = (size: number): string =>
      `password: ${'a:@/=+'.repeat(size)}\n${'secret_'.repeat(size / 100)}: ${'x '.repeat(size / 25)}`;
    expect(await growth((size) => secrets('a.yml', text(size)), 5_000)).toBeLessThan(LINEAR);
  });
});

describe('what is no credential', () => {
  it.each([
    ['a step of a pipeline', 'ci.yml', `uses: ${fake('owner/gh-action', '@release/v1')}\n`],
    ['an address that readers disagree about', 'a.py', `# ${fake('http://INSIDE:', '8888', '\\\\@OUTSIDE/')}\n`],
    [
      'a class that a package offers',
      'pyproject.toml',
      '[project.entry-points."x"]\nshared-password = "app.auth.shared:SharedPassword"\n',
    ],
    [
      'a setting of tests',
      'pyproject.toml',
      `[tool.pytest_env]\nSECRET_KEY = "${fake('f3a9c1e07b2d', '4856aa91c0de77')}"\n`,
    ],
    [
      'a word for how one signs in',
      'a.py',
      "create({'password': 'LDAP', 'auth_method': AuthMethod.LDAP, 'admin': False})",
    ],
  ])('%s', async (_name, path, text) => expect(await secrets(path, text)).toEqual([]));

  it.each([
    ['the same with a port', 'a.py', `dsn = "${fake('scott/ti9er', '@db.internal.io:1521/x')}"\n`],
    [
      'the same setting elsewhere',
      'pyproject.toml',
      `[tool.app]\nSECRET_KEY = "${fake('f3a9c1e07b2d', '4856aa91c0de77')}"\n`,
    ],
    [
      'a password beside another method',
      'a.py',
      "create({'password': 'hunter2', 'auth_method': AuthMethod.LDAP, 'admin': False})",
    ],
  ])('is not %s', async (_name, path, text) => expect(await secrets(path, text)).toHaveLength(1));
});
