import { describe, expect, it } from 'vitest';
import { growth, LINEAR } from '../../support/growth';
import { Redaction, redactText as redact } from '../../../../src/safety/secrets/redaction';
import { isQuoted, linesOf } from '../../../../src/artifacts/quote';

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabcdef\n-----END RSA PRIVATE KEY-----';

describe('secrets in quotes (P-071)', () => {
  it.each([
    ["const password = 'hunter2hunter2';", 'hunter2'],
    ['{ apiKey: "abcd-1234-efgh" }', 'abcd-1234'],
    ['config["db_password"] = `s3cr3t!`', 's3cr3t!'],
    ['aws("AKIAIOSFODNN7EXAMPLE")', 'IOSFODNN7EXAMPLE'],
    ['mongodb://root:toor99@localhost/db', 'toor99'],
    ['SECRET_KEY=abcdefgh12345', 'abcdefgh'],
    ['Authorization: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4', 'SflKxw'],
    [KEY, 'MIIEow'],
    ['-----BEGIN PRIVATE KEY-----\nMIIEow cut off', 'MIIEow'],
  ])('goes from %s and the rest is still a quote', (code, secret) => {
    const safe = redact(code);
    expect(safe).not.toContain(secret);
    const lines = linesOf(code);
    expect(isQuoted(lines, { start: 1, end: lines.length }, safe)).toBe(true);
  });

  it.each([
    'const password = req.body.password;',
    "password: '${process.env.DB_PASSWORD}'",
    'if (token === undefined) return;',
    "type: 'password'",
    '-----BEGIN RSA PRIVATE KEY-----',
  ])('leaves %s alone', (code) => {
    expect(redact(code)).toBe(code);
  });

  it('takes time in proportion to the text', async () => {
    const pieces = [
      'password=',
      "password: '",
      "password = '\\a",
      'a://b:b:',
      '-----BEGIN PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----MIIE',
      'eyJ',
      'SECRET',
      '?token=',
      'password((',
      "createHmac('a',",
      "'password','",
      '{"password":{',
      'kind: Secret\ndata:\n',
      'mysql -p',
      'a:1:b:c:',
    ];
    for (const piece of pieces)
      expect([piece, (await growth((count) => redact(piece.repeat(count)), 200)) < LINEAR]).toEqual([piece, true]);
  });
});

describe('redaction of values', () => {
  const redaction = new Redaction();
  redaction.learn(['zq81hfT0pL2mVx7s', 'keyboard cat', '123456', 'postgres']);

  it('takes a known value out of every text, wherever it stands, and of keys', () => {
    expect(redaction.all({ a: ['see zq81hfT0pL2mVx7s', { 'zq81hfT0pL2mVx7s.js': 1 }], n: 1, none: null })).toEqual({
      a: ['see [redacted]', { '[redacted].js': 1 }],
      n: 1,
      none: null,
    });
  });

  it('takes words out between quotation marks only, common ones and numbers nowhere', () => {
    expect(redaction.text("session({ x: 'keyboard cat' }) // a keyboard cat")).toBe(
      "session({ x: '[redacted]' }) // a keyboard cat",
    );
    expect(redaction.text("dialect: 'postgres', total: 123456")).toBe("dialect: 'postgres', total: 123456");
  });

  it('finds a value as it stands in addresses, in base64 and cut off', () => {
    const known = new Redaction();
    known.learn(['p%40ss%2Fw0rd%21x', btoa('k8s-conn-Pw-4848')]);
    expect(known.text('p@ss/w0rd!x and k8s-conn-Pw-4848 and k8s-conn-Pw-4…')).toBe(
      '[redacted] and [redacted] and [redacted]…',
    );
  });

  it('forgets what it made of a text when more is known', () => {
    const later = new Redaction();
    expect(later.text('ask zq81hfT0pL2mVx7s')).toBe('ask zq81hfT0pL2mVx7s');
    later.learn(['zq81hfT0pL2mVx7s']);
    expect(later.text('ask zq81hfT0pL2mVx7s')).toBe('ask [redacted]');
    later.spare(['ask zq81hfT0pL2mVx7s']);
    expect(later.text('ask zq81hfT0pL2mVx7s')).toBe('ask zq81hfT0pL2mVx7s');
  });

  it('gives back the same object when nothing is to be left out', () => {
    const value = { a: ['b', { c: 'd' }] };
    expect(redaction.all(value)).toBe(value);
  });

  it('does the same in turns', async () => {
    const value = { a: Array.from({ length: 50 }, (_, index) => ({ text: `zq81hfT0pL2mVx7s ${String(index)}` })) };
    expect(await redaction.inTurns(value)).toEqual(redaction.all(value));
  });

  it('leaves the folders of the user as they are, and what lies below them readable', () => {
    const spared = new Redaction();
    spared.learn(['home-0f-shop1']);
    spared.spare(['/srv/home-0f-shop1']);
    expect(spared.text('/srv/home-0f-shop1')).toBe('/srv/home-0f-shop1');
    expect(spared.text('/srv/home-0f-shop1/x-home-0f-shop1.js')).toBe('/srv/home-0f-shop1/x-[redacted].js');
  });

  it('keeps a file of JSON one, and redacts one that is damaged as text', () => {
    const content = `${JSON.stringify({ code: 'password = "hunter2hunter2"' })}\n`;
    expect(JSON.parse(redaction.file(content))).toEqual({ code: 'password = "[redacted]"' });
    expect(redaction.file('{ "password": "hunter2hunter2", ')).toBe('{ "password": "[redacted]", ');
  });

  it('leaves a little of a text that is nothing but a secret, so that it is still a quote', () => {
    const line = 'MIICXAIBAAKBgQDNwqLEe9wgTXCbC7RPdDbBbeqjdbs4kOPOIGzqLpXvJXlxxW8i';
    const known = new Redaction();
    known.learn([line]);
    expect(known.text(line)).toBe('MII[redacted]');
    expect(isQuoted([line], { start: 1, end: 1 }, known.text(line))).toBe(true);
  });
});

