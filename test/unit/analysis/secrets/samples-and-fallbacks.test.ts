import { describe, expect, it } from 'vitest';
import type { FileFact } from '../../../../src/artifacts/inventory';
import type { WeaknessFact } from '../../../../src/artifacts/facts';
import { findSecrets } from '../../../../src/analysis/documents/secrets/find-secrets';
import { lowerText } from '../../../../src/analysis/languages/lower/lower-text';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';
import { messageOf } from '../../../../src/wording/seen';

const isCode = (path: string): boolean => /\.(js|ts|py)$/.test(path);

async function found(files: Readonly<Record<string, string>>): Promise<WeaknessFact[]> {
  const facts = Object.entries(files).map(([path, text]): FileFact => {
    const role = isCode(path) ? 'source' : 'config';
    return { path, size: text.length, sha256: 'x', lines: 1, analyzed: isCode(path), role };
  });
  const code = Object.entries(files).filter(([path]) => isCode(path));
  const trees = new Map(
    await Promise.all(code.map(async ([path, text]) => [path, await lowerText(path, text)] as const)),
  );
  return findSecrets(facts, new CachedTextSource((path) => files[path]), trees);
}
const confidences = async (path: string, text: string): Promise<string[]> =>
  (await found({ [path]: text })).map((one) => one.confidence);
const proofs = async (files: Readonly<Record<string, string>>): Promise<(string | undefined)[]> =>
  (await found(files)).map((one) => one.proof);

const RANDOM = ['f3a9c1e0', '7b2d4856', 'aa91c0de77'].join('');

describe('values that nothing runs with', () => {
  it.each([
    ['Dockerfile', `RUN SECRET_KEY=${RANDOM} ./manage.py collectstatic`],
    ['Dockerfile', `RUN rm -f x && \\\n    DEBUG=False SECRET_KEY=${RANDOM} ./manage.py compress`],
    ['Dockerfile', `RUN env SECRET_KEY="${RANDOM}" npm run build`],
    ['build.yml', `steps:\n  - run: SECRET_KEY=${RANDOM} npm run build`],
  ])('weigh little in front of one command: %s', async (path, text) => {
    expect((await confidences(path, text)).filter((one) => one !== 'low')).toEqual([]);
  });
  it.each([
    ['Dockerfile', `ENV SECRET_KEY=${RANDOM}`],
    ['Dockerfile', `ENV DEBUG=False SECRET_KEY=${RANDOM} MODE=x`],
    ['.env', `SECRET_KEY=${RANDOM}`],
  ])('weigh in full where they stay set: %s', async (path, text) => {
    expect(await confidences(path, text)).toEqual(['high']);
  });

  const address = `postgresql://admin:${RANDOM}@db.internal.net/x`;
  it.each([
    ['a.yaml', `# databaseURL: ${address}`],
    ['a.yaml', `port: 1 # databaseURL: ${address}`],
    ['a.properties', `! url=${address}`],
    ['Dockerfile', `# ENV URL=${address}`],
    ['.env', `# URL=${address}`],
  ])('weigh little in comments: %s', async (path, text) => {
    expect(await confidences(path, text)).toEqual(['low']);
  });
  it('weigh in full beside comments', async () => {
    expect(await confidences('a.yaml', `url: ${address} # the store`)).toEqual(['high']);
    expect(await confidences('a.yaml', `password: 'a # ${RANDOM}'`)).not.toContain('low');
  });

  const compose = (password: string, head = ''): string =>
    `${head}services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: ${password}\n`;
  it('weigh little as defaults of images and in files marked as samples', async () => {
    expect(await confidences('docker-compose.yml', compose('postgres'))).toEqual(['low']);
    expect(await confidences('dev/docker-compose.yml', compose('rocks4all'))).toEqual(['low']);
    expect(await confidences('docker-compose.yml', compose('rocks4all', '# DO NOT USE IN PRODUCTION!\n'))).toEqual([
      'low',
    ]);
    expect(await confidences('docker-compose.yml', compose('rocks4all'))).toEqual(['medium']);
    expect(await confidences('values.yaml', 'postgresqlPassword: "postgres"\n')).toEqual(['low']);
  });
});

