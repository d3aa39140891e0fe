/** A secret as it may stand in a repository. */
export interface Planted {
  kind: string;
  /** Where it stands; JavaScript is put into a request handler, beside a flaw. */
  file: string;
  text: string;
  /** What must not be seen anywhere. */
  secrets: string[];
}

/** Built here, so that no scanner takes this file for a leak. */
const fake = (...parts: string[]): string => parts.join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const BODY = [
  'MIICXAIBAAKBgQDNwqLEe9wgTXCbC7RPdDbBbeqjdbs4kOPOIGzqLpXvJXlxxW8i',
  'Mz0EaM4BKUqYsIaJq3fFrQ0p4ndnRb7UqkzYx8gPq1HkTgvZbWJqfL2oR5tNc9sE',
];
const armour = (kind: string, lines: readonly string[], end: string): string =>
  [`-----BEGIN ${kind}-----`, ...lines, `-----END ${kind}-----`].join(end);

type Row = [kind: string, file: string, text: string, ...secrets: string[]];

const TOKENS: Row[] = (
  [
    ['GitHub', fake('ghp', '_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5')],
    [
      'GitHub, fine grained',
      fake('github', '_pat_11ABCDEFG0aBcDeFgHiJkL_mNoPqRsTuVwXyZ0123456789abcdefghijklmnopqrstuvw'),
    ],
    ['GitLab', fake('glp', 'at-x7Kq2mN9pR4sT6uV8wY1')],
    ['npm', fake('npm', '_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5')],
    ['PyPI', fake('pypi', '-AgEIcHlwaS5vcmcCJDFkMjk4ZTE3LTk3YzMtNGQ5Yi1hZTA3LWQ1ZjM2')],
    ['Slack', fake('xox', 'b-2847561093-8172635409-Kq7mN2pR9sT4uV6wX8yZ')],
    ['Stripe', fake('rk', '_live_9hGtK2mPq4Rs6Tu8Vw0Xy1Za3')],
    ['Twilio', fake('SK', '9f3c1a7e5b2d8460c1e9a3f7b5d2846e')],
    ['SendGrid', fake('SG', '.kQ3mN7pR1sT5uV9wX2yZ4a.bC6dE8fG0hJ2kL4mN6pQ8rS0tU2vW4xY6zA8bC0dE2f')],
    ['Telegram', fake('8172635409', ':AAHk3mN7pR1sT5uV9wX2yZ4abC6dE8fG0hJ')],
    ['AWS', fake('AKIA', 'Q3M7PR1ST5UV9WX2')],
    ['Google', fake('AIza', 'SyB3mN7pR1sT5uV9wX2yZ4abC6dE8fG0hJ2')],
    ['OpenAI', fake('sk-', 'proj-k3mN7pR1sT5uV9wX2yZ4', 'T3BlbkFJ', 'abC6dE8fG0hJ2kL4mN6p')],
    ['Anthropic', fake('sk-', 'ant-api03-k3mN7pR1sT5uV9wX2yZ4abC6dE8fG0hJ2kL4mN6pQ8rS0')],
    ['Hugging Face', fake('hf', '_kQmNpRsTuVwXyZabCdEfGhJkLmNpQrStUv')],
    ['Shopify', fake('shp', 'at_9f3c1a7e5b2d8460c1e9a3f7b5d2846e')],
    ['Square', fake('sq0', 'atp-k3mN7pR1sT5uV9wX2yZ4ab')],
    ['Mailgun', fake('key', '-9f3c1a7e5b2d8460c1e9a3f7b5d2846e')],
    ['Discord', fake('MTk4NjIyNDgzNDcxOTI1MjQ4', '.', 'Cl2FMQ', '.', 'k3mN7pR1sT5uV9wX2yZ4abC6dE8')],
    [
      'web token',
      fake('eyJhbGciOiJIUzI1NiJ9', '.', 'eyJzdWIiOiI5MTgyNzM2NCJ9', '.', 'k3mN7pR1sT5uV9wX2yZ4abC6dE8fG0hJ2kL4mN6pQ8r'),
    ],
  ] as const
).map(([kind, token], index) => [kind, `token-${index}.js`, `const client = connect('${token}')`, token]);

