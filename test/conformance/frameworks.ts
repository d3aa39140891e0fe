import type { Abilities } from './generate';
import type { Program } from './program';
import { printDjango } from './print/django';
import { printFastapi } from './print/fastapi';
import { printFastify } from './print/fastify';
import { printFlask } from './print/flask';
import { printHono } from './print/hono';
import { printKoa } from './print/koa';
import { printNest } from './print/nest';
import { printExpress } from './print/express';

export interface Subject {
  name: string;
  language: 'javascript' | 'python';
  can: Abilities;
  print(program: Program): Map<string, string>;
}

const ALL: Abilities = { mountGuards: true, pathGuards: true, routerGuards: true, depth: 2 };

export const SUBJECTS: readonly Subject[] = [
  { name: 'express', language: 'javascript', can: ALL, print: printExpress },
  {
    name: 'fastify',
    language: 'javascript',
    can: { ...ALL, mountGuards: false, pathGuards: false },
    print: printFastify,
  },
  { name: 'koa', language: 'javascript', can: ALL, print: printKoa },
  { name: 'hono', language: 'javascript', can: ALL, print: printHono },
  { name: 'nest', language: 'javascript', can: { ...ALL, pathGuards: false }, print: printNest },
  { name: 'flask', language: 'python', can: { ...ALL, mountGuards: false, pathGuards: false }, print: printFlask },
  { name: 'fastapi', language: 'python', can: { ...ALL, pathGuards: false }, print: printFastapi },
  {
    name: 'django',
    language: 'python',
    can: { ...ALL, mountGuards: false, pathGuards: false, routerGuards: 'root' },
    print: printDjango,
  },
];
