import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { flask, flowsOf, places } from './flow-of';

interface Twin {
  name: string;
  weakness: string;
  bad: string;
  good: string;
}

const TWINS: readonly Twin[] = [
  {
    name: 'exec',
    weakness: 'code-injection',
    bad: "exec(request.form['c'])",
    good: "exec(str(int(request.form['c'])))",
  },
  {
    name: 'shell command',
    weakness: 'command-injection',
    bad: "os.system('ls ' + request.args['d'])",
    good: "import shlex; os.system('ls ' + shlex.quote(request.args['d']))",
  },
  {
    name: 'subprocess with a shell',
    weakness: 'command-injection',
    bad: "subprocess.run('ls ' + request.args['d'], shell=True)",
    good: "subprocess.run(['ls', request.args['d']])",
  },
  {
    name: 'list that starts a shell',
    weakness: 'command-injection',
    bad: "a = ['sh', '-c']; a.append('ls ' + request.args['d']); subprocess.run(a)",
    good: "a = ['ls', '-l']; a.append(request.args['d']); subprocess.run(a)",
  },
  {
    name: 'call of a method by its name',
    weakness: 'unsafe-reflection',
    bad: "getattr(player, request.form['m'])()",
    good: "getattr(player, {'go': 'start'}[request.form['m']])()",
  },
  {
    name: 'method that is kept and called later',
    weakness: 'unsafe-reflection',
    bad: "act = getattr(player, request.args['m'], None)\n    if act: act(1)",
    good: "act = getattr(player, request.args['m'], None)\n    if act: log(act)",
  },
  {
    name: 'method among some',
    weakness: 'unsafe-reflection',
    bad: "n = request.args['m']\n    if n: getattr(player, n)()",
    good: "n = request.args['m']\n    if n in ('start', 'stop'): getattr(player, n)()",
  },
  {
    name: 'methods that begin like each other',
    weakness: 'unsafe-reflection',
    bad: "getattr(player, request.args['m'])()",
    good: "getattr(player, 'on_' + request.args['m'])()",
  },
  {
    name: 'methods that end like each other',
    weakness: 'unsafe-reflection',
    bad: "getattr(player, request.args['m'] + '')()",
    good: 'getattr(player, f"{request.args[\'m\']}_now")()',
  },
  {
    name: 'method of the request',
    weakness: 'unsafe-reflection',
    bad: "getattr(player, request.args['m'].lower())()",
    good: 'getattr(player, request.method.lower())()',
  },
  {
    name: 'SQL text',
    weakness: 'sql-injection',
    bad: "sqlite3.connect('x').cursor().execute(f\"SELECT * FROM t WHERE a = '{request.args['a']}'\")",
    good: "sqlite3.connect('x').cursor().execute('SELECT * FROM t WHERE a = ?', (request.args['a'],))",
  },
  {
    name: 'SQL by formatting',
    weakness: 'sql-injection',
    bad: "sqlite3.connect('x').execute('SELECT * FROM t WHERE a = %s' % request.args['a'])",
    good: "sqlite3.connect('x').execute('SELECT * FROM t WHERE a = %s' % int(request.args['a']))",
  },
  {
    name: 'path',
    weakness: 'path-traversal',
    bad: "open('/data/' + request.args['f'])",
    good: "from werkzeug.utils import secure_filename; open('/data/' + secure_filename(request.args['f']))",
  },
  {
    name: 'path checked after normalising',
    weakness: 'path-traversal',
    bad: "p = os.path.join('/data', request.args['f'])\nif not p.startswith('/data'):\n    return ''\nopen(p)",
    good: "p = os.path.realpath(os.path.join('/data', request.args['f']))\nif not p.startswith('/data'):\n    return ''\nopen(p)",
  },
  {
    name: 'request to a server',
    weakness: 'ssrf',
    bad: "import requests; requests.get(request.args['u'])",
    good: "import requests; requests.get('https://api.example.org/' + request.args['u'])",
  },
  {
    name: 'redirect',
    weakness: 'open-redirect',
    bad: "return redirect(request.args['n'])",
    good: "from urllib.parse import urlparse\nn = request.args['n']\nif urlparse(n).netloc not in ['a.example.org']:\n    return ''\nreturn redirect(n)",
  },
  {
    name: 'redirect to a place below the site',
    weakness: 'open-redirect',
    bad: "n = request.args['n']\nif not re.match(r'^/[a-z]*', n):\n    return ''\nreturn redirect(n)",
    good: "n = request.args['n']\nif not re.match(r'^/[a-z]+', n):\n    return ''\nreturn redirect(n)",
  },
  {
    name: 'pattern of the request, and text for one that is made elsewhere',
    weakness: 'regex-injection',
    bad: "re.match(request.args['p'], 'x')",
    good: "re.compile('a|' + re.escape('b.c') + kept()).match(request.args['p'])",
  },
  {
    name: 'page',
    weakness: 'cross-site-scripting',
    bad: "return '<p>' + request.args['q']",
    good: "return '<p>' + html.escape(request.args['q'])",
  },
  {
    name: 'template',
    weakness: 'template-injection',
    bad: "from flask import render_template_string; return render_template_string(request.args['t'])",
    good: "from flask import render_template_string; return render_template_string('{{ t }}', t=request.args['t'])",
  },
  {
    name: 'pickle',
    weakness: 'insecure-deserialization',
    bad: 'import pickle; pickle.loads(request.data)',
    good: 'import json; json.loads(request.data)',
  },
  {
    name: 'YAML',
    weakness: 'insecure-deserialization',
    bad: 'import yaml; yaml.load(request.data, Loader=yaml.Loader)',
    good: 'import yaml; yaml.load(request.data, Loader=yaml.SafeLoader)',
  },
  {
    name: 'whole pattern',
    weakness: 'command-injection',
    bad: "d = request.args['d']\nif not re.match('[a-z]+', d):\n    return ''\nos.system('ls ' + d)",
    good: "d = request.args['d']\nif not re.fullmatch('[a-z]+', d):\n    return ''\nos.system('ls ' + d)",
  },
  {
    name: 'early return',
    weakness: 'code-injection',
    bad: "c = request.args['c']\nif c is None:\n    return ''\neval(c)",
    good: "c = request.args['c']\nif c not in ('a', 'b'):\n    return ''\neval(c)",
  },
  {
    name: 'constant condition',
    weakness: 'code-injection',
    bad: "n = 106\nc = 'a' if (7 * 42) - n > 200 else request.args['c']\neval(c)",
    good: "n = 86\nc = 'a' if (7 * 42) - n > 200 else request.args['c']\neval(c)",
  },
  {
    name: 'keys of a dictionary',
    weakness: 'code-injection',
    bad: "d = {'a': 'x'}\nd['b'] = request.args['c']\neval(d['b'])",
    good: "d = {'a': 'x'}\nd['b'] = request.args['c']\neval(d['a'])",
  },
];

