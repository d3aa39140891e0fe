import { it } from 'vitest';
import { sentIn, shownIn } from './witness-of';
const prog = (checks: string, schema = 'schema'): string => `
import { z } from 'zod';
const db = require('mysql').createConnection({});
const schema = z.object({ limit: z.coerce.number().optional(), tz: z.string().refine((v) => isZone(v)).optional(), q: z.string().optional() });
function isZone(v) { try { Intl.DateTimeFormat(undefined, { timeZone: v }); return true; } catch { return false; } }
async function parseRequest(request, schema) {
  const url = new URL(request.url);
  let query = Object.fromEntries(url.searchParams);
  let error;
  let auth = null;
  ${checks}
  if (!error) {
    auth = await checkAuth(request);
    if (!auth) error = () => unauthorized();
  }
  return { url, query, auth, error };
}
export async function GET(request) {
  const { query, error } = await parseRequest(request, ${schema});
  if (error) return error();
  const { limit, tz, sort } = query;
  db.query(\`select date('\${tz}') from t order by \${sort} limit \${limit}\`);
  return Response.json({});
}
`;
const A = `if (schema) {
    const isGet = request.method === 'GET';
    const rawQuery = query;
    const result = schema.safeParse(isGet ? query : {});
    if (!result.success) error = () => badRequest(result.error);
    else if (isGet) {
      query = result.data;
      LOOP
    }
  }`;
const only = process.env.ONLY ?? ''; const P: Record<string, string> = {
  noschema: prog(A.replace('LOOP', ''), 'undefined'),
  simple: prog("const result = schema.safeParse(query);\nif (!result.success) { error = () => bad(); } else { query = result.data; }"),
  isget: prog(A.replace('LOOP', '')),
  loop: prog(A.replace('LOOP', 'for (const key of Object.keys(rawQuery)) {\n if (/\\d+$/.test(key) && !(key in query)) {\n query[key] = rawQuery[key];\n}\n}')),
};
it('scratch', async () => {
  for (const [name, code] of Object.entries(P)) { if (!name.includes(only)) continue;
    const all = await shownIn('app/api/x/route.js', code, 'sql-injection');
    console.log(`${name} => ${all.length} ${all[0]?.proof ?? all[0]?.confidence} ${(await sentIn('app/api/x/route.js', code, 'sql-injection')).replace(/\n/g, ' | ')} ${all[0]?.obstacle?.at.text ?? ''} ${JSON.stringify(all[0]?.ways?.map((w) => w.sent) ?? [])}`);
  }
}, 60000);
