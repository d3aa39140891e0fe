import { describe, expect, it } from 'vitest';
import { misuseOf } from '../flow/flow-of';

const DJANGO =
  'from django.views.decorators.csrf import csrf_exempt\nfrom django.contrib.auth.decorators import login_required\nfrom django.utils.decorators import method_decorator\n';

const exemptions = async (code: string): Promise<string[]> =>
  (await misuseOf({ 'a.py': `${DJANGO}${code}` }))
    .filter((one) => one.weakness === 'missing-csrf-protection')
    .map((one) => one.confidence);

/** Views that change something for whoever the browser is signed in as. */
const FORGED: Readonly<Record<string, string>> = {
  'the signed-in user': '@csrf_exempt\ndef v(request):\n    Post.objects.create(author=request.user)\n',
  'a decorator that asks for a session':
    '@csrf_exempt\n@login_required\ndef v(request):\n    Post.objects.create(t=1)\n',
  'an identity cookie': "@csrf_exempt\ndef v(request):\n    u = find(request.COOKIES['auth_cookie'])\n    u.delete()\n",
  'the same, asked for with a default':
    "@csrf_exempt\ndef v(request):\n    u = find(request.COOKIES.get('session_token'))\n    u.delete()\n",
  'the session in a function it calls':
    "def who(request):\n    return request.session['member']\n@csrf_exempt\ndef v(request):\n    who(request).delete()\n",
  'a class of views':
    "@method_decorator(csrf_exempt, name='dispatch')\nclass V(View):\n    def post(self, request):\n        request.user.delete()\n",
  'the user of a class of views':
    "@method_decorator(csrf_exempt, name='dispatch')\nclass V(View):\n    def post(self, request):\n        self.request.user.delete()\n",
  'a view wrapped where it is registered':
    "def v(request):\n    request.user.delete()\nurlpatterns = [path('x', csrf_exempt(v))]\n",
  'a class of views wrapped where it is registered':
    "class V(View):\n    def post(self, request):\n        request.user.delete()\nurlpatterns = [path('x', csrf_exempt(V.as_view()))]\n",
};

/** Views that no page of another site can misuse. */
const HARMLESS: Readonly<Record<string, string>> = {
  'no sender at all': '@csrf_exempt\ndef v(request):\n    Hit.objects.create(t=1)\n',
  'a path that nobody guesses':
    '@csrf_exempt\ndef v(request, code):\n    check = Check.objects.get(code=code)\n    check.save()\n',
  'a signed path':
    '@csrf_exempt\ndef v(request, signed):\n    name = TimestampSigner().unsign(signed)\n    User.objects.get(username=name).delete()\n',
  'a key in a header': "@csrf_exempt\ndef v(request):\n    p = find(request.headers['X-Api-Key'])\n    p.delete()\n",
  'a key in the environment of the request':
    "@csrf_exempt\ndef v(request):\n    p = find(request.META.get('HTTP_X_API_KEY'))\n    request.user = p\n    p.delete()\n",
  'a decorator of the program that asks for a key':
    "def keyed(f):\n    def inner(request):\n        request.user = find(request.headers.get('Authorization'))\n        return f(request)\n    return inner\n@csrf_exempt\n@keyed\ndef v(request):\n    request.user.delete()\n",
  'a signature over the message':
    '@csrf_exempt\ndef v(request):\n    if not hmac.compare_digest(sign(request.body), request.user):\n        return\n    Event.objects.create(t=1)\n',
  'a reader': "@csrf_exempt\ndef v(request):\n    return render(request, 'x.html', find(request.user))\n",
  'a cookie that keeps a choice':
    "@csrf_exempt\ndef v(request):\n    Hit.objects.create(theme=request.COOKIES['theme'])\n",
  'a class of views that reads':
    "@method_decorator(csrf_exempt, name='dispatch')\nclass V(View):\n    def get(self, request):\n        return show(request.user)\n",
};

describe('exemptions from the token of the page', () => {
  it.each(Object.entries(FORGED))('%s', async (_name, code) => {
    expect(await exemptions(code)).toEqual(['medium']);
  });
  it.each(Object.entries(HARMLESS))('harmless: %s', async (_name, code) => {
    expect(await exemptions(code)).toEqual([]);
  });
  it('says little about views that were not found', async () => {
    expect(await exemptions('from other import v\nurlpatterns = [path("x", csrf_exempt(v))]\n')).toEqual(['low']);
  });
});
