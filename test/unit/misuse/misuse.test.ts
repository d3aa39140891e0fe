import { describe, expect, it } from 'vitest';
import { isExponential } from '../../../src/analysis/engine/misuse/patterns';
import { misuseOf } from '../flow/flow-of';

interface Twin {
  weakness: string;
  file: 'a.js' | 'a.py';
  bad: string;
  good: string;
}

const js = (weakness: string, bad: string, good: string): Twin => ({ weakness, file: 'a.js', bad, good });
const py = (weakness: string, bad: string, good: string): Twin => ({ weakness, file: 'a.py', bad, good });

const SESSIONS =
  "const app = require('express')(); app.use(require('express-session')({ secret: s, cookie: { secure: true } }));\n";

const RESET = (token: string): string =>
  `const crypto = require('crypto');\nfunction reset(req, res) {\n  const expected = ${token};\n  if (req.body.token !== expected) return res.sendStatus(403);\n  change(req.body.login);\n}`;
const HOOK = (test: string): string =>
  `const crypto = require('crypto');\nconst mac = (body) => crypto.createHmac('sha256', process.env.K).update(body).digest('hex');\nfunction hook(req, res) {\n  if (${test}) return res.sendStatus(401);\n}`;
const READ = (token: string): string =>
  `const jwt = require('jsonwebtoken');\nconst kept = new Map();\nfunction me(req, res) {\n  res.json(jwt.decode(${token}).id);\n}`;
const COOKIE = (id: string, use: string): string =>
  `function make() {\n  return ${id};\n}\nfunction start(req, res) {\n  const id = make();\n  ${use}\n}`;

