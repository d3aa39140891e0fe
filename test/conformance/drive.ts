import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { SECRET } from './print/secret';

export interface Call {
  method: string;
  path: string;
}

/** What came back to each caller: the mark of the handler that was reached, or the status. */
const Answered = z.object({
  method: z.string(),
  path: z.string(),
  got: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Answered = z.infer<typeof Answered>;
const Line = z.object({ folder: z.string(), error: z.string().optional(), calls: z.array(Answered).optional() });
type Line = z.infer<typeof Line>;

/** A program that lies in its folder, and what is to be asked of it. */
export interface Asked {
  folder: string;
  roles: readonly string[];
  calls: readonly Call[];
}

/** A net against programs that hang: the process is ended. */
const MINUTES = 5;
const AT_ONCE = 25;

export function writeProgram(folder: string, files: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export type Command = readonly [program: string, ...args: string[]];

function runOne(command: Command, input: unknown): Promise<Line[]> {
  const [program, ...args] = command;
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    const said: Buffer[] = [];
    const timer = setTimeout(() => child.kill('SIGKILL'), MINUTES * 60_000);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.on('error', fail);
    child.on('close', () => {
      clearTimeout(timer);
      const lines = Buffer.concat(chunks).toString('utf8').split('\n');
      const marked = lines.flatMap((line) => (line.startsWith('\u001e') ? [line.slice(1)] : []));
      if (marked.length === 0) fail(new Error(Buffer.concat(said).toString('utf8').slice(-2_000)));
      else done(marked.map((line) => Line.parse(JSON.parse(line))));
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(input));
  });
}

/** Has programs of one framework started and asked, some in each process. */
export async function drive(
  command: Command,
  framework: string,
  programs: readonly Asked[],
): Promise<Map<string, Line>> {
  const answers = new Map<string, Line>();
  for (let at = 0; at < programs.length; at += AT_ONCE) {
    const some = programs.slice(at, at + AT_ONCE);
    const lines = await runOne(command, { framework, secret: SECRET, programs: some });
    for (const line of lines) answers.set(line.folder, line);
  }
  return answers;
}
