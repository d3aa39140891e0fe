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
