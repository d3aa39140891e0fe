import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/reasoning/in-steps';
import { concernsInWords } from '../../../src/pipeline/concerns-in-words';
import { investigate } from '../../../src/reasoning/investigate/investigate';
import { consolidateMapping } from '../../../src/reasoning/mapping/consolidate';
import { mapInSteps } from '../../../src/reasoning/mapping/map';
import type { InvestigationDraft } from '../../../src/artifacts/investigation-draft';
import type { ControlCategory } from '../../../src/artifacts/enums';
import type { CodeFacts } from '../../../src/artifacts/facts';
import type { Concern } from '../../../src/artifacts/phase3';
import { evidence } from '../evidence/found';
import { business, control, entry, guard, investigateTask, mapTask, weakness, World } from './facts-builder';
import { render } from '../../../src/wording/render';

const deriveConcerns = (...given: Parameters<typeof concernsInWords>) => atOnce(concernsInWords(...given));

/** Runs the concern of this aspect over hand-made code. */
async function answer(
  world: World,
  described: CodeFacts,
  aspect: string,
  asked?: Concern,
): Promise<InvestigationDraft> {
  const facts = { ...described, evidence: await evidence(Object.fromEntries(world.texts)) };
  const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
  if (outcome.status !== 'completed') throw new Error('not mapped');
  const mapping = render(consolidateMapping([outcome.result], facts, business(), { now: 'T', scope: 'full' }));
  const { concerns } = deriveConcerns(mapping, facts, business());
  const concern = asked ?? concerns.find((item) => item['aspect'] === aspect);
  if (!concern) throw new Error(`no concern asks about ${aspect}: ${concerns.map((item) => item.title).join('; ')}`);
  const context = world.context(facts);
  const search = async (text: string) =>
    [...world.texts].flatMap(([path, code]) =>
      code
        .split('\n')
        .flatMap((line, index) => (line.includes(text) ? [{ path, line: index + 1, text: line.trim() }] : [])),
    );
  const result = render(
    await investigate(investigateTask(concern, mapping.entryPoints), {
      ...context,
      tools: { ...context.tools, search },
    }),
  );
  if (result.status !== 'completed') throw new Error(result.status);
  return result.result;
}

const byUser = (category: ControlCategory, file: string, line: number): Concern => ({
  id: '900',
  name: 'user-concern',
  title: 'A concern of the user',
  severity: 'high',
  description: '',
  locations: [{ file_path: file, line_range: { start: line, end: line } }],
  crown_jewels_affected: [],
  expected_control_categories: [{ category, role: 'primary' }],
  source: [{ artifact: 'user', id: '900' }],
  rule: 'user',
  severity_factors: { crown_jewel_proximity: 0, exposure: 0, data_sensitivity: 0, modifiers: [], score: 0 },
  rationale: '',
});

const PY = 'app/routes.py';

describe('controls that give no reason for concern', () => {
  const world = new World({
    'src/app.js': "app.use(helmet());\nconst hash = bcrypt.hash(password, 12);\napp.get('/', home);\n",
  });
  const route = entry('GET', '/', world.span('src/app.js', 'app.get'));
  const controls = [
    control('cryptography', 'Password hashing', world.span('src/app.js', 'bcrypt.hash'), { strength: 'strong' }),
    control('cors-csp', 'Security headers', world.span('src/app.js', 'helmet()'), { strength: 'strong' }),
  ];

  it('are read again where they stand and enter the inventory without a gap', async () => {
    const result = await answer(
      world,
      world.facts({ entryPoints: [route], controls: controls.slice(0, 1) }),
      'in-place',
    );
    expect(result).toMatchObject({
      severity: 'info',
      control_gaps: [],
      control_categories: ['cryptography'],
      controls_found: [
        { control_name: 'Password hashing', file_location: 'src/app.js', line_range: { start: 2 }, strength: 'strong' },
      ],
    });
    expect(result.evidence.map((item) => item.content).join()).toContain('bcrypt.hash(password, 12)');
  });

  it('are looked at by category, and not at all where there are none', async () => {
    const facts = world.facts({ entryPoints: [route], controls });
    const outcome = render(atOnce(mapInSteps(mapTask(), world.context(facts))));
    if (outcome.status !== 'completed') throw new Error('not mapped');
    const mapping = render(consolidateMapping([outcome.result], facts, business(), { now: 'T', scope: 'full' }));
    const asked = (some: CodeFacts) =>
      deriveConcerns(mapping, some, business())
        .concerns.filter((concern) => concern.rule === 'C-VERIFY')
        .map((concern) => [concern.severity, concern.expected_control_categories[0]?.category]);
    expect(asked(facts)).toEqual([
      ['info', 'cors-csp'],
      ['info', 'cryptography'],
    ]);
    expect(asked({ ...facts, controls: [] })).toEqual([]);
  });
});

