import { it } from 'vitest';
import { express, flask, sentIn, shownIn } from './witness-of';

const db = "const db = require('mysql').createConnection({});";
const JS: Record<string, string> = {
  'helper template': express(
    'db.query(build(req.query));',
    "app.get('/x'",
    `${db}
function order(by) { return by ? \`order by \${by}\` : ''; }
function build(f) { const { sort, page = 1 } = f; return [\`select * from t\`, order(sort), \`limit \${+page}\`].filter(Boolean).join(' '); }`,
  ),
  'spread and override': express(
    'const f = { ...req.query, at: 1 };\nrun({ ...f, id: 2 });',
    "app.get('/x'",
    `${db}
function run(f) { const { tz = 'utc', at } = f; db.query(\`select date('\${tz}') from t where at = \${at}\`); }`,
  ),
  assign: express(
    'const f = Object.assign({ tz: "utc" }, req.query);\ndb.query("select date(\'" + f.tz + "\')");',
    "app.get('/x'",
    db,
  ),
  rest: express(
    'const { id, ...others } = req.query;\ndb.query("select date(\'" + others.tz + "\')");',
    "app.get('/x'",
    db,
  ),
  'entries loop': express(
    'const w = [];\nfor (const [k, v] of Object.entries(req.query)) w.push(`name = \'${v}\'`);\ndb.query("select * from t where " + w.join(" and "));',
    "app.get('/x'",
    db,
  ),
  'entries map': express(
    'db.query("select * from t where " + Object.entries(req.query).map(([k, v]) => `a = \'${v}\'`).join(" and "));',
    "app.get('/x'",
    db,
  ),
  'keys in sql': express(
    'db.query("select * from t where " + Object.keys(req.query).map((k) => `${k} = ?`).join(" and "), Object.values(req.query));',
    "app.get('/x'",
    db,
  ),
  'reduce copy': express(
    'const f = Object.keys(req.query).reduce((o, k) => { o[k] = req.query[k]; return o; }, {});\ndb.query("select * from t order by " + f.sort);',
    "app.get('/x'",
    db,
  ),
  'for in copy': express(
    'const f = {};\nfor (const k in req.query) { f[k] = req.query[k]; }\ndb.query("select * from t order by " + f.sort);',
    "app.get('/x'",
    db,
  ),
  'fromEntries filter': express(
    'const f = Object.fromEntries(Object.entries(req.query).filter(([, v]) => v));\ndb.query("select * from t order by " + f.sort);',
    "app.get('/x'",
    db,
  ),
  'key allow list, value raw': express(
    'const w = [];\nfor (const [k, v] of Object.entries(req.query)) { if (["a", "b"].includes(k)) w.push(`${k} = \'${v}\'`); }\ndb.query("select * from t where " + w.join(" and "));',
    "app.get('/x'",
    db,
  ),
  'operator map': express(
    'const ops = { eq: "=", gt: ">" };\ndb.query("select * from t where a " + (ops[req.query.op] || "=") + " \'" + req.query.v + "\'");',
    "app.get('/x'",
    db,
  ),
  'operator map only': express(
    'const ops = { eq: "=", gt: ">" };\ndb.query("select * from t where a " + (ops[req.query.op] || "=") + " 1");',
    "app.get('/x'",
    db,
  ),
  switch: express(
    'let s;\nswitch (req.query.op) { case "gt": s = `a > ${req.query.v}`; break; case "lt": s = `a < ${req.query.v}`; break; default: s = "1"; }\ndb.query("select * from t where " + s);',
    "app.get('/x'",
    db,
  ),
  'array of filters': express(
    'const w = req.body.filters.map((f) => `${f.column} = \'${f.value}\'`);\ndb.query("select * from t where " + w.join(" and "));',
    "app.post('/x'",
    db,
  ),
  'array of filters checked': express(
    'const w = req.body.filters.filter((f) => ["a","b"].includes(f.column)).map((f) => `${f.column} = ?`);\ndb.query("select * from t where " + w.join(" and "), [1]);',
    "app.post('/x'",
    db,
  ),
  'split list': express(
    'const c = req.query.columns.split(",").map((x) => x.trim()).join(", ");\ndb.query("select " + c + " from t");',
    "app.get('/x'",
    db,
  ),
  'web url': `${db}\nexport async function GET(request) {\n const url = new URL(request.url);\n const q = Object.fromEntries(url.searchParams);\n db.query("select * from t order by " + q.sort);\n return Response.json({});\n}\n`,
  'web get': `${db}\nexport async function GET(request) {\n const { searchParams } = new URL(request.url);\n db.query("select * from t order by " + searchParams.get('sort'));\n return Response.json({});\n}\n`,
  'web spread': `${db}\nexport async function GET(request) {\n const q = { ...Object.fromEntries(new URL(request.url).searchParams.entries()), at: 1 };\n const f = { sort: q?.sort };\n db.query(\`select * from t order by \${f.sort}\`);\n return Response.json({});\n}\n`,
  'url parse': `${db}\nconst http = require('http'); const url = require('url');\nhttp.createServer((req, res) => {\n const q = url.parse(req.url, true).query;\n db.query("select * from t order by " + q.sort);\n res.end();\n}).listen(1);\n`,
  qs: `${db}\nconst http = require('http'); const qs = require('querystring');\nhttp.createServer((req, res) => {\n const q = qs.parse(req.url.split('?')[1]);\n db.query("select * from t order by " + q.sort);\n res.end();\n}).listen(1);\n`,
  'default param': express(
    'db.query(build(req.query));',
    "app.get('/x'",
    `${db}
const build = ({ sort = 'id', dir = 'asc' } = {}) => 'select * from t order by ' + sort + ' ' + (dir === 'desc' ? 'desc' : 'asc');`,
  ),
  'if typed': express(
    'const f = req.query;\nlet s = "select * from t";\nif (f.a) s += " where a = 1";\nif (f.b !== undefined && f.b.length) s += " and b = 2";\nif (f.sort) s += " order by " + f.sort;\ndb.query(s);',
    "app.get('/x'",
    db,
  ),
  'stored compare': express(
    'const w = find(req.query.id);\nif (w.owner !== req.query.owner) return res.sendStatus(403);\ndb.query("select * from t order by " + req.query.sort);',
    "app.get('/x'",
    `${db}\nconst find = (id) => require('./x').get(id);`,
  ),
  'regexp column': express(
    'const c = /^[a-z_]+$/.test(req.query.sort) ? req.query.sort : "id";\ndb.query("select * from t order by " + c);',
    "app.get('/x'",
    db,
  ),
};
const sq = "db = sqlite3.connect('x')\n";
const PY: Record<string, string> = {
  'items loop': flask(
    sq +
      'w = []\nfor k, v in request.args.items():\n    w.append(f"{k} = \'{v}\'")\ndb.execute("select * from t where " + " and ".join(w))',
    '/x',
    "['GET']",
  ),
  comprehension: flask(
    sq +
      'w = [f"a = \'{v}\'" for k, v in request.args.items() if k in ("a", "b")]\ndb.execute("select * from t where " + " and ".join(w))',
    '/x',
    "['GET']",
  ),
  'allow list': flask(
    sq +
      'w = [f"{k} = ?" for k in request.args if k in ("a", "b")]\ndb.execute("select * from t where " + " and ".join(w), list(request.args.values()))',
    '/x',
    "['GET']",
  ),
  dict: flask(
    sq + "f = dict(request.args)\ndb.execute(f\"select * from t order by {f.get('sort', 'id')}\")",
    '/x',
    "['GET']",
  ),
  spread: flask(
    sq + "f = {**request.args, 'page': 1}\ndb.execute('select * from t order by ' + f['sort'])",
    '/x',
    "['GET']",
  ),
  'operator map': flask(
    sq +
      "OPS = {'eq': '=', 'gt': '>'}\ndb.execute('select * from t where a ' + OPS.get(request.args['op'], '=') + ' 1')",
    '/x',
    "['GET']",
  ),
  'operator raw': flask(
    sq +
      "OPS = {'eq': '=', 'gt': '>'}\nop = OPS[request.args['op']]\ndb.execute('select * from t where a %s %s' % (op, request.args['v']))",
    '/x',
    "['GET']",
  ),
  filters: flask(
    sq +
      "w = []\nfor f in request.json['filters']:\n    w.append('%s = %s' % (f['column'], f['value']))\ndb.execute('select * from t where ' + ' and '.join(w))",
  ),
  'helper kwargs':
    'def build(sort=None, **rest):\n    s = "select * from t"\n    if sort:\n        s += " order by " + sort\n    return s\n' +
    flask(sq + 'db.execute(build(**request.args))', '/x', "['GET']"),
  'copy dict comp': flask(
    sq + "f = {k: v for k, v in request.args.items() if v}\ndb.execute('select * from t order by ' + f['sort'])",
    '/x',
    "['GET']",
  ),
  parse_qs:
    'from http.server import BaseHTTPRequestHandler\nfrom urllib.parse import urlparse, parse_qs\nimport sqlite3\nclass H(BaseHTTPRequestHandler):\n    def do_GET(self):\n        q = parse_qs(urlparse(self.path).query)\n        db = sqlite3.connect("x")\n        db.execute("select * from t order by " + q["sort"][0])\n',
};
const only = process.env.ONLY;
it('scratch', async () => {
  for (const [set, file] of [
    [JS, 'app.js'],
    [PY, 'app.py'],
  ] as const)
    for (const [name, code] of Object.entries(set)) {
      if (only && !name.includes(only)) continue;
      const f = name.startsWith('web') ? 'app/api/x/route.js' : file;
      const all = await shownIn(f, code, 'sql-injection');
      console.log(
        `${file} ${name} => ${all.length} ${all[0]?.proof ?? all[0]?.confidence} ${(await sentIn(f, code, 'sql-injection')).replace(/\n/g, ' | ')} ${all[0]?.obstacle?.at.text ?? ''} ${JSON.stringify(all[0]?.ways?.map((w) => w.sent) ?? [])}${all[0]?.partialGuards.map((g) => 'WEAK ' + g.why) ?? ''}`,
      );
    }
}, 120000);
