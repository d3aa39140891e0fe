import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

/** The helper of handlers reads the request and gives what to answer when it may not go on. */
const helper = (asks: string) => `
import jwt from 'jsonwebtoken';
import { denied, invalid } from './answers';
function genuine(token) {
  try {
    return jwt.verify(token, process.env.KEY);
  } catch {
    return null;
  }
}
async function sender(request) {
  const payload = genuine(request.headers.get('authorization')?.split(' ')[1]);
  const { userId } = payload || {};
  let user = null;
  if (userId) user = await findUser(userId);
  if (!user?.id) return null;
  return { user };
}
export async function read(request, schema, options) {
  let failed;
  let who = null;
  if (schema && !schema.safeParse(request).success) failed = () => invalid();
  ${asks}
  return { who, failed };
}
`;
const ANSWERS = `
export function denied() { return Response.json({ error: 'x' }, { status: 401 }); }
export function invalid() { return Response.json({ error: 'x' }, { status: 400 }); }
`;
const route = (options: string, before = '') => `
import { read } from '../../lib/read';
import { list } from '../../lib/list';
export async function GET(request) {
  const { who, failed } = await read(request, undefined${options});
  ${before}
  return Response.json(await list(who));
}
`;
const REFUSES = 'if (failed) return failed();';
const ASKS = 'if (!options?.open && !failed) { who = await sender(request); if (!who) failed = () => denied(); }';

async function authentication(asks: string, options = '', before = REFUSES): Promise<string | undefined> {
  const [entry] = await entryPoints({
    'package.json': '{"dependencies":{"next":"14.0.0"}}',
    'lib/read.js': helper(asks),
    'lib/answers.js': ANSWERS,
    'lib/list.js': 'export const list = (who) => prisma.note.findMany({});',
    'app/notes/route.js': route(options, before),
  });
  return entry?.authentication;
}

describe('a helper that gives the answer for who may not go on', () => {
  it('is a sign-in where the handler gives that answer', async () => {
    expect(await authentication(ASKS)).toBe('required');
  });
  it('is none where the handler goes on', async () => {
    expect(await authentication(ASKS, '', '')).not.toBe('required');
  });
  it('is none where the handler tells it not to ask', async () => {
    expect(await authentication(ASKS, ', { open: true }')).not.toBe('required');
  });
  it('is one where the handler tells it to ask', async () => {
    expect(await authentication(ASKS, ', { open: false }')).toBe('required');
  });
  it('is none where it does not ask', async () => {
    expect(await authentication('who = await sender(request);')).not.toBe('required');
  });
});