describe('what an application falls back to', () => {
  const PYTHON =
    'import os\ndef envsecret(name, default=None):\n    if path := os.getenv(name + "_FILE"):\n        return read(path)\n    return os.getenv(name, default)\n';
  const SCRIPT = 'function setting(key, other) {\n  return process.env[key] || other;\n}\n';

  it.each([
    ['a.py', `${PYTHON}SECRET_KEY = envsecret("SECRET_KEY", "---")\n`],
    ['a.py', `${PYTHON}SECRET_KEY = envsecret("SECRET_KEY", default="changeme")\n`],
    ['a.py', "SECRET_KEY = env('SECRET_KEY', 'literal-of-the-code')\n"],
    ['a.js', `${SCRIPT}const jwtKey_secret = setting('JWT', 'insecure');\njwt.sign(user, jwtKey_secret);\n`],
    ['a.js', "const tokenSecret = process.env.T || 'insecure';\njwt.sign(user, tokenSecret);\n"],
    [
      'a.js',
      "const sessionKey_secret = process.env.T || 'insecure';\napp.use(session({ secret: sessionKey_secret }));\n",
    ],
  ])('is proved when it signs: %s', async (path, text) => {
    expect(await proofs({ [path]: text })).toEqual(['proved']);
  });
  it('is proved when another file signs with it', async () => {
    const files = {
      'env.js': `export const setting = (key, other) => process.env[key] || other;\n`,
      'config.js': "export const config = { tokenSecret: setting('T', 'insecure') };\n",
      'sign.js': 'export const f = (user) => jwt.sign(user, config.tokenSecret);\n',
    };
    expect(await proofs(files)).toEqual(['proved']);
  });
  it('is not proved when it signs nothing', async () => {
    const mail = "const mailPassword = process.env.T || 'hunter22';\n";
    expect(await proofs({ 'a.js': `${mail}send(mailPassword);\n` })).toEqual([undefined]);
    expect(await proofs({ 'a.js': mail })).toEqual(['lead']);
  });
  it('is nothing when it is nothing', async () => {
    expect(await found({ 'a.py': `${PYTHON}SECRET_KEY = envsecret("SECRET_KEY")\n` })).toEqual([]);
    expect(await found({ 'a.py': 'SECRET_KEY = os.getenv("SECRET_KEY", "")\n' })).toEqual([]);
    expect(await found({ 'a.py': 'SECRET_KEY = plain("SECRET_KEY", "insecure")\n' })).toEqual([]);
  });
});

const LABELS = ['Settings', 'Open the file', 'Save changes', 'Choose a language', 'Sign out of all devices'];
const many = (count: number, value: (at: number) => string): string[] =>
  Array.from({ length: count }, (_, at) => `"key${at}": "${value(at)}"`);

describe('a reader of sections and options', () => {
  it('is asked for an option by its name, and given no secret', async () => {
    expect(await found({ 'a.py': 'SECRET_KEY = config.get("site", "secret")\n' })).toEqual([]);
    expect(await found({ 'a.py': 'DB_PASSWORD = config.get("database", "password")\n' })).toEqual([]);
  });
  it('is told from one that is given a default', async () => {
    expect(await found({ 'a.py': `SECRET_KEY = config.get("SECRET_KEY", "${RANDOM}")\n` })).toHaveLength(1);
    expect(await found({ 'a.py': 'SECRET_KEY = os.environ.get("SECRET_KEY", "secret")\n' })).toHaveLength(1);
  });
});

describe('texts for people', () => {
  const password = '"LabelPassword": "geheim",\n"adminPassword": "rocks4all"';
  const said = (at: number): string => LABELS[at % LABELS.length] ?? '';
  const table = (rows: readonly string[]): string => `{\n${[...rows, password].join(',\n')}\n}`;

  it('are told by what a file holds, wherever it lies', async () => {
    expect(await found({ 'strings/de.json': table(many(40, said)) })).toEqual([]);
    expect(await found({ 'strings/be.json': table(many(40, () => 'Пароль')) })).toEqual([]);
    expect(
      await found({ 'strings/de.yaml': many(40, said).join('\n').replaceAll('"', '') + '\nadminPassword: rocks4all' }),
    ).toEqual([]);
    const settings = await confidences('strings/app.json', table(many(40, (at) => `db${at}.internal:5432`)));
    expect(settings).toEqual(['medium', 'medium']);
  });
  it('are told by what a table in code holds', async () => {
    expect(await found({ 'de.ts': `export default ${table(many(40, said))}` })).toEqual([]);
    expect(await confidences('app.ts', `export default ${table(many(40, (at) => `db${at}.internal`))}`)).toHaveLength(
      2,
    );
  });
  it('are named by words below each other', async () => {
    expect(await found({ 'a.ts': "f({ currentPassword: 'label.current-password' })" })).toEqual([]);
    expect(await confidences('a.ts', "f({ currentPassword: 'label.4current-pass' })")).toEqual(['high']);
  });
});

