import type { EvidenceFact } from '../../../src/artifacts/evidence';
import { findEntryPoints } from '../../../src/analysis/frameworks/find-entry-points';
import { findEvidence } from '../../../src/analysis/engine/evidence/find-evidence';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { link } from '../link/linked';

export async function evidence(files: Record<string, string>): Promise<EvidenceFact[]> {
  const program = await link(files);
  const texts = new CachedTextSource((file) => files[file]);
  return findEvidence(program, texts, findEntryPoints(program, texts));
}

/** The evidence of one kind in one file. */
export async function kinds<K extends EvidenceFact['kind']>(
  code: string,
  kind: K,
  name: string,
): Promise<Extract<EvidenceFact, { kind: K }>[]> {
  const found = await evidence({ [name]: code });
  return found.filter((one): one is Extract<EvidenceFact, { kind: K }> => one.kind === kind);
}

export interface Twin {
  name: string;
  /** The body of a handler in each language; the request is `r`, `id` the record asked for. */
  javascript: string;
  python: string;
  /** What is expected of both. */
  expected: readonly string[];
}

/** The handler of a route in each language, with names that say nothing. */
export const inHandler = {
  javascript: (body: string): string =>
    `const express = require('express');\nconst app = express();\napp.post('/things/:id', async (r, s) => {\n${body}\n});\n`,
  python: (body: string): string =>
    `from django.urls import path\ndef view(r, id):\n${body
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\nurlpatterns = [path('things/<id>', view)]\n`,
};
