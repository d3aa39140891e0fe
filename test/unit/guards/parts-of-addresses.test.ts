import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const CHECK = `
async function check(req, res, next) {
  if (req.method == 'DELETE' && !req.params.bookId && !req.user.canDelete) return res.sendStatus(403);
  next();
}
`;

async function authorization(route: string, check = CHECK): Promise<string | undefined> {
  const code = `const app = require('express')();\n${check}app.delete('${route}', check, async (req, res) => { await Note.deleteOne({ _id: req.params.id }); res.end(); });\n`;
  return (await entryPoints({ 'a.js': code }))[0]?.authorization;
}

describe('a check that asks for a part of the address', () => {
  it.each([
    ['/shelves/:id', 'permission'],
    // With that part it asks for nothing.
    ['/shelves/:id/books/:bookId', 'none'],
    ['/shelves/*', 'none'],
  ])('on %s', async (route, expected) => {
    expect(await authorization(route)).toBe(expected);
  });
});

describe('a method of who asks that says what they may reach', () => {
  const POLICY = (name: string) =>
    `async function check(req, res, next) {\n  const shelf = await Shelf.findByPk(req.params.id);\n  if (!req.user.${name}(shelf)) return res.sendStatus(403);\n  next();\n}\n`;
  it.each([
    ['checkCanAccessShelf', 'policy'],
    ['hasAccessToShelf', 'policy'],
  ])('%s is a policy', async (name, expected) => {
    expect(await authorization('/shelves/:id', POLICY(name))).toBe(expected);
  });
});
