import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../../../dist/cli.js');
const MEDDLER = join(import.meta.dirname, 'meddle.cjs');

export interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

export interface Started {
  child: ChildProcessWithoutNullStreams;
  ended: Promise<Ended>;
  /** Resolves when it has written this text to standard error. */
  says: (text: string) => Promise<void>;
}

/** How the file system of a program is to misbehave; see `meddle.cjs`. */
export interface Meddling {
  hold?: { call: string; path: string; hard?: string; forgotten?: boolean };
  fail?: { code: string; every: number };
  /** A person sits in front of it, who may type. */
  terminal?: boolean;
}

function environment(folder: string, meddling: Meddling | undefined): NodeJS.ProcessEnv {
  const own = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), RESULT: join(folder, 'code') };
  if (meddling === undefined) return own;
  const { terminal, ...rest } = meddling;
  return {
    ...own,
    MEDDLE: JSON.stringify(rest),
    NODE_OPTIONS: `--require ${MEDDLER}`,
    ...(terminal === true ? { MEDDLE_TERMINAL: '1' } : {}),
  };
}

/** Starts the built command line; with `shell` in a shell, as `"$@"`. What it keeps for its user lies below `folder`. */
export function start(
  folder: string,
  args: readonly string[],
  { shell, meddling }: { shell?: string; meddling?: Meddling } = {},
): Started {
  const env = environment(folder, meddling);
  const command = [process.execPath, CLI, ...args];
  const [program = '', ...rest] = shell === undefined ? command : ['/bin/sh', '-c', shell, 'sh', ...command];
  const child = spawn(program, rest, { env });
  let [out, err] = ['', ''];
  const waiting: { text: string; done: () => void }[] = [];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString();
    for (const one of waiting) if (err.includes(one.text)) one.done();
  });
  const ended = new Promise<Ended>((done) => child.once('close', (code, signal) => done({ code, signal, out, err })));
  const says = (text: string): Promise<void> =>
    new Promise((done, fail) => {
      if (err.includes(text)) return done();
      waiting.push({ text, done });
      void ended.then(() => fail(new Error(`It ended without saying "${text}": ${err}`)));
    });
  return { child, ended, says };
}

/** A small application with one flaw, in `folder/app`. */
export function writeApp(folder: string, name = 'app.js', route = '/x'): string {
  const app = join(folder, 'app');
  mkdirSync(app, { recursive: true });
  const code = `const app = require('express')();\nconst { exec } = require('child_process');\napp.get('${route}', (req, res) => { exec('ls ' + req.query.d); res.end(); });\napp.listen(1);\n`;
  writeFileSync(join(app, name), code);
  return app;
}

export const filesUnder = (dir: string): string[] =>
  existsSync(dir) ? readdirSync(dir, { recursive: true, encoding: 'utf8' }) : [];

/** The only session of a folder. */
export function onlySession(app: string): string {
  const root = join(app, '.threat-model/sessions');
  const [name = ''] = readdirSync(root).filter((entry) => /^\d{8}-/.test(entry));
  return join(root, name);
}