describe('names of keys', () => {
  it('are no keys', async () => {
    expect(await found({ 'a.py': 'SESSION_KEYS = {"_user_id", "_fresh", "next"}\nf(SESSION_KEYS)' })).toEqual([]);
    expect(await found({ 'a.js': "const SESSION_KEYS = ['user_id', 'next']; f(SESSION_KEYS)" })).toEqual([]);
    expect(await found({ 'a.js': `const SESSION_KEYS = ['${RANDOM}', 'x${RANDOM}']; f(SESSION_KEYS)` })).toHaveLength(
      1,
    );
  });
  it('are keys where something is signed with them', async () => {
    const signed = "const sessionKeys = ['first', 'second']; app.use(cookieSession({ keys: sessionKeys }))";
    expect(await proofs({ 'a.js': signed })).toEqual(['proved']);
  });
});

describe('the password of an account', () => {
  const made = (use: string): string => `DEFAULT_PASSWORD = "hunter22"\n\n${use}`;
  it('is said to be one where an account is made with it', async () => {
    const [account] = await found({ 'a.py': made('user.password = generate_password_hash(DEFAULT_PASSWORD)') });
    const [other] = await found({ 'a.py': made('connect(DEFAULT_PASSWORD)') });
    expect([account?.effect, other?.effect]).toEqual(['signs-in', undefined]);
    expect(account && messageOf(account)).toMatch(/^Accounts are made with/);
    expect(other && messageOf(other)).toMatch(/^The code contains/);
  });
});

describe('passwords that are also names', () => {
  const database = (user: string): string => `[postgres]\nhost = "db"\nusername = "${user}"\npassword = "boltz"\n`;
  it('are what an image starts with', async () => {
    expect(await confidences('a.toml', database('boltz'))).toEqual(['low']);
    expect(await confidences('a.toml', database('owner'))).toEqual(['medium']);
    expect(await confidences('Makefile', 'URL="postgres://boltz:boltz@db.internal.net/x"')).toEqual(['low']);
    expect(await confidences('Makefile', 'URL="postgres://owner:boltz@db.internal.net/x"')).toEqual(['high']);
  });
});

describe('values that a document shows', () => {
  const schema = (below: string): string =>
    JSON.stringify({ properties: { secret: { type: 'string' } }, [below]: { value: { secret: RANDOM } } }, null, 2);
  it.each(['example', 'examples', 'x-example'])('are no secrets below `%s`', async (below) => {
    expect(await confidences('post.json', schema(below))).toEqual([]);
  });
  it('are secrets elsewhere', async () => {
    expect(await confidences('post.json', schema('default'))).toEqual(['high']);
  });
  it('end with what the name stands for', async () => {
    const text = `{"a": {"example": {"token": "x"}, "n": [1]},\n "secret": "${RANDOM}"}`;
    expect(await confidences('post.json', text)).toEqual(['high']);
    expect(await confidences('a.json', `{"example": "{",\n "secret": "${RANDOM}"}`)).toEqual(['high']);
  });
  it('stand further in than the name in YAML', async () => {
    expect(await confidences('api.yaml', `body:\n  example:\n\n    secret: ${RANDOM}\n`)).toEqual([]);
    expect(await confidences('api.yaml', `body:\n  example:\n    a: 1\n  secret: ${RANDOM}\n`)).toEqual(['high']);
  });
  it('are counted up to show how long they are', async () => {
    expect(await confidences('a.json', '{"api_key": "dns_key=0123456789abcdef0123456789abcdef"}')).toEqual([]);
  });
});

