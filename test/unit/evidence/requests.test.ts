import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../../src/artifacts/evidence';
import { evidence, inHandler, type Twin } from './found';

function said(one: EvidenceFact): string {
  switch (one.kind) {
    case 'limits-attempts':
      return `${one.kind} by ${one.by}`;
    case 'checks-upload':
      return `${one.kind} ${one.aspect}`;
    case 'sets-header':
      return `${one.kind} ${one.header.toLowerCase()}`;
    case 'sets-cookie':
      return `${one.kind} ${one.sameSite}`;
    case 'checks-value':
    case 'encrypts':
    case 'names-tenant':
      return `${one.kind} ${one.names.join(' ')}`;
    case 'writes-log':
      return one.toConsole ? 'writes-log to the console' : one.kind;
    case 'inspects-target':
      return `${one.kind} ${one.about}`;
    default:
      return one.kind;
  }
}

const heard = async (name: string, code: string, kind: EvidenceFact['kind']): Promise<string[]> => [
  ...new Set((await evidence({ [name]: code })).filter((one) => one.kind === kind).map(said)),
];

const TWINS: Readonly<Partial<Record<EvidenceFact['kind'], readonly Twin[]>>> = {
  'limits-attempts': [
    {
      name: 'a word in a message',
      javascript: "note('attempt to sign in', r.body.x);\ns.json({ error: 'attempt failed' });",
      python: "note('attempt to sign in', r.POST['x'])\nreturn JsonResponse({'error': 'attempt failed'})",
      expected: [],
    },
    {
      name: 'a counter that is asked',
      javascript: 'if (u.loginAttempts > 5) return s.end();\ns.json(1);',
      python: 'if u.login_attempts > 5:\n    return HttpResponse()\nreturn JsonResponse(1)',
      expected: ['limits-attempts by count'],
    },
    {
      name: 'a counter that is kept',
      javascript: 'u.failedLogins += 1;\ns.json(1);',
      python: 'u.failed_logins += 1\nreturn JsonResponse(1)',
      expected: ['limits-attempts by count'],
    },
    {
      name: 'an answer',
      javascript: 'if (n > 3) return s.status(429).end();\ns.json(1);',
      python: 'if n > 3:\n    return JsonResponse({}, status=429)\nreturn JsonResponse(1)',
      expected: ['limits-attempts by answer'],
    },
  ],
  'checks-upload': [
    {
      name: 'a property that is only read',
      javascript: 'const t = r.file.mimetype;\nkeep(t);',
      python: 'a = r.FILES["f"].content_type\nkeep(a)',
      expected: [],
    },
    {
      name: 'a property that decides',
      javascript: "if (r.file.mimetype !== 'image/png') return s.sendStatus(415);\nkeep(r.file);",
      python: "if r.FILES['f'].content_type != 'image/png':\n    raise Bad()\nkeep(r)",
      expected: ['checks-upload type'],
    },
    {
      name: 'a size and a name made here',
      javascript: 'if (r.file.size > 9) return s.end();\nkeep(randomUUID());',
      python: 'if r.FILES["f"].size > 9:\n    raise Bad()\nkeep(uuid4())',
      expected: ['checks-upload size', 'checks-upload name'],
    },
  ],
  'sets-header': [
    {
      name: 'a header that protects nothing',
      javascript: "s.set('X-Powered-By', 'nobody');",
      python: "a['X-Powered-By'] = 'nobody'\nreturn a",
      expected: [],
    },
    {
      name: 'a header that protects pages',
      javascript: "s.setHeader('X-Frame-Options', 'DENY');",
      python: "a['X-Frame-Options'] = 'DENY'\nreturn a",
      expected: ['sets-header x-frame-options'],
    },
  ],
  'sets-cookie': [
    {
      name: 'without the attribute',
      javascript: "s.cookie('a', 'b', { httpOnly: true });",
      python: "a.set_cookie('a', 'b', httponly=True)\nreturn a",
      expected: [],
    },
    {
      name: 'with the attribute',
      javascript: "s.cookie('a', 'b', { sameSite: 'Lax' });",
      python: "a.set_cookie('a', 'b', samesite='Lax')\nreturn a",
      expected: ['sets-cookie lax'],
    },
  ],
  'checks-form-token': [
    {
      name: 'a token that is only shown',
      javascript: "s.render('form', { csrf: token });",
      python: "return render(r, 'form', {'csrf': token})",
      expected: [],
    },
    {
      name: 'a token that is compared',
      javascript: 'if (r.body.csrf !== kept) return s.sendStatus(403);\ns.json(1);',
      python: "if r.POST['csrf'] != kept:\n    raise PermissionDenied()\nreturn JsonResponse(1)",
      expected: ['checks-form-token'],
    },
  ],
  'checks-value': [
    {
      name: 'a check of another value',
      javascript: 'save(Number(r.params.id), r.body.text);',
      python: "save(int(id), r.POST['text'])",
      expected: ['checks-value id'],
    },
    {
      name: 'a length, a type, a tidied text',
      javascript: 'if (r.body.text.length > 5 || isNaN(r.body.n)) return s.end();\nsave(r.body.name.trim());',
      python: "if len(r.POST['text']) > 5 or int(r.POST['n']) > 4:\n    return\nsave(r.POST['name'].strip())",
      expected: ['checks-value text', 'checks-value n', 'checks-value name'],
    },
  ],
  'checks-schema': [
    {
      name: 'a schema for something else',
      javascript: 'schema.validate(settings);',
      python: 'schema.validate(settings)',
      expected: [],
    },
    {
      name: 'a schema for what comes in',
      javascript: 'const x = schema.validate(r.body);',
      python: 'x = schema.validate(r.data)',
      expected: ['checks-schema'],
    },
  ],
  encrypts: [
    {
      name: 'a hash',
      javascript: 'save(hash(r.body.ssn));',
      python: "save(hash(r.POST['ssn']))",
      expected: [],
    },
    {
      name: 'one field of two',
      javascript: 'save(vault.encrypt(x.ssn), x.iban);',
      python: 'save(vault.encrypt(x.ssn), x.iban)',
      expected: ['encrypts ssn x'],
    },
  ],
  'writes-log': [
    { name: 'a form of login', javascript: 'login(x);', python: 'login(x)', expected: [] },
    {
      name: 'a logger',
      javascript: "logger.warn('changed', x);",
      python: "logger.warning('changed', x)",
      expected: ['writes-log'],
    },
    { name: 'a failure alone', javascript: 'logger.error(err);', python: 'logger.error(e)', expected: [] },
    {
      name: 'the message of a failure',
      javascript: 'console.log(error.message);',
      python: 'logger.exception("failed")',
      expected: [],
    },
  ],
  'names-tenant': [
    { name: 'no tenant', javascript: 'all(x);', python: 'all(x)', expected: [] },
    {
      name: 'a tenant in a query',
      javascript: 'Thing.find({ tenantId: x });',
      python: 'Thing.objects.filter(tenant_id=x)',
      expected: ['names-tenant'],
    },
  ],
  'inspects-target': [
    {
      name: 'a part of an address that is only used',
      javascript: 'const h = new URL(x).hostname;\nlook(h);',
      python: 'h = urlparse(x).netloc\nlook(h)',
      expected: [],
    },
    {
      name: 'a host that decides',
      javascript: "if (new URL(x).hostname !== 'a') return s.end();\ngo(x);",
      python: "if urlparse(x).netloc != 'a':\n    return\ngo(x)",
      expected: ['inspects-target host'],
    },
    {
      name: 'a beginning that decides',
      javascript: "if (!x.startsWith('/')) return s.end();\ngo(x);",
      python: "if not x.startswith('/'):\n    return\ngo(x)",
      expected: ['inspects-target address'],
    },
  ],
};