describe('flows in Python (P-057)', () => {
  it.each(TWINS)('$name: reports the flaw and not its repaired twin', async ({ weakness, bad, good }) => {
    expect((await flask(bad)).some((place) => place.startsWith(`${weakness}@`))).toBe(true);
    expect((await flask(good)).filter((place) => place.startsWith(`${weakness}@`))).toEqual([]);
  });

  it('reads Django requests and URL parameters, in functions and classes', async () => {
    const files = {
      'urls.py':
        "from django.urls import path\nfrom . import views\nurlpatterns = [path('a/<str:name>/', views.show), path('b/', views.Other.as_view())]\n",
      'views.py':
        "from django.db import connection\nfrom django.views import View\nimport os\ndef show(request, name):\n    connection.cursor().execute('SELECT 1 FROM t WHERE n = ' + request.GET['x'])\n    os.system('ls ' + name)\nclass Other(View):\n    def post(self, request):\n        eval(request.POST.get('e'))\n",
    };
    expect(places((await flowsOf(files)).weaknesses)).toEqual([
      'sql-injection@5',
      'command-injection@6',
      'code-injection@9',
    ]);
  });

  it('takes the types of FastAPI parameters as checks', async () => {
    const code =
      "from fastapi import FastAPI\nimport os\napp = FastAPI()\n@app.get('/a')\ndef a(n: int, s: str):\n    os.system(f'a {n}')\n    os.system(f'a {s}')\n";
    expect(places((await flowsOf({ 'main.py': code })).weaknesses)).toEqual(['command-injection@7']);
  });
});