const KEYS: Row[] = [
  ['key with real line ends', 'server.key', armour('RSA PRIVATE KEY', BODY, '\n'), ...BODY],
  ['key with escaped line ends', 'key-a.js', `const k = '${armour('RSA PRIVATE KEY', BODY, '\\n')}'`, ...BODY],
  [
    'key with escaped line ends of Windows',
    'key-b.js',
    `const k = '${armour('PRIVATE KEY', BODY, '\\r\\n')}'`,
    ...BODY,
  ],
  ['key in pieces', 'key-c.js', `const k = ${armour('EC PRIVATE KEY', BODY, "\\n' + '").replace(/^/, "'")}'`, ...BODY],
  [
    'key of OpenSSH',
    'key-d.js',
    `const k = \`${armour('OPENSSH PRIVATE KEY', [`b3BlbnNza${BODY[0]}`, BODY[1] ?? ''], '\\n')}\``,
    ...BODY,
  ],
  [
    'key of PGP',
    'private.asc',
    armour('PGP PRIVATE KEY BLOCK', ['Version: GnuPG v2', '', `lQdGB${BODY[0]}`], '\n'),
    BODY[0] ?? '',
  ],
  [
    'key in base64',
    'key-e.js',
    `const k = Buffer.from('${base64(armour('RSA PRIVATE KEY', BODY, '\n'))}', 'base64')`,
    base64(armour('RSA PRIVATE KEY', BODY, '\n')).slice(40, 120),
  ],
];

const ADDRESSES: Row[] = [
  [
    'address',
    'url-a.js',
    "const db = connect('postgres://shop:Tr0ub4dor-9x-prod@db.internal:5432/shop')",
    'Tr0ub4dor-9x-prod',
  ],
  [
    'encoded address',
    'url-b.js',
    "const db = connect('mongodb+srv://shop:p%40ss%2Fw0rd%21x@cluster.internal/shop')",
    'p%40ss%2Fw0rd%21x',
    'p@ss/w0rd!x',
  ],
  [
    'address without user',
    'url-c.js',
    "const db = connect('redis://:r3dis-Kx81pw@cache.internal:6379/0')",
    'r3dis-Kx81pw',
  ],
  ['DSN of Go', 'main.go', 'package main\nvar dsn = "shop:g0lang-Pw77x@tcp(db.internal:3306)/shop"\n', 'g0lang-Pw77x'],
  [
    'JDBC',
    'Db.java',
    'class Db { String url = "jdbc:mysql://db.internal/shop?user=shop&password=jdbcPw-91xKq"; }',
    'jdbcPw-91xKq',
  ],
  [
    'ADO',
    'appsettings.json',
    '{ "ConnectionStrings": { "Main": "Server=db;Database=shop;User Id=sa;Password=Ad0-net-88!pw;Encrypt=true" } }',
    'Ad0-net-88!pw',
  ],
  ['libpq', 'pg.py', 'conn = psycopg2.connect("host=db dbname=shop user=shop password=libpq-Zx44w")\n', 'libpq-Zx44w'],
  ['command line', 'cli.js', "exec('curl -u deploy:cUrl-pw-6612 https://api.internal/')", 'cUrl-pw-6612'],
  [
    'Basic header',
    'basic.js',
    `const h = { Authorization: 'Basic ${base64('deploy:b4sic-Pw-8812')}' }`,
    base64('deploy:b4sic-Pw-8812'),
  ],
  [
    'Bearer header',
    'bearer.js',
    "const h = { Authorization: 'Bearer 7f3kQ9mN2pR5sT8uV1wX4yZ' }",
    '7f3kQ9mN2pR5sT8uV1wX4yZ',
  ],
];