describe('questions an investigation asks', () => {
  it('a sign-in that a setting can leave out', async () => {
    const world = new World({
      'src/app.js':
        "if (config.useBasicAuth) {\n  app.use(basicAuth('a', 'b'));\n}\napp.post('/db', add);\nfunction add(req, res) {\n}\n",
    });
    const guards = [
      guard('authentication', 'basicAuth', world.span('src/app.js', 'app.use('), {
        basis: { is: 'shared-password' },
        condition: 'config.useBasicAuth',
        scope: 'app',
        strength: 'partial',
      }),
    ];
    const facts = world.facts({
      entryPoints: [entry('POST', '/db', world.span('src/app.js', 'app.post'), { guards })],
    });
    const result = await answer(world, facts, 'conditional');
    expect(result.control_gaps[0]).toMatchObject({
      gap_type: 'incomplete',
      gap_severity: 'medium',
      locations: [{ line_range: { start: 2 } }],
    });
    expect(result.controls_found[0]).toMatchObject({ control_name: 'basicAuth', strength: 'partial' });
  });

  it('attempts: a word in a message counts nothing, a counter and a lockout that is called do', async () => {
    const rated = async (code: string, functions: (world: World) => CodeFacts['functions'] = () => []) => {
      const world = new World({ 'src/login.js': `app.post('/login', login);\n${code}` });
      const route = entry('POST', '/login', world.span('src/login.js', 'app.post'), {
        publicByDesign: true,
        handler: {
          name: 'login',
          functionId: 'src/login.js#login',
          at: { ...world.span('src/login.js', 'function login'), endLine: code.split('\n').length },
        },
      });
      const facts = world.facts({
        entryPoints: [route],
        functions: [world.fn('src/login.js#login', 'src/login.js', 'function login', '}'), ...functions(world)],
      });
      const result = await answer(world, facts, 'rate');
      return [
        result.control_gaps.map((gap) => gap.gap_severity),
        result.controls_found.map((item) => item.control_name),
      ];
    };
    expect(await rated("function login(req, res) {\n  console.log('attempt to sign in', req.body.name);\n}\n")).toEqual(
      [['medium'], []],
    );
    expect(await rated('function login(req, res) {\n  if (user.attempts > 5) return res.end();\n}\n')).toEqual([
      [],
      ['attempt counting in the handler'],
    ]);
    expect(
      await rated('function login(req, res) {\n  check(req);\n}\nfunction lockoutPolicy() {\n}\n', (world) => [
        world.fn('src/login.js#lockoutPolicy', 'src/login.js', 'function lockoutPolicy', '}', ['src/login.js#login']),
      ]),
    ).toEqual([[], ['lockoutPolicy']]);
  });

  it('validation: a check beside a value is none of the value', async () => {
    const open = async (line: string) => {
      const world = new World({
        'src/app.js': `app.post('/notes/:id', save);\nfunction save(req, res) {\n  ${line}\n}\n`,
      });
      const at = { ...world.span('src/app.js', 'function save'), endLine: 4 };
      const params = [{ name: 'text', source: 'body' as const, type: 'string', line: 3 }];
      const facts = world.facts({
        entryPoints: [
          entry('POST', '/notes/:id', world.span('src/app.js', 'app.post'), {
            params,
            mutates: true,
            handler: { name: 'save', functionId: 'src/app.js#save', at },
            guards: [guard('authentication', 'signedIn', world.span('src/app.js', 'app.post'))],
          }),
        ],
        functions: [world.fn('src/app.js#save', 'src/app.js', 'function save', '}')],
        stores: [
          {
            id: 'ds',
            type: 'mongodb',
            name: 'MongoDB',
            at,
            accesses: [
              {
                operation: 'write',
                subject: 'notes',
                at: world.span('src/app.js', 'req'),
                functionId: 'src/app.js#save',
              },
            ],
          },
        ],
      });
      return (await answer(world, facts, 'validation', byUser('input-validation', 'src/app.js', 1))).control_gaps.map(
        (gap) => [gap.weakness, gap.proof],
      );
    };
    expect(
      await open('notes.updateOne({ _id: new ObjectId(req.params.id) }, { $set: { text: req.body.text } });'),
    ).toEqual([['missing-input-validation', 'lead']]);
    expect(await open('notes.updateOne({ _id: 1 }, { $set: { text: String(req.body.text) } });')).toEqual([]);
    expect(await open('const { value } = schema.validate(req.body);')).toEqual([]);
    expect(await open("if (typeof req.body.text !== 'string') return;")).toEqual([]);
  });

  it('many routes without a role are one gap, and a name alone is a question', async () => {
    const gaps = async (n: number, withRole: number) => {
      const world = new World({
        'src/admin.js': Array.from({ length: n + withRole }, (_, at) => `app.post('/admin/a${at}', run);`).join('\n'),
      });
      const routes = Array.from({ length: n + withRole }, (_, at) => {
        const here = world.span('src/admin.js', `/admin/a${at}'`);
        return entry('POST', `/admin/a${at}`, here, {
          mutates: true,
          guards: [
            guard('authentication', 'signedIn', here),
            ...(at < withRole ? [guard('authorization', 'onlyAdmin', here, { establishes: 'role' })] : []),
          ],
        });
      });
      return (await answer(world, world.facts({ entryPoints: routes }), 'role')).control_gaps.map((gap) => [
        gap.gap_severity,
        gap.locations?.length,
      ]);
    };
    expect(await gaps(2, 4)).toEqual([
      ['high', 1],
      ['high', 1],
    ]);
    expect(await gaps(5, 10)).toEqual([['high', 5]]);
    await expect(gaps(5, 5), 'so many are no exception').rejects.toThrow('no concern asks about role');
    await expect(gaps(5, 0)).rejects.toThrow('no concern asks about role');
  });

  it('names the routes that run the code a flaw stands in', async () => {
    const world = new World({
      'src/app.js':
        "app.post('/profile', save);\nfunction save(req, res) {\n  check(req);\n}\nfunction check(req) {\n  return /(a+)+$/.test(req.body.a);\n}\napp.get('/', home);\n",
    });
    const functions = [
      world.fn('src/app.js#save', 'src/app.js', 'function save', '}'),
      world.fn('src/app.js#check', 'src/app.js', 'function check', '}', ['src/app.js#save']),
    ];
    const route = entry('POST', '/profile', world.span('src/app.js', 'app.post'), {
      handler: { name: 'save', functionId: 'src/app.js#save', at: world.span('src/app.js', 'function save') },
    });
    const flaw = weakness('redos', world.span('src/app.js', '(a+)+'), { functionId: 'src/app.js#check' });
    const result = await answer(
      world,
      world.facts({
        entryPoints: [route, entry('GET', '/', world.span('src/app.js', 'app.get'))],
        functions,
        weaknesses: [flaw],
      }),
      'flaw',
    );
    expect(result.control_gaps.map((gap) => gap.entry_points?.length)).toEqual([1]);
  });

  it('a number that can be guessed weighs more when it proves who somebody is', async () => {
    const severity = async (name: string) => {
      const world = new World({ 'src/app.js': `const ${name} = Math.random();\n` });
      const flaw = weakness('insecure-random', world.span('src/app.js', 'Math.random'), {
        seen: { what: 'predictable', of: name },
        subject: name,
        sink: 'Math.random',
      });
      return (await answer(world, world.facts({ weaknesses: [flaw] }), 'flaw')).control_gaps.map(
        (gap) => gap.gap_severity,
      );
    };
    expect(await severity('resetToken')).toEqual(['high']);
    expect(await severity('sessionKey')).toEqual(['medium']);
  });

  it('a role check that no route uses', async () => {
    const world = new World({
      'src/app.js':
        "function onlyAdmin(req, res, next) {\n}\napp.get('/users/:userId', signedIn, show);\napp.post('/users/:userId', signedIn, change);\napp.get('/home', signedIn, home);\n",
    });
    const guards = [guard('authentication', 'signedIn', world.span('src/app.js', 'app.get'))];
    const params = [{ name: 'userId', source: 'path' as const, type: 'string', line: 4 }];
    const facts = world.facts({
      entryPoints: [
        entry('GET', '/users/:userId', world.span('src/app.js', 'show'), { guards, params }),
        entry('POST', '/users/:userId', world.span('src/app.js', 'change'), { guards, params }),
        entry('GET', '/home', world.span('src/app.js', 'home'), { guards }),
      ],
      controls: [
        control('authorization', 'onlyAdmin', world.span('src/app.js', 'function onlyAdmin'), {
          strength: 'weak',
          details: { unused: true },
        }),
      ],
    });
    const result = await answer(world, facts, 'unused-role');
    expect(result.control_gaps[0]).toMatchObject({
      cwe: 'CWE-862',
      locations: [{ line_range: { start: 3 } }, { line_range: { start: 4 } }, { line_range: { start: 1 } }],
    });
    expect(result.control_gaps[0]?.description).toContain('GET /users/:userId and POST /users/:userId');
  });

  it('a router that is mounted only under a condition', async () => {
    const world = new World({
      'api/main.py':
        'from api import private, users\napi.include_router(users.router)\nif settings.ENVIRONMENT == "local":\n    api.include_router(private.router)\n',
      'api/private.py': 'router = APIRouter()\n@router.post("/private/jobs")\ndef create(job):\n    save(job)\n',
      'api/users.py': 'router = APIRouter()\n@router.get("/users")\ndef read():\n    pass\n',
    });
    const login = guard('authentication', 'get_current_user', world.span('api/users.py', '@router'));
    const facts = world.facts({
      entryPoints: [
        entry('GET', '/users', world.span('api/users.py', '@router'), { guards: [login], framework: 'fastapi' }),
        entry('POST', '/private/jobs', world.span('api/private.py', '@router'), {
          framework: 'fastapi',
          handler: { name: 'create', functionId: 'create', at: world.span('api/private.py', 'def create') },
        }),
      ],
    });
    const [gap] = (await answer(world, facts, 'open')).control_gaps;
    expect(gap?.description).toContain(
      'mounted under a condition (`if settings.ENVIRONMENT == "local"`, api/main.py:3)',
    );
    expect(gap).toMatchObject({ confidence: 'low', gap_severity: 'medium' });
  });

  it('a form token in the handler, where no guard was seen', async () => {
    const world = new World({
      [PY]: '@app.route("/edit", methods=["POST"])\ndef edit():\n    form = EditForm()\n    if form.validate_on_submit():\n        save(form)\n@app.route("/translate", methods=["POST"])\ndef translate():\n    save(request.json)\n',
    });
    const login = guard('authentication', 'login_required', world.span(PY, '/edit'), {
      basis: { is: 'flask-login-asks' },
      mechanism: 'session',
    });
    const handler = (name: string) => ({ name, functionId: `f#${name}`, at: world.span(PY, `def ${name}`) });
    const facts = world.facts({
      entryPoints: [
        entry('POST', '/edit', world.span(PY, '/edit'), {
          guards: [login],
          framework: 'flask',
          handler: handler('edit'),
        }),
        entry('POST', '/translate', world.span(PY, '/translate'), {
          guards: [login],
          framework: 'flask',
          handler: handler('translate'),
        }),
        // Its handler calls something that is named like a change, and no change of data was seen.
        entry('GET', '/status', world.span(PY, '/translate'), { guards: [login], framework: 'flask', mutates: true }),
      ],
      functions: [
        world.fn('f#edit', PY, 'def edit', 'save(form)'),
        world.fn('f#translate', PY, 'def translate', 'save(request'),
      ],
    });
    const result = await answer(world, facts, 'csrf');
    expect(result.controls_found.map((control) => [control.control_name, control.line_range.start])).toEqual([
      ['anti-forgery token in the form', 4],
    ]);
    expect(result.control_gaps[0]?.description).toContain(
      '1 route changes state on the session cookie alone, without token or origin check: POST /translate',
    );
  });

  it('an anti-forgery middleware that is installed too late', async () => {
    const world = new World({
      'src/app.js':
        "app.use(session());\napp.post('/pay', requireLogin, pay);\napp.use(csrf());\nfunction pay(req, res) {\n}\n",
    });
    const login = guard('authentication', 'requireLogin', world.span('src/app.js', "'/pay'"), {
      mechanism: 'session',
    });
    const late = control('cors-csp', 'CSRF protection', world.span('src/app.js', 'csrf()'));
    const result = await answer(
      world,
      world.facts({
        controls: [late],
        entryPoints: [entry('POST', '/pay', world.span('src/app.js', "'/pay'"), { guards: [login] })],
      }),
      'csrf',
    );
    expect(result.control_gaps[0]).toMatchObject({
      gap_type: 'misconfigured',
      description: expect.stringContaining(
        'CSRF protection is installed at src/app.js:3, but not in front of these routes',
      ),
    });
    expect(result.controls_found[0]).toMatchObject({ control_name: 'CSRF protection', strength: 'weak' });
  });

  it.each([
    ['most routes beside it are guarded', 2, 0, 'page', 1],
    ['it stands alone', 0, 0, 'page', 0],
    ['most routes beside it are open as well', 2, 3, 'page', 0],
    ['senders say themselves that they may', 0, 0, 'admin', 1],
  ])('an open route that only reads, where %s', async (_name, guarded, alike, cookie, gaps) => {
    const world = new World({ 'src/a.js': "app.get('/open');\napp.get('/other');\n" });
    const [at, beside] = [world.span('src/a.js', '/open'), world.span('src/a.js', '/other')];
    const login = guard('authentication', 'signedIn', beside);
    const params = [{ name: cookie, source: 'cookie' as const, type: 'str', line: 1 }];
    const others = Array.from({ length: guarded + alike }, (_, index) =>
      entry('GET', `/o${index}`, beside, {
        id: `o${index}`,
        guards: index < guarded ? [login] : [],
        authentication: index < guarded ? 'required' : 'none',
      }),
    );
    const facts = world.facts({
      entryPoints: [entry('GET', '/open', at, { id: 'open', authentication: 'none', params }), ...others],
    });
    const asked = { ...byUser('authentication', 'src/a.js', 1), aspect: 'open' };
    const result = await answer(world, facts, 'open', { ...asked, affected_entry_points: ['open'] });
    expect(result.control_gaps.filter((gap) => gap.description.includes('GET /open'))).toHaveLength(gaps);
  });

  it.each([
    ['nobody can sign in and nothing is kept', false, '', []],
    ['others sign in and nothing is kept', true, '', []],
    ['others sign in and something is kept', true, 'write', ['likely']],
    ['something is kept', false, 'write', ['likely']],
  ] as const)('a form that everybody may send, where %s', async (_name, signsIn, operation, proofs) => {
    const world = new World({ 'src/a.js': "app.post('/search');\napp.get('/other');\n" });
    const [at, beside] = [world.span('src/a.js', '/search'), world.span('src/a.js', '/other')];
    const login = guard('authentication', 'signedIn', beside);
    const store = {
      id: 's',
      type: 'sql',
      name: 'SQL database',
      at,
      accesses: [{ operation: 'write' as const, subject: 'Note', at, functionId: 'handler' }],
    };
    const facts = world.facts({
      entryPoints: [
        entry('POST', '/search', at, {
          id: 'open',
          authentication: 'none',
          handler: { name: 'handler', functionId: 'handler', at },
        }),
        entry('GET', '/other', beside, {
          id: 'other',
          guards: signsIn ? [login] : [],
          authentication: signsIn ? 'required' : 'none',
        }),
      ],
      functions: [world.fn('handler', 'src/a.js', '/search', '/search')],
      stores: operation === '' ? [] : [store],
    });
    const asked = { ...byUser('authentication', 'src/a.js', 1), aspect: 'open' };
    const result = await answer(world, facts, 'open', { ...asked, affected_entry_points: ['open'] });
    expect(result.control_gaps.map((gap) => gap.proof)).toEqual(proofs);
  });

  it('a check on the value that the flow did not account for', async () => {
    const world = new World({
      [PY]: 'def login():\n    next_page = request.args.get("next")\n    if not next_page or urlsplit(next_page).netloc != "":\n        next_page = "/"\n    return redirect(next_page)\n',
    });
    const source = world.span(PY, 'request.args');
    const sink = world.span(PY, 'redirect(');
    const facts = world.facts({
      entryPoints: [entry('GET', '/login', world.span(PY, 'def login'), { id: 'e', publicByDesign: true })],
      functions: [world.fn('f#login', PY, 'def login', 'return redirect')],
      weaknesses: [
        weakness('open-redirect', sink, {
          sink: 'flask.redirect',
          source: { kind: 'query', at: source },
          path: [source, sink],
          names: ['next_page', 'request'],
          entryPoints: ['e'],
        }),
      ],
    });
    const result = await answer(world, facts, 'flaw');
    expect(result.control_gaps[0]).toMatchObject({ gap_type: 'incomplete', gap_severity: 'low', confidence: 'medium' });
    expect(result.control_gaps[0]?.description).toContain(
      'A check at app/routes.py:3 looks at it; whether it suffices was not established',
    );
    expect(result.controls_found[0]).toMatchObject({ control_name: 'check in the handler', strength: 'partial' });
  });

  it('many secrets of one file as one gap', async () => {
    const world = new World({ 'config.js': 'a: "one"\nb: "two"\nc: "three"\nd: "four"\n' });
    const secrets = ['a:', 'b:', 'c:', 'd:'].map((needle) =>
      weakness('hardcoded-secret', world.span('config.js', needle), { sink: 'password' }),
    );
    const result = await answer(world, world.facts({ weaknesses: secrets }), 'flaw');
    expect(result.control_gaps).toHaveLength(1);
    expect(result.control_gaps[0]?.locations).toHaveLength(4);
  });

  it('sensitive fields that are encrypted on one way and not on the other', async () => {
    const world = new World({
      'src/profile.js':
        'function save(req) {\n  const ssn = encrypt(req.body.ssn);\n  db.put(ssn);\n}\nfunction other(req) {\n  db.put(req.body.iban);\n}\n',
    });
    const handler = (name: string) => ({
      name,
      functionId: `f#${name}`,
      at: world.span('src/profile.js', `function ${name}`),
    });
    const login = guard('authentication', 'x', world.span('src/profile.js', 'function save'));
    const access = (name: string) => ({
      operation: 'write' as const,
      subject: 'profiles',
      at: world.span('src/profile.js', 'db.put'),
      functionId: `f#${name}`,
    });
    const facts = world.facts({
      entryPoints: [
        entry('POST', '/a', world.span('src/profile.js', 'function save'), {
          guards: [login],
          handler: handler('save'),
          params: [{ name: 'ssn', source: 'body', type: 'string', line: 2 }],
        }),
        entry('POST', '/b', world.span('src/profile.js', 'function other'), {
          guards: [login],
          handler: handler('other'),
          params: [{ name: 'iban', source: 'body', type: 'string', line: 6 }],
        }),
      ],
      functions: [
        world.fn('f#save', 'src/profile.js', 'function save', '}'),
        world.fn('f#other', 'src/profile.js', 'function other', '}'),
      ],
      stores: [
        {
          id: 's',
          type: 'sql',
          name: 'SQL database',
          at: world.span('src/profile.js', 'db.put'),
          accesses: [access('save'), access('other')],
        },
      ],
    });
    const result = await answer(world, facts, 'at-rest');
    expect(result.controls_found.map((control) => control.control_name)).toEqual(['field encryption']);
    expect(result.control_gaps.map((gap) => gap.locations?.map((place) => place.line_range.start))).toEqual([[6]]);
  });
});

