import { describe, expect, it } from 'vitest';
import { shownIn } from '../witness/witness-of';

/** A helper parses a request; whether it did is told by one of the things it answers. */

const next = (parse: string, schema = 'SCHEMA'): string => `
import { z } from 'zod';
const db = require('mysql').createConnection({});
const SCHEMA = z.object({ limit: z.coerce.number().optional(), zone: z.string().refine((v) => isZone(v)).optional() });
function isZone(v) { try { Intl.DateTimeFormat(undefined, { timeZone: v }); return true; } catch { return false; } }
async function parse(request, schema) {
  const url = new URL(request.url);
  let query = Object.fromEntries(url.searchParams);
  let error;
  ${parse}
  return { query, error };
}
export async function GET(request) {
  const { query, error } = await parse(request, ${schema});
  if (error) return error();
  db.query(\`select date('\${query.zone}') from t order by \${query.sort} limit \${query.limit}\`);
  return Response.json({});
}
`;
const CHECKED = `const result = schema.safeParse(query);
  if (!result.success) error = () => new Response('bad');
  else query = result.data;`;
const FOR_GET = `if (schema) {
    const isGet = request.method === 'GET';
    const raw = query;
    const result = schema.safeParse(isGet ? query : {});
    if (!result.success) error = () => new Response('bad');
    else if (isGet) {
      query = result.data;
      for (const key of Object.keys(raw)) {
        if (/\\d+$/.test(key) && !(key in query)) query[key] = raw[key];
      }
    }
  }`;
const sent = async (code: string): Promise<string[]> => {
  const [found] = await shownIn('app/api/x/route.js', code, 'sql-injection');
  return (found?.ways ?? []).map((way) => way.sent.path.join('.')).sort();
};

describe('what is left where a helper says that it parsed (P-057)', () => {
  it('is what the schema lets through', async () => {
    expect(await sent(next(CHECKED))).toEqual([]);
    expect(await sent(next(FOR_GET))).toEqual([]);
  });

  it('is anything where no schema is given, or where nobody is told', async () => {
    expect(await sent(next(FOR_GET, 'undefined'))).toEqual(['limit', 'sort', 'zone']);
    expect(await sent(next(CHECKED.replace("error = () => new Response('bad')", 'log(result)')))).toEqual([
      'limit',
      'sort',
      'zone',
    ]);
  });

  it('is known by a flag as well', async () => {
    const flag = `let ok = false;
  const result = schema.safeParse(query);
  if (result.success) { query = result.data; ok = true; }
  FINAL`;
    expect(await sent(next(flag.replace('FINAL', "if (!ok) throw new Error('bad');")))).toEqual([]);
    expect(await sent(next(flag.replace('FINAL', 'log(ok);')))).toEqual(['limit', 'sort', 'zone']);
  });

  it('belongs to each request that a shared helper reads', async () => {
    const shared = `
const db = require('mysql').createConnection({});
async function read(request) {
  return { query: Object.fromEntries(new URL(request.url).searchParams) };
}
export async function GET(request) {
  const { query } = await read(request);
  return Response.json(query.a);
}
export async function POST(request) {
  const { query } = await read(request);
  db.query('select * from t order by ' + query.sort);
}
`;
    expect(await sent(shared)).toEqual(['sort']);
  });

  it('takes the parts of schemas that are combined', async () => {
    const combined = (fields: string): string =>
      next(CHECKED).replace(
        'z.object({ limit',
        `z.intersection(z.object({ ${fields} }), z.union([z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b'), zone: z.enum(['utc']) })])); z.object({ limit`,
      );
    expect(await sent(combined('limit: z.number()'))).toEqual([]);
    expect(await sent(combined('limit: z.number(), sort: z.string()'))).toEqual(['sort']);
  });
});
