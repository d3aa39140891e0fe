import { describe, expect, it } from 'vitest';
import { express, flask } from './flow-of';

const js = (made: string, asked: string): Promise<string[]> =>
  express(`const axios = require('axios');\nconst client = axios.create(${made});\nclient.get(${asked});`);

describe('a client that was made for one server (P-057)', () => {
  it.each([
    ["{ baseURL: 'https://images.example.org' }", 'req.path', []],
    ["{ baseURL: 'https://images.example.org' }", "'/of/' + req.query.id", []],
    // A whole address takes the place of the base.
    ["{ baseURL: 'https://images.example.org' }", 'req.query.address', ['ssrf@5']],
    ['{ baseURL: req.query.server }', "'/of/' + req.params.id", ['ssrf@4']],
    ['{}', 'req.query.address', ['ssrf@5']],
  ])('%s, asked for %s', async (made, asked, expected) => {
    expect((await js(made, asked)).filter((one) => one.startsWith('ssrf'))).toEqual(expected);
  });

  it('asks that server in Python too', async () => {
    const ask = (base: string) =>
      flask(
        `import httpx\nclient = httpx.Client(base_url=${base})\nreturn client.get('/of/' + request.args['id']).text`,
      );
    expect(await ask("'https://images.example.org'")).not.toContain('ssrf@8');
    expect(await ask("request.args['server']")).toContain('ssrf@7');
  });
});

describe('an address whose server is written into it', () => {
  const fetched = (change: string, used = 'url'): Promise<string[]> =>
    express(`  const url = new URL(req.body.url);\n  ${change}\n  fetch(${used});`);
  it('leads there', async () => {
    expect(await fetched("url.hostname = 'data.example.net';")).toEqual([]);
    expect(await fetched("url.host = 'data.example.net';", 'url.toString()')).toEqual([]);
    expect(await fetched("const other = new URL(url); other.hostname = 'data.example.net';", 'other')).toEqual([]);
  });
  it('leads anywhere where another part is written, or another address', async () => {
    expect(await fetched("url.pathname = '/x';")).toEqual(['ssrf@5']);
    expect(await fetched("const other = new URL(url); other.hostname = 'data.example.net';")).toEqual(['ssrf@5']);
  });
  it('leads where the sender says that writes it', async () => {
    const ask = "  const url = new URL('https://data.example.net');\n  url.hostname = req.body.host;\n  fetch(url);";
    expect(await express(ask)).toEqual(['ssrf@5']);
  });
});
