import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const kinds = async (files: Record<string, string>): Promise<string[]> =>
  places((await flowsOf(files)).weaknesses).map((place) => place.split('@')[0] ?? '');

const PYTHON = (transport: string, call: string): Record<string, string> => ({
  'app.py': `import httpx, ipaddress, socket
from fastapi import FastAPI
app = FastAPI()
def vetted(host):
    return not ipaddress.ip_address(socket.gethostbyname(host)).is_private
class Vetting(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request):
        if not vetted(request.url.host):
            raise ValueError()
        return await self.inner.handle_async_request(request)
class Slow(httpx.AsyncBaseTransport):
    async def handle_async_request(self, request):
        return await self.inner.handle_async_request(request)
@app.post("/fetch")
async def fetch(url: str):
    async with httpx.AsyncClient(${transport}) as client:
        return (await ${call}).status_code
`,
});

const JAVASCRIPT = (options: string): Record<string, string> => ({
  'app.js': `const axios = require('axios'), http = require('http'), net = require('net'), dns = require('dns');
const isPrivateAddress = (address) => net.isIP(address) && address.startsWith('10.');
const careful = (host, options, done) => dns.lookup(host, options, (error, address) => done(isPrivateAddress(address) ? new Error() : error, address));
const plain = (host, options, done) => dns.lookup(host, options, done);
require('express')().get('/fetch', async (req, res) => res.json((await axios.get(req.query.url, ${options})).data));
`,
});

describe('requests that a program sends (P-057)', () => {
  it.each([
    ['by what looks at every address', 'transport=Vetting()', 0],
    ['by code that looks at nothing', 'transport=Slow()', 1],
    ['by the library', 'timeout=1', 1],
  ])('%s, in Python', async (_name, transport, many) => {
    expect(await kinds(PYTHON(transport, 'client.get(url)'))).toHaveLength(many);
  });

  it.each([
    ['by what looks at every address', '{ httpAgent: new http.Agent({ lookup: careful }) }', 0],
    ['by code that looks at nothing', '{ httpAgent: new http.Agent({ lookup: plain }) }', 1],
  ])('%s, in JavaScript', async (_name, options, many) => {
    expect((await kinds(JAVASCRIPT(options))).filter((kind) => kind === 'ssrf')).toHaveLength(many);
  });

  it('are none that it receives, whatever they are called', async () => {
    const handles = (type: string): Record<string, string> => ({
      'a.py': `import httpx\nfrom starlette.requests import Request\ndef handle_request(request: ${type}):\n    return httpx.get(str(request.url))\n`,
    });
    expect(await kinds(handles('httpx.Request'))).toEqual([]);
    expect(await kinds(handles('Request'))).toEqual(['ssrf']);
  });
});

describe('what may be a check (P-057)', () => {
  const guards = async (test: string): Promise<(boolean | undefined)[]> => {
    const { weaknesses } = await flowsOf({
      'app.js': `const fs = require('fs');\nconst { rows } = require('./rows');\nrequire('express')().post('/x', async (req, res) => {\n  const row = await rows.findFirst({ where: { links: { some: { id: req.body.id } } } });\n  ${test}\n  fs.unlink('/data/' + req.body.id, () => {});\n});\n`,
    });
    return weaknesses
      .filter(({ weakness }) => weakness === 'path-traversal')
      .map(({ partialGuards }) => partialGuards.some(({ unread }) => unread === true));
  };

  it.each([
    ['the answer itself', 'if (!row) return;'],
    ['a member of it', 'if (row.owner !== req.user.id) return;'],
    [
      'a question about its members',
      'const may = row.members.some((one) => one.id === req.user.id); if (!may) return;',
    ],
  ])('stays one: %s', async (_name, test) => expect(await guards(test)).toEqual([true]));

  it('is none where nothing rests on it', async () => expect(await guards('')).toEqual([false]));
});

describe('what is no sink of its own (P-057)', () => {
  it('is a record that gets one field under a name that is not known', async () => {
    const insert = (value: string): Promise<string[]> =>
      kinds({
        'a.js': `const knex = require('knex')({});\nconst { NAME } = require('names');\nrequire('express')().post('/x', (req, res) => knex('users').insert(${value}));\n`,
      });
    expect(await insert('{ [NAME]: req.body.title }')).toEqual([]);
    expect(await insert('req.body')).toEqual(['mass-assignment']);
    expect(await insert('[req.body]')).toEqual(['mass-assignment']);
  });

  it('is a function that is called later', async () => {
    const later = (code: string): Promise<string[]> =>
      kinds({
        'a.js': `const { useCallback } = require('react');\nrequire('express')().get('/x', (req, res) => {\n${code}\n});\n`,
      });
    expect(await later('setTimeout(useCallback(() => res.end(), [req.query.a]), 5);')).toEqual([]);
    expect(await later('setTimeout(req.query.a, 5);')).toEqual(['code-injection']);
  });

  it('is an answer whose type was set before, in Tornado', async () => {
    const answers = (type: string): Promise<string[]> =>
      kinds({
        'a.py': `from tornado import web\nclass A(web.RequestHandler):\n    def get(self):\n        self.set_header("Content-Type", "${type}")\n        self.write("<b>" + self.get_argument("x"))\napp = web.Application([("/a", A)])\n`,
      });
    expect(await answers('application/json')).toEqual([]);
    expect(await answers('text/html')).toEqual(['cross-site-scripting']);
  });
});
