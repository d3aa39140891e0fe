import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/agents/runner/redact';
import { isQuoted, linesOf } from '../../../src/artifacts/quote';

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

  it.each(["const password = req.body.password;", "password: '${process.env.DB_PASSWORD}'", 'if (token === undefined) return;', "type: 'password'", '-----BEGIN RSA PRIVATE KEY-----'])('leaves %s alone', (code) => {
    expect(redact(code)).toBe(code);
  });

  it('takes time in proportion to the text', () => {
    const started = performance.now();
    for (const hostile of ['password='.repeat(20_000), `password = '${'\\a'.repeat(50_000)}`, `a://${'b:'.repeat(50_000)}`, '-----BEGIN PRIVATE KEY-----'.repeat(5000), 'eyJ'.repeat(30_000), `SECRET${'A'.repeat(100_000)}=`]) redact(hostile);
    expect(performance.now() - started).toBeLessThan(3000);
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
