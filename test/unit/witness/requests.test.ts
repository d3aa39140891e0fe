import { describe, expect, it } from 'vitest';
import { curlIn, express, flask, sentIn, shownIn } from './witness-of';

const JS = 'app.js';
const PY = 'app.py';

describe('a request that shows a flaw (P-057)', () => {
  it.each([
    ['the open quote', 'db.query("SELECT * FROM t WHERE a = \'" + req.body.a + "\'");', `{"a":"x' OR '1'='1' -- -"}`],
    ['a number', "db.query('SELECT * FROM t WHERE a = ' + req.body.a);", '{"a":"0 OR 1=1 -- -"}'],
    [
      'open brackets',
      'db.query("SELECT * FROM t WHERE ((a LIKE \'%" + req.body.a + "%\'))");',
      `{"a":"x')) OR '1'='1' -- -"}`,
    ],
  ])('ends a statement where the data stands: %s', async (_, body, sent) => {
    const code = express(`const db = require('mysql').createConnection({});\n${body}`);
    expect(await sentIn(JS, code, 'sql-injection')).toContain(sent);
  });

  it('separates commands, inside of quotes and outside', async () => {
    const run = (text: string): string => express(`require('child_process').exec(${text});`);
    expect(await sentIn(JS, run("'ping ' + req.body.host"), 'command-injection')).toContain('{"host":"x; id"}');
    expect(await sentIn(JS, run("'ping \"' + req.body.host + '\"'"), 'command-injection')).toContain(
      String.raw`{"host":"x\"; id; \""}`,
    );
  });

  it('sends objects to document stores', async () => {
    const code = express("require('mongoose').model('U').findOne({ name: req.body.name });");
    expect(await sentIn(JS, code, 'nosql-injection')).toContain('{"name":{"$ne":null}}');
  });

  it('leads to another host, and meets what is asked of the address', async () => {
    const to = (test: string): string => express(`if (${test}) res.redirect(req.query.to);`, "app.get('/go'");
    expect(await sentIn(JS, to('req.query.to'), 'open-redirect')).toContain('GET /go?to=%2F%2Fexample.org HTTP/1.1');
    expect(await sentIn(JS, to('req.query.to.length < 12'), 'open-redirect')).toBe('none: cannot-hold');
  });

  it('writes markup for the place of the page it gets to', async () => {
    const page = (before: string, after: string): string =>
      express(`res.send('${before}' + req.query.q + '${after}');`, "app.get('/p'");
    const script = encodeURIComponent('<img src=x onerror=alert(1)>');
    expect(await sentIn(JS, page('<p>', '</p>'), 'cross-site-scripting')).toContain(`?q=${script}`);
    expect(await sentIn(JS, page('<a title="', '">'), 'cross-site-scripting')).toContain(`?q=%22%3E${script}`);
    expect(await sentIn(JS, page('<script>a="', '"</script>'), 'cross-site-scripting')).toContain(
      `?q=%3C%2Fscript%3E${script}`,
    );
  });

  it('sends in the form that the program reads', async () => {
    const code = (parser: string): string => express('eval(req.body.sum);', undefined, parser);
    expect(await sentIn(JS, code('app.use(express.json());'), 'code-injection')).toContain(
      'Content-Type: application/json',
    );
    expect(await sentIn(JS, code('app.use(express.urlencoded({ extended: true }));'), 'code-injection')).toContain(
      'Content-Type: application/x-www-form-urlencoded\n\nsum=process.cwd()',
    );
  });

  it('fills the parts of the address as they are declared', async () => {
    const code = express('eval(req.body.sum);', "app.put('/a/:n(\\\\d+)/:kind'");
    expect(await sentIn(JS, code, 'code-injection')).toMatch(/^PUT \/a\/1\/abc HTTP/);
    const view = flask("os.system('ping ' + request.form['h'])", '/a/<int:n>/<uuid:u>');
    expect(await sentIn(PY, view, 'command-injection')).toMatch(
      /^POST \/a\/1\/00000000-0000-4000-8000-000000000001 HTTP/,
    );
  });

  it('climbs out of folders, and encodes what the address would not take', async () => {
    const code = express("require('fs').readFile('/data/' + req.params.name, () => 0);", "app.get('/f/:name'");
    expect(await sentIn(JS, code, 'path-traversal')).toContain('GET /f/..%2F..%2F');
    expect(await curlIn(JS, code, 'path-traversal')).toContain("'http://localhost/f/..%2F");
  });

  it('encodes what the program decodes', async () => {
    const code = flask("pickle.loads(base64.b64decode(request.form['o']))");
    expect(await sentIn(PY, code, 'insecure-deserialization')).toContain(
      `o=${encodeURIComponent(btoa('cos\ngetcwd\n(tR.'))}`,
    );
  });

  it('asks the machine itself for what it fetches', async () => {
    const code = (text: string): string => express(`require('axios').get(${text});`);
    expect(await sentIn(JS, code('req.body.url'), 'ssrf')).toContain('{"url":"http://localhost/"}');
  });

  it('has a form of its own for events', async () => {
    const code =
      "const io = require('socket.io')(1);\nio.on('connection', (socket) => {\n  socket.on('run', (data) => { eval(data.sum); });\n});\n";
    expect(await sentIn(JS, code, 'code-injection')).toBe('event "run"\n{"sum":"process.cwd()"}');
  });

  it('is sent by whoever gets through', async () => {
    const signed = express(
      'eval(req.body.sum);',
      "app.post('/x', passport.authenticate('jwt')",
      "const passport = require('passport');",
    );
    const [one] = await shownIn(JS, signed, 'code-injection');
    expect(one?.witness?.steps[0]?.sender).toMatchObject({ who: 'account' });
    const [open] = await shownIn(JS, express('eval(req.body.sum);'), 'code-injection');
    expect(open?.witness?.steps[0]?.sender).toMatchObject({ who: 'anyone' });
  });
});
