import { type LanguageInfo, languageOf, languageOfScript } from '../../knowledge/languages';
import type { FileIr } from '../ir';
import { parserFor } from '../parse/grammar';
import { parseText, type SyntaxTree } from '../parse/syntax-tree';
import { scriptsOf } from './embedded';
import { Lowerer } from './lowerer';
import { LOWERINGS } from './registry';
import { SourceText } from './source-text';

/** A file that cannot be turned into the common tree. */
export class LowerError extends Error {
  constructor(
    readonly reason: 'unknown-language' | 'too-slow',
    message: string,
  ) {
    super(message);
  }
}

const BYTE_ORDER_MARK = 0xfeff;

function languageFor(path: string, text: string): LanguageInfo {
  const language = languageOf(path) ?? languageOfScript(text.slice(0, text.indexOf('\n') + 1 || text.length));
  if (!language) throw new LowerError('unknown-language', `${path} is in no language the analysis reads.`);
  return language;
}

/** The tree of the first grammar that reads the text without errors, else the one with the fewest. */
async function parse(language: LanguageInfo, path: string, text: string): Promise<SyntaxTree> {
  let best: SyntaxTree | undefined;
  for (const grammar of language.grammars) {
    const tree = parseText(await parserFor(grammar), text);
    if (tree && (!best || tree.errors.length < best.errors.length)) best = tree;
    if (best?.errors.length === 0) break;
  }
  if (!best) throw new LowerError('too-slow', `${path} takes too long to parse.`);
  return best;
}

/**
 * Parses a file and lowers it to the common tree. Broken syntax is no error: what can be read is kept.
 * Rejects with LowerError (unknown language, too slow) or GrammarError (broken installation).
 */
export async function lowerText(path: string, text: string): Promise<FileIr> {
  const language = languageFor(path, text);
  const rules = LOWERINGS.get(language.id);
  if (!rules) throw new LowerError('unknown-language', `There is no lowering for ${language.id}.`);
  // A blank keeps every offset and column as the editor counts them.
  const marked = text.charCodeAt(0) === BYTE_ORDER_MARK ? ` ${text.slice(1)}` : text;
  const readable = language.embedded ? scriptsOf(marked) : marked;
  const tree = await parse(language, path, readable);
  const lowerer = new Lowerer(new SourceText(readable), rules);
  const body = lowerer.stmt(tree.root);
  return {
    path,
    language: language.id,
    body: [...body],
    syntaxErrors: tree.errors.map((node) => lowerer.span(node)),
    comments: tree.comments.map((node) => ({ text: lowerer.text(node), span: lowerer.span(node) })),
    ...(lowerer.tooDeep.length > 0 && { tooDeep: lowerer.tooDeep }),
  };
}