const TWINS: readonly Twin[] = [
  js(
    'sensitive-data-in-logs',
    'class T {\n  constructor() {\n    this.refreshToken = make();\n    logger.info(`now ${this.refreshToken}`);\n  }\n}',
    'class T {\n  constructor() {\n    this.refreshTokenExpiry = make();\n    logger.info(`now ${this.refreshTokenExpiry}`);\n  }\n}',
  ),
  js(
    'insecure-random',
    'function generateSessionIdForUser() {\n  return `${Math.random()}`;\n}',
    'function generateEventsForSession() {\n  return [Math.random()];\n}',
  ),
  js(
    'insecure-random',
    'function getSessionToken() {\n  return `${Math.random()}`;\n}',
    'function getSessionCountForDay() {\n  return 40 * Math.random();\n}',
  ),
  py(
    'weak-password-storage',
    'import hashlib\ndef store(user, form):\n    user.mark = hashlib.md5(form["password"].encode()).hexdigest()',
    'import hashlib\ndef mark(user):\n    return hashlib.md5(f"{user.id} {user.password_hash}".encode()).hexdigest()',
  ),
  js(
    'weak-cipher',
    "const crypto = require('crypto');\nfunction seal(key, text) { return crypto.createCipheriv('des-ecb', key, '').update(text); }",
    "const crypto = require('crypto');\nfunction create_LM_hashed_password(key, text) { return crypto.createCipheriv('des-ecb', key, '').update(text); }",
  ),

  js(
    'guessable-token',
    RESET("crypto.createHash('md5').update(String(req.body.login)).digest('hex')"),
    RESET("crypto.createHmac('md5', process.env.K).update(String(req.body.login)).digest('hex')"),
  ),
  js(
    'guessable-token',
    RESET(
      "Buffer.from(crypto.createHash('sha256').update(`${req.body.login}:${req.body.day}`).digest()).toString('hex')",
    ),
    RESET("crypto.createHash('sha256').update(req.body.login + process.env.PEPPER).digest('hex')"),
  ),
  js(
    'guessable-token',
    RESET("crypto.createHash('sha1').update(req.body.login).digest('hex')"),
    RESET("crypto.createHash('sha1').update(find(req.body.login).stamp).digest('hex')"),
  ),
  py(
    'guessable-token',
    'import hashlib\nfrom flask import request\ndef reset():\n    if request.form["token"] == hashlib.md5(request.form["login"].encode()).hexdigest():\n        change()',
    'import hashlib\nfrom flask import request\ndef upload():\n    if request.form["checksum"] == hashlib.md5(request.form["body"].encode()).hexdigest():\n        store()',
  ),
  js(
    'timing-unsafe-comparison',
    HOOK("mac(req.body) !== req.get('x-signature')"),
    HOOK("!crypto.timingSafeEqual(Buffer.from(mac(req.body)), Buffer.from(req.get('x-signature')))"),
  ),
  py(
    'timing-unsafe-comparison',
    'import hmac, hashlib\nfrom flask import request\ndef hook():\n    if hmac.new(KEY, request.data, hashlib.sha256).hexdigest() != request.headers["x-signature"]:\n        abort(401)',
    'import hmac, hashlib\nfrom flask import request\ndef hook():\n    if not hmac.compare_digest(hmac.new(KEY, request.data, hashlib.sha256).hexdigest(), request.headers["x-signature"]):\n        abort(401)',
  ),
  js('jwt-verification-disabled', READ("req.get('authorization').slice(7)"), READ('kept.get(1)')),
  js(
    'jwt-verification-disabled',
    `const bare = (header) => header.slice(7);\n${READ("bare(req.get('authorization'))")}`,
    `const table = {};\nconst tokenOf = (user) => (user ? table[user.id] : undefined);\n${READ('tokenOf(req.user)')}`,
  ),
  js('jwt-verification-disabled', READ('req.cookies.token'), READ('fresh().id_token')),
  js(
    'insecure-random',
    COOKIE('Math.random().toString(36)', "res.setHeader('Set-Cookie', 'sid=' + id);"),
    COOKIE('Math.random().toString(36)', "res.setHeader('X-Trace', id);"),
  ),
  js(
    'insecure-random',
    COOKIE('Math.random() * 1e9', 'const resetToken = id;'),
    COOKIE("require('crypto').randomUUID()", 'const resetToken = id;'),
  ),

  py(
    'weak-hash',
    'import hashlib\nsignature = hashlib.md5(body).hexdigest()',
    'import hashlib\nurl = "https://x/" + hashlib.md5(user.email.lower()).hexdigest()',
  ),
  py(
    'weak-hash',
    'import hashlib\ndef f(name):\n    key = hashlib.md5(name).hexdigest()\n    return store.get(key)',
    'import hashlib\ndef f(name):\n    key = hashlib.md5(name).hexdigest()\n    return cache.get(key)',
  ),
  py(
    'weak-password-storage',
    'import hashlib\ndef store(self, form):\n    self.mark = hashlib.sha256(form.password.encode()).hexdigest()',
    'import hashlib\ndef store(self):\n    self.mark = hashlib.sha256(self.cfg.password.encode()).hexdigest()',
  ),
  py(
    'missing-csrf-protection',
    'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef hook(request):\n    request.user.events.create(body=request.body)',
    "from django.views.decorators.csrf import csrf_exempt\nimport stripe\n@csrf_exempt\ndef hook(request):\n    request.user.events.create(body=stripe.Webhook.construct_event(request.body, request.headers['x'], KEY))",
  ),
  py(
    'missing-input-validation',
    "def f(url):\n    if '//shop.example.com' in url:\n        return fetch(url)",
    "def f(url):\n    if url and '//shop.example.com' in url:\n        raise ValueError('not here')\n    return url",
  ),
  py(
    'unsafe-html-rendering',
    "import jinja2\ndef f(x):\n    env = jinja2.Environment(loader=L)\n    return env.get_template('page.html').render(x=x)",
    "import jinja2\ndef f(x):\n    env = jinja2.Environment(loader=L)\n    return env.get_template('query.sql.j2').render(x=x)",
  ),
  py(
    'unsafe-html-rendering',
    "import jinja2\ndef f(x):\n    env = jinja2.Environment(loader=L)\n    return env.get_template('page.j2').render(x=x)",
    "import jinja2\ndef f(x):\n    env = jinja2.Environment(loader=L)\n    return env.get_template('mail.txt').render(x=x)",
  ),
  js(
    'weak-hash',
    "require('crypto').createHash('md5').update(x);",
    "require('crypto').createHash('sha256').update(x);",
  ),
  js(
    'weak-password-storage',
    "require('crypto').createHash('sha512').update(password);",
    "require('crypto').createHash('sha512').update(document);",
  ),
  js('weak-password-storage', "require('bcrypt').hash(p, 4);", "require('bcrypt').hash(p, 12);"),
  js(
    'weak-password-storage',
    'if (user.password === req.body.password) login();',
    'if (req.body.password === req.body.confirmPassword) login();',
  ),
  js(
    'weak-cipher',
    "require('crypto').createCipheriv('des-ecb', k, null);",
    "require('crypto').createCipheriv('aes-256-gcm', k, iv);",
  ),
  js(
    'weak-cipher',
    "require('crypto').generateKeyPairSync('rsa', { modulusLength: 1024 });",
    "require('crypto').generateKeyPairSync('rsa', { modulusLength: 3072 });",
  ),
  js('insecure-random', 'const resetToken = Math.random().toString(36);', 'const delay = Math.random() * 100;'),
  js(
    'insecure-random',
    'function f(s) { const v = Math.random(); s.token = v; }',
    'function f(s) { const v = Math.random(); s.color = v; }',
  ),
  py(
    'insecure-random',
    "import random\ndef f():\n    token = ''.join(random.choice('abc') for _ in range(9))\n    return token",
    'import random\ndef f(keys):\n    token = random.choice(keys)\n    return token',
  ),
  py(
    'insecure-random',
    'import random\ndef f(letters):\n    token = ""\n    for _ in range(9):\n        token += random.choice(letters)\n    return token',
    'import random\ndef f(pages):\n    for page in pages:\n        api_key = random.choice(page.keys)\n        return api_key',
  ),
  py(
    'insecure-random',
    'import random\notp = random.choice(range(1000, 9999))',
    'import random\notp = random.choice(users).otp_kind',
  ),
  py(
    'insecure-random',
    'import random\ndef session_code():\n    return random.randint(1000, 9999)',
    'import random\ndef session_code():\n    return random.randint(1, 9)',
  ),
  js(
    'tls-verification-disabled',
    "require('https').request({ rejectUnauthorized: false });",
    "require('https').request({ rejectUnauthorized: true });",
  ),
  js(
    'tls-verification-disabled',
    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
    "process.env.NODE_TLS_REJECT_UNAUTHORIZED = '1';",
  ),
  js(
    'cors-misconfiguration',
    "require('cors')({ origin: true, credentials: true });",
    "require('cors')({ origin: 'https://a.example.org', credentials: true });",
  ),
  js(
    'insecure-cookie',
    "require('express-session')({ cookie: { secure: true, httpOnly: false } });",
    "require('express-session')({ cookie: { secure: true } });",
  ),
  js(
    'insecure-cookie',
    "res.cookie('session', id, { secure: true });",
    "res.cookie('session', id, { secure: true, httpOnly: true });",
  ),
  js(
    'jwt-verification-disabled',
    "require('jsonwebtoken').verify(t, k, { algorithms: ['none'] });",
    "require('jsonwebtoken').verify(t, k, { algorithms: ['RS256'] });",
  ),
  js(
    'unsafe-html-rendering',
    "require('nunjucks').configure('v', { autoescape: false });",
    "require('nunjucks').configure('v', { autoescape: true });",
  ),
  js(
    'missing-security-headers',
    "require('helmet')({ contentSecurityPolicy: false });",
    "require('helmet')({ contentSecurityPolicy: { directives: {} } });",
  ),
  js('insecure-file-permissions', "require('fs').chmodSync(f, 0o777);", "require('fs').chmodSync(f, 0o640);"),
  js(
    'insecure-temp-file',
    "require('fs').writeFileSync(require('path').join(require('os').tmpdir(), 'a'), d);",
    "require('fs').writeFileSync(require('path').join(home, 'a'), d);",
  ),
  js(
    'sensitive-data-in-logs',
    'console.log(`login ${user.password}`);',
    "console.log('password is wrong', user.name);",
  ),
  js('redos', 'const p = /^(a+)+$/;', 'const p = /^(ab)+$/;'),
  py(
    'missing-input-validation',
    "def f(urls):\n    for url in urls:\n        if 'shop.example.com/' in url:\n            fetch(url)",
    "def f(urls):\n    for url in urls:\n        if url in seen or 'shop.example.com/' in url:\n            continue\n        fetch(url)",
  ),
  py(
    'missing-input-validation',
    "def f(url):\n    if url.startswith('https://shop.example.com'):\n        allowed = True\n    return allowed",
    "def f(url):\n    if url.startswith('https://shop.example.com'):\n        label = names.get(url)\n    return label",
  ),
  js(
    'missing-input-validation',
    "function f(url) { if (!url.includes('shop.example.com')) throw new Error('no'); return go(url); }",
    "function f(url) { if (url && !url.includes('shop.example.com')) { return make(url); } return make(); }",
  ),
  js('missing-input-validation', "if (url.includes('example.com')) go();", "if (['example.com'].includes(host)) go();"),
  js(
    'missing-input-validation',
    'if (/^https:\\/\\/www.example.com\\//.test(url)) go();',
    'if (/^https:\\/\\/www\\.example\\.com\\//.test(url)) go();',
  ),
  js('redos', 'const p = /^(?:[a-z]+)*;/;', 'const p = /(?:[a-z]+)*/;'),
  js(
    'weak-password-storage',
    'const comparePassword = (stored, given) => stored === given;',
    'const compareNames = (stored, given) => stored === given;',
  ),
  js(
    'weak-password-storage',
    'const validatePassword = (password, given) => password === given;',
    'const validatePassword = (password, password_confirm) => password === password_confirm;',
  ),
  js(
    'jwt-verification-disabled',
    "const jwt = require('jsonwebtoken'); function who(t) { const d = jwt.decode(t, { complete: true }); return d.payload.sub; }",
    "const jwt = require('jsonwebtoken'); function keyId(t) { const d = jwt.decode(t, { complete: true }); if (!d) throw new Error('no token'); return d.header.kid; }",
  ),
  js(
    'session-fixation',
    `${SESSIONS}app.post('/in', (req, res) => { if (check_password(req.body.p)) req.session.user = 1; });`,
    `${SESSIONS}app.post('/in', (req, res) => { if (check_password(req.body.p)) req.session.regenerate(() => { req.session.user = 1; }); });`,
  ),
  js(
    'session-fixation',
    `${SESSIONS}app.post('/in', (req, res) => { verifyLogin(req.body, (err, user) => { req.session.userId = user.id; }); });`,
    `${SESSIONS}app.post('/out', (req, res) => { verifyLogin(req.body, () => { req.session.userId = null; }); });`,
  ),
  py('weak-hash', 'import hashlib\nhashlib.md5(x)', 'import hashlib\nhashlib.md5(x, usedforsecurity=False)'),
  py(
    'weak-cipher',
    'from Crypto.Cipher import AES\nAES.new(k, AES.MODE_ECB)',
    'from Crypto.Cipher import AES\nAES.new(k, AES.MODE_GCM)',
  ),
  py('insecure-random', 'import random\ntoken = random.random()', 'import secrets\ntoken = secrets.token_hex()'),
  py(
    'tls-verification-disabled',
    'import requests\nrequests.get(u, verify=False)',
    "import requests\nrequests.get(u, verify='ca.pem')",
  ),
  py(
    'debug-enabled',
    'from flask import Flask\napp = Flask(__name__)\napp.run(debug=True)',
    'from flask import Flask\napp = Flask(__name__)\napp.run(debug=False)',
  ),
  py('insecure-cookie', 'SESSION_COOKIE_SECURE = False', 'SESSION_COOKIE_SECURE = True'),
  py(
    'insecure-cookie',
    "response.set_cookie('session', v, secure=False, httponly=True)",
    "response.set_cookie('session', v, secure=True, httponly=True)",
  ),
  py(
    'missing-csrf-protection',
    'from django.views.decorators.csrf import csrf_exempt\n@csrf_exempt\ndef v(request): request.user.delete()',
    'from django.views.decorators.csrf import csrf_protect\n@csrf_protect\ndef v(request): request.user.delete()',
  ),
  py(
    'jwt-verification-disabled',
    "import jwt\njwt.decode(t, options={'verify_signature': False})",
    "import jwt\njwt.decode(t, key, algorithms=['HS256'])",
  ),
  py(
    'unsafe-html-rendering',
    'import jinja2\njinja2.Environment(autoescape=False)',
    'import jinja2\njinja2.Environment(autoescape=True)',
  ),
  py('insecure-temp-file', 'import tempfile\ntempfile.mktemp()', 'import tempfile\ntempfile.mkstemp()'),
  py(
    'cors-misconfiguration',
    "from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=['*'], allow_credentials=True)",
    "from fastapi.middleware.cors import CORSMiddleware\napp.add_middleware(CORSMiddleware, allow_origins=['https://a.example.org'], allow_credentials=True)",
  ),
];

