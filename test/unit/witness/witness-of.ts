import { analyzeInProcess } from '../../../src/analysis/in-process';
import type { WeaknessFact } from '../../../src/artifacts/facts';
import { curlLine, sentLines } from '../../../src/wording/witness';
import { withWitnesses } from '../../../src/reasoning/witness/proved';

/** The flaws of one kind in a small program, with what shows them. */
export async function shownIn(file: string, text: string, weakness: string): Promise<WeaknessFact[]> {
  const facts = withWitnesses(await analyzeInProcess(new Map([[file, text]])));
  return facts.weaknesses.filter((one) => one.weakness === weakness);
}

/** What is sent to show the first of them, line by line. */
export async function sentIn(file: string, text: string, weakness: string): Promise<string> {
  const [found] = await shownIn(file, text, weakness);
  const step = found?.witness?.steps[0];
  return step ? sentLines(step.sent).join('\n') : `none: ${found?.obstacle?.why ?? 'nothing found'}`;
}

export async function curlIn(file: string, text: string, weakness: string): Promise<string | undefined> {
  const [found] = await shownIn(file, text, weakness);
  const step = found?.witness?.steps[0];
  return step && curlLine(step.sent);
}

export const express = (body: string, route = "app.post('/x/:id'", before = ''): string =>
  `const express = require('express');\nconst app = express();\n${before}\n${route}, (req, res) => {\n${body}\n});\n`;

export const flask = (body: string, rule = '/x', methods = "['POST']"): string =>
  `from flask import Flask, request, redirect\nimport os, pickle, base64, sqlite3, re\napp = Flask(__name__)\n@app.route('${rule}', methods=${methods})\ndef view(**given):\n${body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')}\n`;