const NAMED: Row[] = [
  [
    'variable for one command',
    'named-command.js',
    'const run = () => exec(`cd x && PGPASSWORD=cmd-Pw-5582k psql ${"q"}`)',
    'cmd-Pw-5582k',
  ],
  ['entry of an object', 'named-a.js', "const o = { password: 'obj-Pw-4471x' }", 'obj-Pw-4471x'],
  [
    'what stands in',
    'named-b.js',
    "const s = process.env.SESSION_SECRET || 'fallback-s3cr3t-55'",
    'fallback-s3cr3t-55',
  ],
  ['default parameter', 'named-c.js', "function login(user, password = 'dflt-Pw-9917') {}", 'dflt-Pw-9917'],
  ['template', 'named-d.js', 'const apiKey = `tmpl-K3y-77120xx`', 'tmpl-K3y-77120xx'],
  [
    'joined text',
    'named-e.js',
    "const secretKey = 'j0ined-part-one1' + 'j0ined-part-two2'",
    'j0ined-part-one1',
    'j0ined-part-two2',
  ],
  ['argument of a call', 'named-f.js', "app.use(cookieParser('kekse-9f8e7d6c5b'))", 'kekse-9f8e7d6c5b'],
  ['key of a MAC', 'named-g.js', "const m = crypto.createHmac('sha256', 'zq81hfT0pL2mVx7s')", 'zq81hfT0pL2mVx7s'],
  ['index', 'named-h.js', "config['db_password'] = 'index-Pw-3388'", 'index-Pw-3388'],
  ['keyword', 'kw.py', "connect(user='root', password='kwarg-Pw-2255')\n", 'kwarg-Pw-2255'],
  [
    'look-up with a default',
    'env.py',
    "TOKEN = os.environ.get('API_TOKEN', 'py-dflt-t0ken-8123')\n",
    'py-dflt-t0ken-8123',
  ],
  ['text of several lines', 'multi.py', 'SECRET_KEY = """\nmulti-l1ne-k3y-6677\n"""\n', 'multi-l1ne-k3y-6677'],
  ['entry of a dictionary', 'dict.py', 'AUTH = {"client_secret": "dict-S3cret-1199"}\n', 'dict-S3cret-1199'],
  ['define of PHP', 'wp-config.php', "<?php define('DB_PASSWORD', 'php-Pw-7733x');\n", 'php-Pw-7733x'],
  ['hash of Ruby', 'database.rb', "config = { :password => 'ruby-Pw-6644x' }\n", 'ruby-Pw-6644x'],
];

const SETTINGS: Row[] = [
  ['environment file', '.env', 'PORT=3000\nSESSION_SECRET=env-S3cret-9090\n', 'env-S3cret-9090'],
  ['YAML', 'config.yml', 'db:\n  user: shop\n  password: yaml-Pw-5150\n', 'yaml-Pw-5150'],
  ['TOML', 'settings.toml', '[db]\npassword = "toml-Pw-6161"\n', 'toml-Pw-6161'],
  ['INI', 'app.ini', '[db]\npassword = ini-Pw-7272\n', 'ini-Pw-7272'],
  ['properties', 'application.properties', 'spring.datasource.password=props-Pw-8383\n', 'props-Pw-8383'],
  ['JSON', 'secrets.json', '{ "apiSecret": "json-S3cret-9494" }\n', 'json-S3cret-9494'],
  [
    'XML',
    'web.config',
    '<configuration><appSettings><add key="ApiSecret" value="xml-S3cret-1515" /></appSettings><password>xml-Pw-1616</password></configuration>\n',
    'xml-S3cret-1515',
    'xml-Pw-1616',
  ],
  [
    'Dockerfile',
    'Dockerfile',
    'FROM node:22\nENV DB_PASSWORD docker-Pw-2626\nARG NPM_TOKEN=docker-t0ken-2727x\n',
    'docker-Pw-2626',
    'docker-t0ken-2727x',
  ],
  [
    'Compose',
    'docker-compose.yml',
    'services:\n  db:\n    environment:\n      - POSTGRES_PASSWORD=compose-Pw-3737\n',
    'compose-Pw-3737',
  ],
  [
    'Secret of Kubernetes',
    'k8s.yaml',
    `apiVersion: v1\nkind: Secret\nmetadata:\n  name: shop\ndata:\n  conn: ${base64('k8s-conn-Pw-4848')}\n`,
    base64('k8s-conn-Pw-4848'),
  ],
  [
    'Terraform',
    'main.tf',
    'variable "db_password" {\n  type    = string\n  default = "tf-Pw-5959x"\n}\n',
    'tf-Pw-5959x',
  ],
  [
    'shell',
    'deploy.sh',
    '#!/bin/sh\nexport AWS_SECRET_ACCESS_KEY=sh3ll/Kq7mN2pR9sT4uV6wX8yZ1aB3cD5eF7g\nmysql -u root -pshell-Pw-6060 shop\n',
    'sh3ll/Kq7mN2pR9sT4uV6wX8yZ1aB3cD5eF7g',
    'shell-Pw-6060',
  ],
  ['.npmrc', '.npmrc', '//registry.internal/:_authToken=npmrc-t0ken-7171\n', 'npmrc-t0ken-7171'],
  ['.pypirc', '.pypirc', '[pypi]\nusername = shop\npassword = pypirc-Pw-8282\n', 'pypirc-Pw-8282'],
  ['.netrc', '.netrc', 'machine api.internal login shop password netrc-Pw-9393\n', 'netrc-Pw-9393'],
  ['.htpasswd', '.htpasswd', 'shop:$apr1$kQ3mN7pR$9sT5uV1wX2yZ4abC6dE8f/\n', '9sT5uV1wX2yZ4abC6dE8f/'],
];

