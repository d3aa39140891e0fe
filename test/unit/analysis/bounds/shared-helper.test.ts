import { describe, expect, it } from 'vitest';
import { StageViews } from '../../../../src/analysis/engine/bounds/bounded-program';
import { findEntryPoints, readEntries } from '../../../../src/analysis/frameworks/find-entry-points';
import { CachedTextSource } from '../../../../src/analysis/read/text-source';
import { link } from '../../link/linked';

const HELPER = `
import jwt from 'jsonwebtoken';
const genuine = (text) => jwt.verify(text, process.env.KEY);
export const sender = (request) => genuine(request.headers.get('authorization'));
`;
const route = `
import { sender } from '../../lib/sender';
export async function GET(request) {
  let user;
  try {
    user = sender(request);
  } catch {
    return Response.json({}, { status: 401 });
  }
  return Response.json(await prisma.note.findMany({ where: { userId: user.id } }));
}
`;
const files: Record<string, string> = {
  'package.json': '{"dependencies":{"next":"14.0.0"}}',
  'lib/sender.js': HELPER,
  ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`app/r${n}/route.js`, route])),
};

describe('a function that many handlers ask', () => {
  it('is understood for the last of them as for the first, whatever a stage may spend on a file', async () => {
    const texts = new CachedTextSource((path) => files[path]);
    const view = new StageViews(await link(files), { forAny: 60, perExpression: 0 }).for('entry-points');
    const found = findEntryPoints(view, texts, readEntries(view));
    expect(found).toHaveLength(60);
    expect(new Set(found.map(({ authentication }) => authentication))).toEqual(new Set(['required']));
  });
});
