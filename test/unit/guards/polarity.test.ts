import { describe, expect, it } from 'vitest';
import { guards } from '../entries/found';
import { kinds } from '../evidence/found';

const js = async (body: string): Promise<string[]> =>
  (await guards(`const app = require('express')();\napp.get('/x/:id', async (req, res) => {\n${body}\n});\n`))[
    'GET /x/:id'
  ] ?? [];
const py = async (body: string): Promise<string[]> =>
  Object.values(
    await guards(
      {
        'urls.py': `from django.urls import path\nfrom django.http import HttpResponseForbidden, HttpResponse\ndef v(request, id):\n${body
          .split('\n')
          .map((line) => `    ${line}`)
          .join('\n')}\nurlpatterns = [path('x/<id>', v)]\n`,
      },
      'urls.py',
    ),
  )[0] ?? [];

/** Conditions that turn strangers away. */
const STRANGERS = {
  js: [
    '!req.user',
    'req.user == null',
    'req.user === undefined',
    '!open || !req.user',
    '!req.isAuthenticated()',
    '!(req.user)',
    '!(req.user != null)',
  ],
  py: [
    'not request.user.is_authenticated',
    'request.user is None',
    'closed or not request.user.is_authenticated',
    'request.user.is_anonymous',
    'not (request.user is not None)',
  ],
};
/** Conditions that turn away who is signed in. */
const SIGNED_IN = {
  js: [
    'req.user',
    'req.user != null',
    'req.user !== undefined',
    '!open || req.user',
    'req.isAuthenticated()',
    '!!req.user',
    '!(req.user == null)',
  ],
  py: [
    'request.user.is_authenticated',
    'request.user is not None',
    'not REGISTRATION_OPEN or request.user.is_authenticated',
    'not request.user.is_anonymous',
    'not (request.user is None)',
  ],
};

describe('conditions before a refusal', () => {
  it('are a guard where they turn strangers away', async () => {
    for (const test of STRANGERS.js)
      expect(await js(`if (${test}) return res.status(403).end();\nres.json(1);`), test).toEqual([
        'authenticated/strong',
      ]);
    for (const test of STRANGERS.py)
      expect(await py(`if ${test}:\n    return HttpResponse(status=403)\nreturn HttpResponse(1)`), test).toEqual([
        'authenticated/strong',
      ]);
  });
  it('are none where they turn away who is signed in', async () => {
    for (const test of SIGNED_IN.js)
      expect(await js(`if (${test}) return res.status(403).end();\nres.json(1);`), test).toEqual([]);
    for (const test of SIGNED_IN.py)
      expect(await py(`if ${test}:\n    return HttpResponse(status=403)\nreturn HttpResponse(1)`), test).toEqual([]);
  });
  it('hold the other way round in front of what is allowed', async () => {
    const allowed = (test: string): Promise<string[]> =>
      js(`if (${test}) { res.json(1); } else { res.status(403).end(); }`);
    expect(await allowed('req.user')).toEqual(['authenticated/strong']);
    expect(await allowed('open || req.user')).toEqual([]);
  });
  it('are evidence of a question about the sender with its outcome', async () => {
    const refuses = async (code: string, name: string): Promise<boolean[]> =>
      (await kinds(code, 'asks-identity', name)).map((one) => one.refuses);
    expect(await refuses('function f(req, res) { if (!req.user) return res.status(403).end(); }', 'a.js')).toEqual([
      true,
    ]);
    expect(await refuses('function f(req, res) { if (req.user) return res.status(403).end(); }', 'a.js')).toEqual([]);
    expect(
      await refuses('def f(request):\n    if request.user.is_anonymous:\n        abort(403)\n    return 1\n', 'a.py'),
    ).toEqual([true]);
  });
});

describe('records that are looked up', () => {
  it('are no check of the sender because they exist', async () => {
    const found = 'const page = await pages.findOne({ path: req.params.id, locale: req.user.locale });\n';
    expect(await js(`${found}if (!page) return res.status(403).end();\nres.json(page);`)).not.toContain(
      'authenticated/strong',
    );
    expect(
      await js(
        'const user = await users.findOne({ token: req.headers.authorization });\nif (!user) return res.status(401).end();\nres.json(1);',
      ),
    ).toContain('authenticated/strong');
  });
  it('are no ownership where only the sender chooses the one record', async () => {
    expect(await py('p = Profile.objects.get(user=request.user)\nreturn HttpResponse(p)')).toEqual([]);
    expect(await js('const p = await profiles.findOne({ user: req.user.id });\nres.json(p);')).toEqual([]);
    expect(await js('const p = await profiles.findUnique({ where: { user: req.user.id } });\nres.json(p);')).toEqual(
      [],
    );
  });
  it('are ownership where the request names the record or a list is narrowed', async () => {
    expect(await py('p = Doc.objects.get(id=id, user=request.user)\nreturn HttpResponse(p)')).toEqual([
      'ownership/partial',
    ]);
    expect(await py('p = Doc.objects.filter(user=request.user)\nreturn HttpResponse(p)')).toEqual([
      'ownership/partial',
    ]);
    expect(await js('const p = await docs.findOne({ _id: req.params.id, user: req.user.id });\nres.json(p);')).toEqual([
      'ownership/partial',
    ]);
  });
});