const planted = (rows: readonly Row[]): Planted[] =>
  rows.map(([kind, file, text, ...secrets]) => ({ kind, file, text, secrets }));

export const PLANTED: readonly Planted[] = planted([...TOKENS, ...KEYS, ...ADDRESSES, ...NAMED, ...SETTINGS]);

/** What looks like a secret and is none: it must stay as it is. */
export const HARMLESS: readonly string[] = [
  'const password = req.body.password;',
  "const token = req.headers['x-auth-token'];",
  "password: '${process.env.DB_PASSWORD}'",
  'const url = `postgres://${user}:${password}@${host}/db`;',
  'API_KEY = os.environ["API_KEY"]',
  "SECRET_KEY = os.environ.get('SECRET_KEY')",
  "const secret = config.get('session.secret');",
  'if (token === undefined) return;',
  "type: 'password'",
  '<input type="password" name="password" placeholder="Your password">',
  "t('Enter your password')",
  "{ passwordLabel: 'Choose a password that you use nowhere else' }",
  "secret: ['password', 'api_key', 'private_key']",
  "required: ['email', 'password']",
  "app.post('/reset-password', resetPassword);",
  'def check_password(self, password: str) -> bool:',
  'password: string;',
  "passwordField: 'user_password'",
  'Authorization: Bearer <token>',
  "const auth = 'Bearer ' + token;",
  '-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf\n-----END PUBLIC KEY-----',
  '-----BEGIN CERTIFICATE-----\nMIIBszCCARwCCQDPq1k3qJ8VwDANBgkqhkiG9w0BAQUFADAeMRwwGgYDVQQDDBN0\n-----END CERTIFICATE-----',
  "if (text.startsWith('-----BEGIN RSA PRIVATE KEY-----')) load(text);",
  '"integrity": "sha512-Q7vBn2LxKd9WmEr4TzYc1HpSg6JfUa8Xo3MiNq5RkDw0ZyCbVt7GhLsPe2FjIuOx4AnKmTr6WqEy9BzDcXvHg=="',
  "id: '3f2504e0-4f89-11d3-9a0c-0305e82c3301'",
  "commit: '576c38af0b1d9e2c4a6b8d0f1e3c5a7b9d2f4e6a'",
  'token = hashlib.md5(f"{email}:{datetime.now()}".encode()).hexdigest()',
  'password=password,',
  'Set DB_PASSWORD=yourpassword before you start it.',
  'PGPASSWORD=$SECRET psql shop',
  'api_key=self.api_key,',
  "password = getpass.getpass('Password: ')",
  "token = jwt.encode({'user': name}, key)",
  'DB_PASSWORD: ${DB_PASSWORD}',
  'password: changeme',
  "const MAX_TOKENS = 4096; const tokenType = 'bearer';",
  "case 'token': return parse('identifier');",
  'http://localhost:3000/@user',
  "const keyboard = 'qwertz';",
  'git@github.com:owner/name.git',
];
