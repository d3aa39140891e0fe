import { describe, expect, it } from 'vitest';
import { entryPoints } from './found';

async function isPublic(method: string, route: string): Promise<boolean | undefined> {
  const code = `const app = require('express')();\napp.${method}('${route}', (req, res) => res.json(1));\n`;
  const [entry] = await entryPoints({ 'a.js': code });
  return entry?.publicByDesign;
}

describe('an address that is open by nature', () => {
  it.each([
    ['post', '/init', true],
    ['post', '/chat/init', false],
    ['put', '/first_install', true],
    ['get', '/assets/:file', true],
    ['put', '/api/assets/:file', false],
    ['get', '/terms', true],
    ['delete', '/terms/:id', false],
    ['post', '/activate/:token', true],
    ['put', '/extensions/:id/activate', false],
    ['post', '/reset-password', true],
    ['put', '/users/:user_id/reset_password', false],
    ['post', '/:lang/reset-password', true],
  ])('%s %s', async (method, route, expected) => {
    expect(await isPublic(method, route)).toBe(expected);
  });
  it.each([
    ['signUp', true],
    ['forgotPassword', true],
    ['invites', false],
    ['remove', false],
  ])('of a procedure: users.%s', async (name, expected) => {
    const code = `import { initTRPC } from '@trpc/server';\nconst t = initTRPC.create();
export const app = t.router({ users: t.router({ ${name}: t.procedure.mutation(() => 1) }) });\n`;
    const [entry] = await entryPoints({ 'a.ts': code });
    expect(entry?.publicByDesign).toBe(expected);
  });
});
