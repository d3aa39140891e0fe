import { describe, expect, it } from 'vitest';
import { express, flask, sentIn } from './witness-of';

/** Statements that helpers of the program build out of what is sent. */

const DB = "const db = require('mysql').createConnection({});";
const get = (body: string, before = ''): string => express(body, "app.get('/x'", `${DB}\n${before}`);
const post = (body: string): string => express(body, "app.post('/x'", DB);
const view = (body: string, methods = "['GET']"): string => flask(`db = sqlite3.connect('x')\n${body}`, '/x', methods);

const ORDER = encodeURIComponent('(CASE WHEN 1=1 THEN 1 ELSE 2 END)');
const CLOSED = encodeURIComponent("x' OR '1'='1' -- -").replaceAll("'", '%27');
const sql = async (code: string, file = 'app.js'): Promise<string> =>
  (await sentIn(file, code, 'sql-injection')).replaceAll("'", '%27');
const python = (code: string): Promise<string> => sql(code, 'app.py');

const BUILDER = `
function order(by) { return by ? \`order by \${by}\` : ''; }
function build(filters) {
  const { sort, page = 1 } = filters;
  return ['select * from t', order(sort), \`limit \${+page}\`].filter(Boolean).join(' ');
}`;

describe('the field that a helper builds a statement of (P-057)', () => {
  it.each([
    ['parts that are joined', get('db.query(build(req.query));', BUILDER)],
    [
      'a copy with more in it',
      get(
        'const f = { ...req.query, at: 1 };\nconst g = { ...f, id: 2 };\ndb.query("select * from t order by " + g.sort);',
      ),
    ],
    [
      'defaults that are overridden',
      get('const f = Object.assign({ sort: "id" }, req.query);\ndb.query("select * from t order by " + f.sort);'),
    ],
    [
      'a copy made name by name',
      get(
        'const f = {};\nfor (const k in req.query) {\n  f[k] = req.query[k];\n}\ndb.query("select * from t order by " + f.sort);',
      ),
    ],
    [
      'a copy made by folding',
      get(
        'const f = Object.keys(req.query).reduce((o, k) => { o[k] = req.query[k]; return o; }, {});\ndb.query("select * from t order by " + f.sort);',
      ),
    ],
    [
      'entries that were sifted',
      get(
        'const f = Object.fromEntries(Object.entries(req.query).filter(([, v]) => v));\ndb.query("select * from t order by " + f.sort);',
      ),
    ],
  ])('is found in JavaScript through %s', async (_, code) => {
    expect(await sql(code)).toContain(`GET /x?sort=${ORDER} HTTP/1.1`);
  });

  it.each([
    ['a dictionary', "f = dict(request.args)\ndb.execute(f\"select * from t order by {f.get('sort', 'id')}\")"],
    ['a copy with more in it', "f = {**request.args, 'page': 1}\ndb.execute('select * from t order by ' + f['sort'])"],
    [
      'a copy made name by name',
      "f = {k: v for k, v in request.args.items() if v}\ndb.execute('select * from t order by ' + f['sort'])",
    ],
  ])('is found in Python through %s', async (_, body) => {
    expect(await python(view(body))).toContain(`GET /x?sort=${ORDER}`);
  });

  it('is found through keyword arguments', async () => {
    const helper =
      "def build(sort=None, **rest):\n    return 'select * from t' + (' order by ' + sort if sort else '')\n";
    expect(await python(helper + view('db.execute(build(**request.args))'))).toContain(`?sort=${ORDER}`);
  });

  it.each([
    [
      'JavaScript',
      'app.js',
      get(
        'const f = {};\nfor (const k in req.query) {\n  if (/\\d+$/.test(k)) f[k] = req.query[k];\n}\ndb.query("select * from t order by " + f.sort);',
      ),
    ],
    [
      'Python',
      'app.py',
      view(
        "f = {k: v for k, v in request.args.items() if k in ('page', 'size')}\ndb.execute('select * from t order by ' + f.get('sort', 'id'))",
      ),
    ],
  ])('is none of those that a copy leaves out, in %s', async (_, file, code) => {
    expect(await sentIn(file, code, 'sql-injection')).toBe('none: nothing found');
  });
});

describe('fields of any name (P-057)', () => {
  const loop = (test: string, add: string): string =>
    get(
      `const w = [];\nfor (const [k, v] of Object.entries(req.query)) {\n  ${test}\n  w.push(${add});\n}\ndb.query('select * from t where ' + w.join(' and '));`,
    );

  it('carry something in their values', async () => {
    expect(await sql(loop('', "`name = '${v}'`"))).toContain(`GET /x?x=${CLOSED} HTTP/1.1`);
    expect(
      await python(
        view(
          "w = []\nfor k, v in request.args.items():\n    w.append(f\"a = '{v}'\")\ndb.execute('select * from t where ' + ' and '.join(w))",
        ),
      ),
    ).toContain(`?x=${CLOSED}`);
  });

  it('carry something in their names', async () => {
    expect(await sql(loop('', '`${k} = ?`'))).toContain(`GET /x?${encodeURIComponent('0 OR 1=1 -- -')}=abc HTTP/1.1`);
    expect(
      await python(
        view("w = [f'{k} = ?' for k in request.args]\ndb.execute('select * from t where ' + ' and '.join(w))"),
      ),
    ).toContain('=abc');
  });

  it('have a name that is asked for, and a list of names says nothing of the values', async () => {
    expect(await sql(loop("if (!['a', 'b'].includes(k)) continue;", "`${k} = '${v}'`"))).toContain(
      `GET /x?a=${CLOSED}`,
    );
    expect(
      await python(
        view(
          "w = [f\"{k} = '{v}'\" for k, v in request.args.items() if k in ('a', 'b')]\ndb.execute('select * from t where ' + ' and '.join(w))",
        ),
      ),
    ).toContain(`?a=${CLOSED}`);
  });

  it('do no harm where only names of a list get in', async () => {
    expect(await sql(loop("if (!['a', 'b'].includes(k)) continue;", '`${k} = ?`'))).toBe('none: nothing found');
    expect(
      await python(
        view(
          "w = [f'{k} = ?' for k in request.args if k in ('a', 'b')]\ndb.execute('select * from t where ' + ' and '.join(w))",
        ),
      ),
    ).toBe('none: nothing found');
  });
});

