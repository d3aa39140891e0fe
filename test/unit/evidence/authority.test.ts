import { describe, expect, it } from 'vitest';
import type { EvidenceFact } from '../../../src/artifacts/evidence';
import { evidence, inHandler, type Twin } from './found';

const KINDS: ReadonlySet<EvidenceFact['kind']> = new Set([
  'compares-caller',
  'selects-by-caller',
  'acts-as-caller',
  'asks-role',
  'asks-identity',
  'only-refuses',
]);

const said = (one: EvidenceFact): string => {
  if (one.kind === 'asks-identity' && !one.refuses) return `${one.kind} without refusal`;
  return one.kind === 'compares-caller' ? `${one.kind} ${one.turnsAway}` : one.kind;
};
const heard = async (name: string, code: string): Promise<string[]> => [
  ...new Set((await evidence({ [name]: code })).filter((one) => KINDS.has(one.kind)).map(said)),
];

const TWINS: readonly Twin[] = [
  {
    name: 'a record of anybody',
    javascript: 'const x = await Thing.findById(r.params.id);\ns.json(x);',
    python: 'x = Thing.objects.get(id=id)\nreturn JsonResponse(x)',
    expected: [],
  },
  {
    name: 'a record compared with the sender',
    javascript:
      'const x = await Thing.findById(r.params.id);\nif (x.owner !== r.user.id) return s.status(403).end();\ns.json(x);',
    python:
      'x = Thing.objects.get(id=id)\nif x.owner != r.user:\n    return HttpResponse(status=403)\nreturn JsonResponse(x)',
    expected: ['compares-caller others'],
  },
  {
    name: 'the same through an alias of an alias, the other way round',
    javascript:
      'const a = r.session.who;\nconst b = a.key;\nif (b === r.params.id) { s.json(1); } else { s.sendStatus(403); }',
    python:
      "a = r.session['who']\nb = a.key\nif b == id:\n    return JsonResponse(1)\nelse:\n    raise PermissionDenied()",
    expected: ['compares-caller others'],
  },
  {
    name: 'the sender under the key of a store, handed on under other names',
    javascript: "const [a, b] = [r['user'], 1];\nif (x.owner !== a.id) { return s.sendStatus(403); }\ns.json(b);",
    python: "a = r.session['user']\nif x.owner != a['id']:\n    raise PermissionDenied()\nreturn JsonResponse(x)",
    expected: ['compares-caller others'],
  },
  {
    name: 'nobody but oneself is turned away',
    javascript: 'if (r.params.id === r.user.id) { throw new Error("yourself"); }\ns.json(1);',
    python: "if id == r.user.id:\n    raise ValueError('yourself')\nreturn JsonResponse(1)",
    expected: ['compares-caller oneself'],
  },
  {
    name: 'a question about the sender alone is no comparison with a record',
    javascript: 'if (r.user === null) return s.sendStatus(401);\ns.json(1);',
    python: 'if r.user is None:\n    return HttpResponse(status=401)\nreturn JsonResponse(1)',
    expected: ['asks-identity'],
  },
  {
    name: 'a query that finds only what is the sender’s',
    javascript: 'const x = await Thing.findOne({ _id: r.params.id, owner: r.user.id });\ns.json(x);',
    python: 'x = Thing.objects.get(id=id, owner=r.user)\nreturn JsonResponse(x)',
    expected: ['selects-by-caller'],
  },
  {
    name: 'who is written into a record is no condition on it',
    javascript: 'await Thing.update({ editor: r.user.id }, { where: { id: r.params.id } });\ns.json(1);',
    python: 'Thing.objects.filter(id=id).update(defaults=r.user)\nreturn JsonResponse(1)',
    expected: ['acts-as-caller'],
  },
  {
    name: 'a role',
    javascript: "if (r.user.role !== 'admin') return s.sendStatus(403);\ns.json(1);",
    python: 'if not r.user.is_staff:\n    raise PermissionDenied()\nreturn JsonResponse(1)',
    expected: ['asks-role'],
  },
  {
    name: 'all that is done is done for those who are known',
    javascript: 'if (r.isAuthenticated()) {\n  s.json(1);\n}',
    python: 'if r.user.is_authenticated:\n    return JsonResponse(1)',
    expected: ['asks-identity'],
  },
  {
    name: 'somebody who is known gets more than others',
    javascript: 'if (r.isAuthenticated()) {\n  s.more(2);\n}\ns.json(1);',
    python: 'if r.user.is_authenticated:\n    more(2)\nreturn JsonResponse(1)',
    expected: ['asks-identity without refusal'],
  },
  {
    name: 'a handler that only says no',
    javascript: "s.status(404).json({ error: 'gone' });",
    python: "return JsonResponse({'error': 'gone'}, status=404)",
    expected: ['only-refuses'],
  },
];

describe('what a handler does with its sender', () => {
  for (const twin of TWINS) {
    it(`JavaScript: ${twin.name}`, async () => {
      expect(await heard('app.js', inHandler.javascript(twin.javascript))).toEqual(twin.expected);
    });
    it(`Python: ${twin.name}`, async () => {
      expect(await heard('views.py', inHandler.python(twin.python))).toEqual(twin.expected);
    });
  }
});

describe('who the sender is', () => {
  it('a member of what the application calls so, not of a record', async () => {
    const check = (test: string) =>
      heard('app.js', `function see(post, req) {\n  if (${test}) throw new Forbidden();\n}\n`);
    expect(await check('post.author !== req.user.id')).toEqual(['compares-caller others']);
    expect(await check('post.user !== post.author')).toEqual([]);
  });
  it('imported under another name', async () => {
    const code =
      'from flask_login import current_user as me\ndef see(post):\n    if post.author != me:\n        abort(403)\n';
    expect(await heard('app.py', code)).toContain('compares-caller others');
  });
  it('handed in by the framework', async () => {
    const code =
      'def see(post, who: User = Depends(get_current_user)):\n    if post.author != who.id:\n        raise HTTPException(403)\n';
    expect(await heard('app.py', code)).toEqual(['compares-caller others']);
    const nest =
      'class Posts {\n  see(post, @CurrentUser() who: User) {\n    if (post.author !== who.id) throw new ForbiddenException();\n  }\n}\n';
    expect(await heard('posts.ts', nest)).toEqual(['compares-caller others']);
  });
  it('not a session of a database', async () => {
    const code =
      'def see(session, key):\n    x = session.get(Thing, key)\n    if x.owner != key:\n        abort(403)\n';
    expect(await heard('app.py', code)).toEqual([]);
  });
  it('also in functions written inside', async () => {
    const code =
      'function all(req, res) {\n  const me = req.user;\n  return list.filter((x) => x.owner === me.id);\n}\n';
    expect(await heard('app.js', code)).toContain('compares-caller unknown');
  });
});
