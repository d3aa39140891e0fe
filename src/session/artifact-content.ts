import type * as z from 'zod';
import { savedFileAt } from '../artifacts/saved-files';
import { jsonText } from '../safety/text/json';
import { sha256 } from './atomic-file';
import { RunError } from './run-error';

export interface WrittenArtifact {
  path: string;
  sha256: string;
  bytes: number;
}

/**
 * A file to write: text as it is, or a value that is checked against the schema its path demands, or against `schema`.
 */
export type Draft = { path: string } & ({ text: string } | { value: unknown; schema?: z.ZodType });

const describeIssues = (error: z.ZodError): string =>
  error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
    .join('; ');

export function invalid(path: string, error: z.ZodError): RunError {
  return new RunError(
    'invalid-artifact',
    `${path} does not fit its schema (${describeIssues(error)}).`,
    'Resume the session to produce the file again, or restore it from a copy.',
    { cause: error },
  );
}

/** JSON as it is kept: two spaces, final newline. */
export const toJson = (value: unknown): string => `${jsonText(value)}\n`;

/**
 * Checks a value against `schema`, else against the one its path demands; keys the schema does not know stay. Throws
 * RunError `invalid-artifact`.
 */
export function validated(path: string, value: unknown, schema = savedFileAt(path)?.schema): unknown {
  if (!schema)
    throw new RunError('invalid-artifact', `${path} is not a file of a session.`, 'Report this with the log.');
  const checked = schema.safeParse(value);
  if (!checked.success) throw invalid(path, checked.error);
  return checked.data;
}

export interface Content {
  path: string;
  data: Buffer;
  sum: string;
}

export const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function contentOf(path: string, text: string): Content {
  const data = Buffer.from(text);
  return { path, data, sum: sha256(data) };
}

export function changed(path: string): RunError {
  return new RunError(
    'changed-artifact',
    `${path} is not what was written: something else has changed it.`,
    'Resume the session: the file is put aside and produced again.',
  );
}
