import { analyzeInProcess } from '../../../src/analysis/in-process';
import type {
  EntryExplanation,
  Explanation,
  LineExplanation,
  RecordedFinding,
} from '../../../src/artifacts/explanation';
import type { CodeFacts } from '../../../src/artifacts/facts';
import { explainEntry, explainLine } from '../../../src/reasoning/explain/explain';
import { entriesNamed } from '../../../src/reasoning/explain/find-entry';
import { explanationText } from '../../../src/cli/explanation-text';
import { explanationTexts } from '../../../src/wording/explanation/explanation';
import { render } from '../../../src/wording/render';

type Sources = Readonly<Record<string, string>>;

export const factsOf = (files: Sources): Promise<CodeFacts> =>
  analyzeInProcess(new Map(Object.entries(files)), undefined, { consider: true });

export interface Told {
  answer: LineExplanation;
  /** As the terminal shows it. */
  text: string;
}

const textOf = (answer: Explanation['answers'][number]): string =>
  explanationText(explanationTexts({ place: '', answers: [answer] }));

/** What is said about a line of one of a few files. */
export async function line(files: Sources, file: string, at: number, findings: RecordedFinding[] = []): Promise<Told> {
  const text = files[file]?.split('\n')[at - 1] ?? '';
  const answer = render(
    explainLine(await factsOf(files), {
      file,
      line: at,
      text,
      empty: text.trim() === '' || /^\s*(?:\/\/|#)/.test(text),
      outOfScope: false,
      basis: { kind: 'analysis' },
      findings,
    }),
  );
  return { answer, text: textOf(answer) };
}

/** What is said about an entry point. */
export async function entry(files: Sources, name: string): Promise<{ answer: EntryExplanation; text: string }> {
  const facts = await factsOf(files);
  const [first] = entriesNamed(facts, name);
  if (!first) throw new Error(`${name} is none of ${facts.entryPoints.map(({ route }) => route).join(' ')}`);
  const answer = render(explainEntry(facts, first, { basis: { kind: 'analysis' }, findings: [] }));
  return { answer, text: textOf(answer) };
}

/** An Express application whose handler's body begins at line 4. */
export const express = (body: string): Sources => ({
  'app.js': `const app = require('express')();\nconst cp = require('child_process');\napp.post('/run/:id', (req, res) => {\n${body}\n});\napp.listen(1);\n`,
});

/** A Flask application whose view's body begins at line 5. */
export const flask = (body: string): Sources => ({
  'app.py': `from flask import Flask, request\nimport os\napp = Flask(__name__)\n@app.route('/run', methods=['POST'])\ndef view():\n${body
    .split('\n')
    .map((one) => `    ${one}`)
    .join('\n')}\n`,
});