describe('addresses without a host', () => {
  const view = (check: string) =>
    flowsOf({
      'app.py': `from flask import Flask, request, redirect\nfrom urllib.parse import urlsplit\napp = Flask(__name__)\n@app.route('/x', methods=['POST'])\ndef view():\n    n = request.args.get('next')\n    if ${check}:\n        n = '/'\n    return redirect(n)\n`,
    });
  it.each(["not n or urlsplit(n).netloc != ''", 'not n or urlsplit(n).netloc', 'urlsplit(n).netloc'])(
    'lets `///host` through: %s',
    async (check) => {
      const { weaknesses } = await view(check);
      expect(weaknesses).toMatchObject([
        {
          weakness: 'open-redirect',
          confidence: 'medium',
          partialGuards: [{ name: 'test for an empty host', at: { line: 7 } }],
        },
      ]);
    },
  );
  it('is sure of a host it knows', async () => {
    expect((await view("urlsplit(n).netloc != 'a.example.org'")).weaknesses).toEqual([]);
  });
});

describe('functions that are handed the request', () => {
  const views = (helper: string): Record<string, string> => ({
    'urls.py': "from django.urls import path\nfrom . import views\nurlpatterns = [path('a/', views.show)]\n",
    'views.py': `from django.http import HttpResponse, HttpResponseRedirect\nfrom django.template import loader\nfrom django.urls import reverse\n${helper}`,
  });
  const found = async (helper: string): Promise<string[]> => places((await flowsOf(views(helper))).weaknesses);
  const go = (target: string): string =>
    `def go(request, target):\n    return HttpResponseRedirect(target)\ndef show(request):\n    return go(request, ${target})\n`;
  it('get from their callers what else they are given', async () => {
    expect(await found(go("reverse('a')"))).toEqual([]);
    expect(await found(go("request.GET['n']"))).toEqual(['open-redirect@5']);
  });
  it('are views where nobody calls them', async () => {
    const view = 'def go(request, target):\n    return HttpResponseRedirect(target)\n';
    expect(await found(`${view}def show(request):\n    return None\n`)).toEqual(['open-redirect@5']);
  });
  it('give pages whose template escapes', async () => {
    const page = (text: string): string => `def show(request):\n    html = ${text}\n    return HttpResponse(html)\n`;
    expect(await found(page("loader.render_to_string('a.html', {'n': request.GET['n']}, request)"))).toEqual([]);
    expect(await found(page("'<b>' + request.GET['n']"))).toEqual(['cross-site-scripting@6']);
  });
});

describe('what a library does by itself', () => {
  const parsing = (requirement: string | undefined): Promise<string[]> =>
    analyzeInProcess(
      new Map([
        [
          'app.py',
          "from flask import Flask, request\nfrom lxml import etree\napp = Flask(__name__)\n@app.post('/x')\ndef x():\n    return etree.fromstring(request.data).tag\n",
        ],
        ...(requirement === undefined ? [] : [['requirements.txt', `${requirement}\n`] as const]),
      ]),
    ).then(({ weaknesses }) => places(weaknesses).filter((one) => one.startsWith('xml')));
  it.each([
    ['before the version that changed it', 'lxml==4.9.3', 1],
    ['in the version that changed it', 'lxml==5.0.0', 0],
    ['in versions from before on', 'lxml>=4.9', 1],
    ['in any version', 'lxml', 0],
    ['in no version that is declared', undefined, 1],
  ])('is judged %s', async (_name, requirement, count) => {
    expect(await parsing(requirement)).toHaveLength(count);
  });
});

describe('formulas for images (P-057)', () => {
  it.each([
    ["return str(ImageMath.eval(request.form['formula'], a=image))", ['code-injection@7']],
    ["return str(ImageMath.lambda_eval(lambda args: args['a'] + 1, a=image))", []],
  ])('%s', async (line, expected) => {
    expect(await flask(`from PIL import ImageMath\n${line}`)).toEqual(expected);
  });
});

describe('answers that are no pages (P-057)', () => {
  it.each([
    ["return Response(request.args['q'])", true],
    ["return Response(request.args['q'], mimetype='text/html')", true],
    ["return Response(request.args['q'], content_type='text/plain')", false],
    ["return Response(request.args['q'], mimetype='application/json')", false],
  ])('%s', async (line, expected) => {
    const found = await flask(`from flask import Response\n${line}`);
    expect(found.includes('cross-site-scripting@7')).toBe(expected);
  });
});