describe('quotes', () => {
  const lines = linesOf('first();\r\n  second();  \n\nthird();\n');

  it('are found in their lines, whatever the line ends and trailing blanks', () => {
    expect(lines).toHaveLength(4);
    expect(isQuoted(lines, { start: 2, end: 2 }, 'second();')).toBe(true);
    expect(isQuoted(lines, { start: 1, end: 4 }, 'first();\n  second();\n\nthird();')).toBe(true);
  });

  it('are not found elsewhere, past the end, or when they say nothing', () => {
    expect(isQuoted(lines, { start: 1, end: 1 }, 'second();')).toBe(false);
    expect(isQuoted(lines, { start: 4, end: 5 }, 'third();')).toBe(false);
    expect(isQuoted(lines, { start: 1, end: 4 }, '  ')).toBe(false);
    expect(isQuoted(lines, { start: 1, end: 4 }, '[redacted]')).toBe(false);
  });
});

describe('redaction in portions', () => {
  const SECRET = 'hunter2hunter2';
  const value = {
    list: Array.from({ length: 50 }, (_, at) => ({ at, text: at === 41 ? `it is ${SECRET}` : 'harmless' })),
    [`key-${SECRET}`]: { deep: [[SECRET]], none: null },
    text: "const password = 'abcdefgh12345';",
  };
  const redaction = new Redaction();
  redaction.learn([SECRET]);

  it('gives what it gives at once', async () => {
    expect(await redaction.inTurns(value)).toEqual(redaction.all(value));
    expect(JSON.stringify(await redaction.inTurns(value))).not.toMatch(/hunter2h|abcdefgh12345/);
  });

  it.each([`${JSON.stringify(value, null, 2)}\n`, `# not JSON: ${SECRET}\n`, `[ broken ${SECRET}`, '{"a": 1}\n'])(
    'does so for files: %#',
    async (content) => {
      expect(await redaction.fileInTurns(content)).toBe(redaction.file(content));
    },
  );

  it('keeps what holds no secret', async () => {
    const harmless = { a: [1, 'two', { three: null }] };
    expect(await redaction.inTurns(harmless)).toBe(harmless);
  });

  it('gives others a turn', async () => {
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    await redaction.inTurns({ list: Array.from({ length: 2_000 }, () => ({ text: 'harmless' })) });
    clearInterval(counting);
    expect(turns).toBeGreaterThan(10);
  });
});