describe('operators and lists of filters (P-057)', () => {
  const OPERATORS = "const OPS = { eq: '=', gt: '>' };";

  it('take an operator out of a table, and the value as it is', async () => {
    const where = (value: string): string =>
      get(`db.query("select * from t where a " + (OPS[req.query.op] || '=') + ${value});`, OPERATORS);
    expect(await sql(where('" \'" + req.query.v + "\'"'))).toContain(`?v=${CLOSED}`);
    expect(await sql(where("' 1'"))).toBe('none: nothing found');
    const py = (value: string): string =>
      view(
        `OPS = {'eq': '=', 'gt': '>'}\ndb.execute('select * from t where a ' + OPS.get(request.args['op'], '=') + ${value})`,
      );
    expect(await python(py("request.args['v']"))).toMatch(/[?&]v=/);
    expect(await python(py("' 1'"))).toBe('none: nothing found');
  });

  it('choose a branch by the operator', async () => {
    const code = get(
      "let s;\nswitch (req.query.op) {\n  case 'gt': s = `a > ${req.query.v}`; break;\n  default: s = '1';\n}\ndb.query('select * from t where ' + s);",
    );
    expect(await sql(code)).toContain('&op=gt HTTP/1.1');
  });

  it('send a list of filters', async () => {
    const where = (list: string): string =>
      post(
        `const w = ${list}.map((f) => \`\${f.column} = ?\`);\ndb.query('select * from t where ' + w.join(' and '), []);`,
      );
    expect(await sql(where('req.body.filters'))).toContain('{"filters":[{"column":"0 OR 1=1 -- -"}]}');
    expect(await sql(where("req.body.filters.filter((f) => ['a', 'b'].includes(f.column))"))).toBe(
      'none: nothing found',
    );
    const py =
      "w = []\nfor f in request.json['filters']:\n    w.append('%s = ?' % f['column'])\ndb.execute('select * from t where ' + ' and '.join(w))";
    expect(await python(view(py, "['POST']"))).toContain('{"filters":[{"column":"0 OR 1=1 -- -"}]}');
  });

  it('cut a text into columns', async () => {
    const columns = (by: string): string =>
      get(`db.query('select ' + req.query.c.split('${by}').map((x) => x.trim()).join(', ') + ' from t');`);
    expect(await sql(columns(','))).toContain('?c=0%20OR%201%3D1%20--%20-');
    // What is cut at blanks arrives in pieces.
    expect(await sql(columns(' '))).toBe('none: no-payload');
  });
});

describe('parts of an address (P-057)', () => {
  const next = (read: string): string =>
    `${DB}\nexport async function GET(request) {\n  ${read}\n  db.query('select * from t order by ' + sort);\n  return Response.json({});\n}\n`;

  it.each([
    ['one parameter', 'const { searchParams } = new URL(request.url);\n  const sort = searchParams.get("sort");'],
    ['all parameters as an object', 'const { sort } = Object.fromEntries(new URL(request.url).searchParams);'],
    [
      'a copy of them',
      'const q = { ...Object.fromEntries(new URL(request.url).searchParams.entries()), at: 1 };\n  const sort = q?.sort;',
    ],
  ])('are fields of their own: %s', async (_, read) => {
    expect(await sql(next(read), 'app/api/x/route.js')).toContain(`GET /api/x?sort=${ORDER}`);
  });

  it('are read by hand on plain servers', async () => {
    const server = (read: string): string =>
      `${DB}\nconst url = require('url');\nconst qs = require('querystring');\nrequire('http').createServer((req, res) => {\n  const q = ${read};\n  db.query('select * from t order by ' + q.sort);\n  res.end();\n}).listen(1);\n`;
    expect(await sql(server('url.parse(req.url, true).query'))).toContain(`?sort=${ORDER}`);
    expect(await sql(server("qs.parse(req.url.split('?')[1])"))).toContain(`?sort=${ORDER}`);
    const handler =
      "from http.server import BaseHTTPRequestHandler\nfrom urllib.parse import urlparse, parse_qs\nimport sqlite3\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        q = parse_qs(urlparse(self.path).query)\n        sqlite3.connect('x').execute('select * from t order by ' + q['sort'][0])\n";
    expect(await python(handler)).toContain(`?sort=${ORDER}`);
  });
});

it('sends what is stored where that is asked for (P-057)', async () => {
  const code = get(
    "const w = load(req.query.id);\nif (w.owner !== req.query.owner) return res.sendStatus(403);\ndb.query('select * from t order by ' + req.query.sort);",
    "const load = (id) => require('./store').get(id);",
  );
  expect(await sql(code)).toContain('owner=what-is-stored');
});
