import { posix } from 'node:path';
import type { CodeFacts } from '../../artifacts/facts';
import { nearest } from '../../reasoning/explain/nearest';
import { RunError } from '../../session/run-error';
import { entryName } from '../../artifacts/notation';
import * as say from '../../wording/run/refusals';

/** What somebody asks about: a line of a file, or an entry point by its name. */
export type AskedPlace = { kind: 'line'; file: string; line: number } | { kind: 'entry'; name: string };

const LINE = /^(.+?):(\d{1,9})(?::\d{1,9})?$/;

/** A method before a route: a colon behind it begins a parameter. */
const WITH_METHOD = /^[A-Za-z]+\s+\//;

/** `src/a.js:12`, `src/a.js:12:5`, `POST /login`, the name of an event, a job or a handler. */
export function placeOf(text: string): AskedPlace {
  const asked = text.trim();
  const [, file, line] = WITH_METHOD.test(asked) ? [] : (LINE.exec(asked) ?? []);
  if (file === undefined || line === undefined) return { kind: 'entry', name: asked };
  return { kind: 'line', file: posix.normalize(file.replaceAll('\\', '/')), line: Number(line) };
}

export function unknownFile(file: string, facts: CodeFacts): RunError {
  const listed = facts.inventory.files.map(({ path }) => path);
  return new RunError(
    'unknown-place',
    `There is no file "${file}" in this folder.${say.didYouMean(nearest(file, listed))}`,
    'Name a file as it is called from the folder, with its line: src/server.js:12.',
  );
}

export const lineOutside = (file: string, line: number, lines: number): RunError =>
  new RunError(
    'unknown-place',
    `${file} has ${lines === 1 ? '1 line' : `${lines} lines`}, and no line ${line}.`,
    'Name a line that it has.',
  );

export function unknownEntry(name: string, { entryPoints }: CodeFacts): RunError {
  if (entryPoints.length === 0)
    return new RunError(
      'unknown-place',
      `"${name}" names no file and line, and no entry point was found in this folder.`,
      'Ask about a line: src/server.js:12.',
    );
  const names = entryPoints.flatMap((entry) => [entryName(entry), ...(entry.handler ? [entry.handler.name] : [])]);
  return new RunError(
    'unknown-place',
    `"${name}" is neither a file with a line nor an entry point that was found.${say.didYouMean(nearest(name, names))}`,
    'Ask about a line (src/server.js:12), or about an entry point as "POST /login", the name of an event or ' +
      'job, or the name of its handler.',
  );
}