describe('predictable numbers', () => {
  it('weigh little as a key that nobody is handed', async () => {
    const sure = async (name: string): Promise<unknown> =>
      (await misuseOf({ 'a.js': `const ${name} = Math.random().toString(36);` }))[0]?.confidence;
    expect([await sure('resetToken'), await sure('jwtSecret'), await sure('signingKey')]).toEqual([
      'high',
      'low',
      'low',
    ]);
  });
});

describe('places wrong in themselves (P-057)', () => {
  it.each(TWINS)('$weakness in $file: $bad', async ({ weakness, file, bad, good }) => {
    expect((await misuseOf({ [file]: bad })).map((one) => one.weakness)).toContain(weakness);
    expect((await misuseOf({ [file]: good })).map((one) => one.weakness)).not.toContain(weakness);
  });

  it('tells patterns that take exponential time from those that do not', () => {
    for (const pattern of ['(a*)*b', '(a|a)*$', '([a-z]+)+$', '(\\w|\\d)+x', '^(([a-z])+.)+[A-Z]([a-z])+$'])
      expect([pattern, isExponential(pattern)]).toEqual([pattern, true]);
    for (const pattern of ['a+b+', '(ab)*', '(a|b)*', '^[a-z]+@[a-z]+$', '(?:,\\d+)*', '(\\d+-)*'])
      expect([pattern, isExponential(pattern)]).toEqual([pattern, false]);
  });

  it('is less sure of a number that only has to differ each time', async () => {
    const [found] = await misuseOf({ 'a.js': 'const nonce = Math.random().toString(36);' });
    expect(found).toMatchObject({ weakness: 'insecure-random', confidence: 'low' });
  });

  it.each([
    ['kept for one caller', 'client.set(user.id, token)', 'high'],
    ['kept for all callers', 'client.set(KEY, token)', 'low'],
  ])('judges a number by whom it tells: %s', async (_name, keeps, confidence) => {
    const code = `import random\nKEY = 'link'\ndef f(user):\n    token = client.get(KEY)\n    if not token:\n        token = ''.join(random.choices('abc', k=9))\n        ${keeps}\n    return token\n`;
    expect(await misuseOf({ 'a.py': code })).toMatchObject([{ weakness: 'insecure-random', confidence }]);
  });

  it('is not sure of a cookie that all callers share', async () => {
    const inAll = await misuseOf({ 'a.py': "import random\ncookie = {'id': ''.join(random.choices('abc', k=9))}" });
    const inEach = await misuseOf({
      'a.py': "import random\ndef f():\n    cookie = {'id': ''.join(random.choices('abc', k=9))}\n    return cookie",
    });
    expect([inAll[0]?.confidence, inEach[0]?.confidence]).toEqual(['low', 'high']);
  });

  it('is not sure of unchecked certificates that a setting has to ask for', async () => {
    const tls = (test: string): string =>
      `const nodemailer = require('nodemailer');\nconst tls = ${test} ? { rejectUnauthorized: false } : undefined;`;
    const asked = await misuseOf({ 'a.js': tls('process.env.ALLOW_UNAUTHORIZED_CERTS') });
    const always = await misuseOf({ 'a.js': tls('process.env.MAIL_TLS') });
    expect([asked[0]?.confidence, always[0]?.confidence]).toEqual(['low', 'high']);
  });

  it('names all that a session cookie lacks', async () => {
    const [found] = await misuseOf({
      'a.js': "require('express-session')({ secret: s, cookie: { httpOnly: true } });",
    });
    expect(found?.seen).toEqual({ what: 'session-cookie-plain-anywhere' });
  });

  it('does not report the length of a password or a reset link', async () => {
    expect(
      await misuseOf({
        'a.js': "console.log(password.length, user.passwordHash); logger.info('reset', resetPasswordUrl);",
      }),
    ).toEqual([]);
  });
});

describe('checks of certificates that settings decide about', () => {
  const client = (value: string): string =>
    `import httpx\nclass W:\n  def __init__(self):\n    self.cert = settings.cert or False\n    self.client = httpx.AsyncClient(verify=${value})\n`;
  it('are off where nothing is set, and no more than that', async () => {
    const [always] = await misuseOf({ 'a.py': client('False') });
    const [unset] = await misuseOf({ 'a.py': client('self.cert') });
    expect([always?.confidence, unset?.confidence]).toEqual(['high', 'medium']);
    expect(unset?.seen).toEqual({ what: 'certificates-off-by-default', of: 'verify' });
  });
});
