import type { WeaknessFact } from '../../../src/artifacts/facts';
import { conventionsOf } from '../../../src/analysis/frameworks/conventions';
import { FRAMEWORKS } from '../../../src/analysis/frameworks/registry';
import { findEntryPoints } from '../../../src/analysis/frameworks/find-entry-points';
import { findFlows, type FlowOptions, type FlowResult } from '../../../src/analysis/engine/flow/find-flows';
import type { FileIr } from '../../../src/analysis/read/ir';
import { linkProgram } from '../../../src/analysis/engine/link/program';
import { lowerText } from '../../../src/analysis/languages/lower/lower-text';
import { linkedLanguages, specialCalls } from '../../../src/analysis/languages/registry';
import { findMisuse } from '../../../src/analysis/engine/misuse/find-misuse';
import { CachedTextSource } from '../../../src/analysis/read/text-source';

type Sources = Readonly<Record<string, string>>;

async function link(files: Sources) {
  const lowered = new Map<string, FileIr>();
  for (const [path, text] of Object.entries(files)) lowered.set(path, await lowerText(path, text));
  return {
    program: linkProgram(lowered, linkedLanguages(), undefined, conventionsOf(FRAMEWORKS)),
    texts: new CachedTextSource((path) => files[path]),
  };
}

/** Data flows of a few small files, with the entry points that are found in them. */
export async function flowsOf(files: Sources, options: FlowOptions = {}): Promise<FlowResult> {
  const { program, texts } = await link(files);
  return findFlows(program, findEntryPoints(program, texts), texts, specialCalls(), options);
}

export async function misuseOf(files: Sources): Promise<WeaknessFact[]> {
  const { program, texts } = await link(files);
  return findMisuse(program, texts);
}

/** `weakness@line` of everything found, without what is said with low confidence. */
export function places(weaknesses: readonly WeaknessFact[]): string[] {
  return weaknesses.filter((one) => one.confidence !== 'low').map((one) => `${one.weakness}@${one.at.line}`);
}

/** An Express application with one handler; the handler's body starts at line 3. */
export async function express(body: string, options: FlowOptions = {}): Promise<string[]> {
  return places(
    (
      await flowsOf(
        { 'app.js': `const app = require('express')();\napp.post('/x/:id', (req, res) => {\n${body}\n});\n` },
        options,
      )
    ).weaknesses,
  );
}

/** A Flask application with one view; the view's body starts at line 6. */
export async function flask(body: string): Promise<string[]> {
  const text = body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return places(
    (
      await flowsOf({
        'app.py': `from flask import Flask, request, redirect\nimport os, re, subprocess, sqlite3, html\napp = Flask(__name__)\n@app.route('/x', methods=['POST'])\ndef view():\n${text}\n`,
      })
    ).weaknesses,
  );
}
