import { describe, expect, it } from 'vitest';
import { entryPoints, routes } from '../entries/found';

const AUTH = 'import NextAuth from "next-auth";\nexport const { auth } = NextAuth({});\n';

/** Who may call each entry point: `METHOD route: sign-in, rights`. */
async function told(files: Readonly<Record<string, string>>): Promise<string[]> {
  const found = await entryPoints({ 'auth.ts': AUTH, ...files });
  return found.map((one) => `${one.method} ${one.route}: ${one.authentication}, ${one.authorization}`);
}

describe('actions that a client builds', () => {
  const client = `import { cache } from "react";
import { createSafeActionClient, createMiddleware } from "next-safe-action";
import { auth } from "./auth";
const who = cache(async () => { const session = await auth(); return session?.user ?? null; });
export const open = createSafeActionClient({}).use(async ({ next }) => { console.log(1); return next(); });
export const closed = open.use(async ({ next }) => {
  const user = await who();
  if (!user) throw new Error("no");
  return next({ ctx: { user } });
});
export const admins = closed.use(async ({ ctx, next }) => {
  if (ctx.user.role !== "admin") throw new Error("no");
  return next();
});
export const signedIn = () => createMiddleware().define(async ({ next }) => {
  if (!(await who())) throw new Error("no");
  return next();
});
`;
  const actions = `"use server";
import { open, closed, admins, signedIn } from "./client";
async function helper() { return 1; }
export const everybody = open.action(async ({ parsedInput }) => helper());
export const people = closed.metadata({ name: "x" }).inputSchema({}).action(async ({ parsedInput }) => helper());
export const some = admins.action(async ({ parsedInput }) => helper());
export const asked = open.use(signedIn()).action(async ({ parsedInput }) => helper());
export async function plain(id: string) { return helper(); }
`;
  it('are what was used before, and nothing else of the file is an action', async () => {
    expect((await told({ 'client.ts': client, 'actions.ts': actions })).sort()).toEqual([
      'POST action:asked: required, none',
      'POST action:everybody: none, none',
      'POST action:people: required, none',
      'POST action:plain: none, none',
      'POST action:some: required, role',
    ]);
  });
});

describe('procedures', () => {
  const builder = (guard: string): Record<string, string> => ({
    'trpc.ts': `import { initTRPC, TRPCError } from "@trpc/server";
const t = initTRPC.context().create({ transformer: undefined });
export const router = t.router;
export const procedure = t.procedure.use(${guard});
`,
    'app.ts':
      'import { router, procedure } from "./trpc";\nexport const app = router({ one: procedure.query(() => 1) });\n',
  });
  it.each([
    [
      '({ ctx, next }) => { if (!ctx.user) throw new TRPCError({ code: "UNAUTHORIZED" }); return next({ ctx }); }',
      'required',
    ],
    [
      '(opts) => { if (!opts.ctx.user) throw new TRPCError({ code: "UNAUTHORIZED" }); return opts.next({ ctx: opts.ctx }); }',
      'required',
    ],
    ['(opts) => { console.log(opts.ctx.user); return opts.next(); }', 'none'],
    ['({ next }) => next()', 'none'],
  ])('are found when their builder is made with options: %s', async (guard, expected) => {
    expect(await told(builder(guard))).toEqual([`GET one: ${expected}, none`]);
  });
});

describe('checks of libraries', () => {
  const served = (check: string): Record<string, string> => ({
    'app.ts': `import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { every } from "hono/combine";
import { createMiddleware } from "hono/factory";
const keys = bearerAuth({ token: process.env.TOKEN });
const paid = createMiddleware(async (c, next) => {
  if (c.get("plan") !== "paid") return c.json({}, 403);
  await next();
});
const app = new Hono().basePath("/x");
app.use("*", ${check});
app.get("/one", (c) => c.json({}));
export default app;
`,
  });
  it.each([
    ['every(keys, paid)', 'required'],
    ['every(paid)', 'none'],
    ['async (c, next) => bearerAuth({ token: process.env.TOKEN })(c, next)', 'required'],
    ['async (c, next) => { if (process.env.TOKEN) return keys(c, next); return c.json({}, 500); }', 'required'],
  ])('are checks where they are put together or called by hand: %s', async (check, expected) => {
    expect((await told(served(check)))[0]).toContain(`: ${expected},`);
  });
});

describe('functions for the browser', () => {
  it('are those that the file exports', async () => {
    const file = `"use server";
const inner = async (id: string) => id;
async function helper() { return [1].map(async (one) => one); }
export const shown = async () => inner("x");
export default async function main() { return helper(); }
`;
    expect((await routes({ 'app/actions.ts': file })).sort()).toEqual([
      'POST action:default -> main',
      'POST action:shown -> shown',
    ]);
  });
  it('take their names for no part of an address', async () => {
    const [entry] = await entryPoints({
      'a.ts': '"use server";\nexport async function save(id: string) { return id; }\n',
    });
    expect(entry?.params.filter(({ source }) => source === 'path')).toEqual([]);
  });
});

describe('a contract that is served behind middleware', () => {
  const contract = (options: string): Record<string, string> => ({
    'app.ts': `import { initContract } from '@ts-rest/core';
import { createExpressEndpoints, initServer } from '@ts-rest/express';
import express from 'express';
const signedIn = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };
const c = initContract();
const notes = c.router({ add: { method: 'POST', path: '/notes' } });
const all = c.router({ one: { method: 'GET', path: '/one' }, notes });
const s = initServer();
const inner = s.router(notes, { add: async () => ({}) });
const router = s.router(all, { one: async () => ({}), notes: inner });
createExpressEndpoints(all, router, express(), ${options});
`,
  });
  it('asks what that asks, for the routers in it as well', async () => {
    const closed = await told(contract('{ globalMiddleware: [signedIn] }'));
    expect(closed.length).toBeGreaterThan(1);
    expect(closed.filter((one) => !one.includes(': required,'))).toEqual([]);
    expect((await told(contract('{}'))).filter((one) => !one.includes(': none,'))).toEqual([]);
  });
});