describe('a site for everybody', () => {
  const pages = Array.from({ length: 20 }, (_, at) => `app.get('/page${at}', show);`);
  const world = new World({
    'src/app.js': [
      ...pages,
      "app.post('/contact', write);",
      "app.post('/pledges/:id/cancel', cancel);",
      "app.get('/own', requireUser, own);",
      '',
    ].join('\n'),
  });
  const at = (needle: string) => world.span('src/app.js', needle);
  const cancel = entry('POST', '/pledges/:id/cancel', at('/pledges'), {
    params: [{ name: 'id', source: 'path', type: 'string', line: 22 }],
  });
  const some = (many: number) =>
    [
      ...pages.slice(0, many).map((_, index) => entry('GET', `/page${index}`, at(`/page${index}'`))),
      entry('POST', '/contact', at('/contact'), {
        params: [{ name: 'text', source: 'body', type: 'string', line: 21 }],
      }),
      cancel,
      entry('GET', '/own', at('/own'), { guards: [guard('authentication', 'requireUser', at('/own'))] }),
    ].map((one, index) => ({ ...one, id: `fact-${index + 1}` }));

  it('is not asked to let nobody in, but what it lets strangers change is named, with doubt', async () => {
    const found = await answer(world, world.facts({ entryPoints: some(20) }), 'open');
    expect(found.control_gaps).toMatchObject([
      {
        gap_severity: 'medium',
        confidence: 'medium',
        description: expect.stringContaining('POST /pledges/:id/cancel'),
      },
    ]);
    expect(found.control_gaps.map((gap) => gap.description).join()).not.toContain('/contact');
    // The artifact numbers entry points anew.
    expect(found.control_gaps[0]?.entry_points).toEqual(['ep-022']);
  });

  it('is another thing where most of the application asks for a sign-in or little is known', async () => {
    const found = await answer(world, world.facts({ entryPoints: some(3) }), 'open');
    expect(found.control_gaps.map((gap) => gap.description).join()).toContain('/contact');
  });
});
