import type { ConcernEdit } from '../../artifacts/checkpoint-record';
import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts } from '../../artifacts/facts';
import { categoryOfText } from './coverage';
import { answeredAt } from '../mapping/entry-points';
import { entryName } from '../../artifacts/notation';
import { say, type Draft } from '../../messages/say';

const MOST = 20;

/** What a text names: entry points by their route, files by their path, or by their name when only one file has it. */
function placesIn(text: string, facts: CodeFacts): { name: string; file: string; line: number }[] {
  const words = new Set(text.match(/[\w@:$<>{}*./[\]-]+/g)?.map((word) => word.replace(/[.,:;]+$/, '')) ?? []);
  const routes = facts.entryPoints.filter(
    (entry) => entry.route !== undefined && entry.route.length > 1 && words.has(entry.route),
  );
  const sole = new Map<string, number>();
  const base = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
  for (const { path } of facts.inventory.files) sole.set(base(path), (sole.get(base(path)) ?? 0) + 1);
  const files = facts.inventory.files.filter(
    ({ path, analyzed }) => analyzed && (words.has(path) || (words.has(base(path)) && sole.get(base(path)) === 1)),
  );
  const at = (span: CodeSpan): { file: string; line: number } => ({ file: span.file, line: span.line });
  return [
    ...routes.map((entry) => ({ name: entryName(entry), ...at(answeredAt(entry)) })),
    ...files.map(({ path }) => ({ name: path, file: path, line: 1 })),
  ];
}

/**
 * The part of a reviewer's free text that can be acted on without understanding it: every route and file it names
 * becomes a
 * concern of its own, in the reviewer's words, investigated like the others.
 */
export function concernsFromFeedback(feedback: readonly string[], facts: CodeFacts): Draft<ConcernEdit>[] {
  const edits = feedback.flatMap((text) =>
    placesIn(text, facts).map(({ name, file, line }): Draft<ConcernEdit> => ({
      action: 'add',
      title: say('concerns/changes.askedOf', name, text),
      severity: 'medium',
      description: say('concerns/changes.askedFor', text),
      category: categoryOfText(text),
      file,
      line,
    })),
  );
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()].slice(0, MOST);
}