for (const [kind, twins] of Object.entries(TWINS) as [EvidenceFact['kind'], readonly Twin[]][])
  describe(kind, () => {
    const plain = (found: readonly string[]) =>
      kind === 'names-tenant' ? found.map((one) => one.split(' ')[0]) : found;
    for (const twin of twins) {
      it(`JavaScript: ${twin.name}`, async () => {
        expect(plain(await heard('app.js', inHandler.javascript(twin.javascript), kind))).toEqual(twin.expected);
      });
      it(`Python: ${twin.name}`, async () => {
        expect(plain(await heard('views.py', inHandler.python(twin.python), kind))).toEqual(twin.expected);
      });
    }
  });

describe('settings outside of functions', () => {
  it('cookies, headers and debug', async () => {
    const found = await evidence({
      'settings.py': "SESSION_COOKIE_SAMESITE = 'Strict'\nDEBUG = False\nSECURE_HSTS_SECONDS = 60\n",
      'app.js': "app.use(helmet());\napp.use(session({ cookie: { sameSite: 'lax' } }));\n",
    });
    expect(found.map((one) => [one.at.file, one.at.line, said(one)])).toEqual([
      ['app.js', 1, 'sets-header helmet'],
      ['app.js', 2, 'sets-cookie lax'],
      ['settings.py', 1, 'sets-cookie strict'],
      ['settings.py', 2, 'sets-debug'],
      ['settings.py', 3, 'sets-header secure_hsts_seconds'],
    ]);
  });
  it('are not read from comments', async () => {
    const found = await evidence({ 'settings.py': "# SESSION_COOKIE_SAMESITE = 'Strict'\n" });
    expect(found).toEqual([]);
  });
});

describe('routers that are hung in under a condition', () => {
  const mounted = async (files: Record<string, string>) =>
    (await evidence(files)).flatMap((one) => (one.kind === 'mounts' ? [[one.files, one.at.text]] : []));

  it('in JavaScript', async () => {
    const router = "const { Router } = require('express');\nconst r = Router();\nmodule.exports = r;\n";
    const app = "const app = require('express')();\nconst p = require('./private');\n";
    expect(
      await mounted({ 'app.js': `${app}if (process.env.LOCAL) {\n  app.use('/p', p);\n}\n`, 'private.js': router }),
    ).toEqual([[['private.js'], 'process.env.LOCAL']]);
    expect(await mounted({ 'app.js': `${app}app.use('/p', p);\n`, 'private.js': router })).toEqual([]);
  });
  it('in Python', async () => {
    const router = 'from fastapi import APIRouter\nrouter = APIRouter()\n';
    const app = 'from fastapi import FastAPI\nimport private as p\napp = FastAPI()\n';
    expect(
      await mounted({ 'app.py': `${app}if LOCAL:\n    app.include_router(p.router)\n`, 'private.py': router }),
    ).toEqual([[['private.py'], 'LOCAL']]);
    expect(await mounted({ 'app.py': `${app}app.include_router(p.router)\n`, 'private.py': router })).toEqual([]);
  });
});