describe('values that nothing is in use with', () => {
  const started = (then: string): Record<string, string> => ({
    'settings.yml': 'server:\n  secret_key: "ultrasecretkey1"\n',
    'app.py': `import sys\nif not debug and setting('server.secret_key') == 'ultrasecretkey1':\n    ${then}\n`,
  });
  it.each([
    ['the program ends', 'sys.exit(1)', 'low'],
    ['the program complains', "log.error('change it')", 'low'],
    ['nothing is said', 'mode = 1', 'medium'],
  ])('weigh little where %s', async (_name, then, confidence) => {
    const [one] = (await found(started(then))).filter(({ at }) => at.file === 'settings.yml');
    expect(one?.confidence).toBe(confidence);
  });

  const settings = (others: Record<string, string>): Record<string, string> => ({
    'site/settings/base.py': `SECRET_KEY = "${RANDOM}"\n`,
    'site/settings/dev.py': 'from .base import *\nDEBUG = True\n',
    ...others,
  });
  const ANEW = 'from .base import *\ntry:\n    SECRET_KEY = open("key").read()\nexcept:\n    SECRET_KEY = make()\n';
  it.each([
    ['every product sets them anew', { 'site/settings/prod.py': ANEW }, ['low', undefined]],
    ['only development takes them over', {}, ['high', 'proved']],
    ['one product takes them as they are', { 'site/settings/prod.py': 'from .base import *\n' }, ['high', 'proved']],
    [
      'one of two products does',
      { 'site/settings/prod.py': ANEW, 'site/settings/staging.py': 'from .base import *\n' },
      ['high', 'proved'],
    ],
  ])('weigh little where %s', async (_name, others, judged) => {
    const [one] = await found(settings(others));
    expect([one?.confidence, one?.proof]).toEqual(judged);
  });
});

describe('settings that are asked for by name, with something instead', () => {
  const asked = (path: string, key: string): Promise<string[]> =>
    confidences(
      path,
      path.endsWith('.py')
        ? `def key():\n    return get_setting('${key}', '${RANDOM}')\n`
        : `module.exports.key = () => getConfig('${key}', '${RANDOM}');`,
    );
  it.each(['app.js', 'app.py'])('are secrets where the name says so: %s', async (path) => {
    expect(await asked(path, 'jwt.token_secret')).toHaveLength(1);
    expect(await asked(path, 'shop.theme')).toEqual([]);
  });
});

describe('values that are names of something else', () => {
  const drawn = 'kT9x-Q2vLw8zP4';
  it.each([
    [
      'members of an enumeration',
      'a.py',
      'import enum\nclass Ways(enum.Enum):\n    username_and_password = "by-name"\n',
    ],
    ['entries of a table that others have as well', 'a.py', 'kinds["text"] = "entry"\nkinds["password"] = "entry"\n'],
    ['keys with groups that are counted', 'a.js', 'Mail.preview = { licenseKey: "QWERT-ABCD-1234-ABCD-XXXX" };\n'],
    ['what a template says goes there', 'a.yaml', "x: {{ required 'set auth_password: kT9xQ2vLw8zP4' .Values.url }}\n"],
  ])('are none: %s', async (_what, path, text) => {
    expect(await found({ [path]: text })).toEqual([]);
  });
  it.each([
    ['fields of another class', 'a.py', `class Ways(Base):\n    db_password = "${drawn}"\n`],
    ['an entry unlike the others', 'a.py', `kinds["text"] = "entry"\nkinds["password"] = "${drawn}"\n`],
    ['keys whose groups are drawn', 'a.js', 'Mail.preview = { licenseKey: "QWERT-KZPD-7G34-AX0D-2XFX" };\n'],
    ['what stands behind a template', 'a.yaml', `x: {{ .Values.url }}\nauth_password: ${drawn}\n`],
  ])('are some: %s', async (_what, path, text) => {
    expect(await found({ [path]: text })).toHaveLength(1);
  });
  it('name a file of the folder', async () => {
    const files = { 'keys/primary-7f3a9c1e0.bin': '', 'a.yaml': 'api_key: keys/primary-7f3a9c1e0.bin\n' };
    expect(await found(files)).toEqual([]);
    expect(await found({ 'a.yaml': files['a.yaml'] })).toHaveLength(1);
  });
});
