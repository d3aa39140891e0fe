import type { LanguageInfo } from '../../../knowledge/languages';
import { normalLines } from '../../../safety/text/normal-lines';
import type { FileIr } from '../../read/ir';
import { parserFor } from '../../read/parse/grammar';
import { parseText, type SyntaxTree } from '../../read/parse/syntax-tree';
import { scriptsOf } from './embedded';
import { LowerError } from './lower-error';
import { Lowerer, type Rules } from './lowerer';
import { SourceText } from '../../read/source-text';

/** The tree of the first grammar that reads the text without errors, else the one with the fewest. */
async function parse(language: LanguageInfo, text: string): Promise<SyntaxTree> {
  let best: SyntaxTree | undefined;
  for (const grammar of language.grammars) {
    const tree = parseText(await parserFor(grammar), text);
    // Another grammar makes as many nodes, but may need fewer steps.
    if (tree === 'nodes') throw new LowerError('too-complex', { is: 'parse-nodes' });
    if (tree === 'operations') continue;
    if (!best || tree.errors.length < best.errors.length) best = tree;
    if (best.errors.length === 0) break;
  }
  if (!best) throw new LowerError('too-complex', { is: 'parse-steps' });
  return best;
}

function lower(language: LanguageInfo, rules: Rules, path: string, text: string, tree: SyntaxTree): FileIr {
  const lowerer = new Lowerer(new SourceText(text), rules);
  const body = lowerer.stmt(tree.root);
  return {
    path,
    language: language.id,
    body: [...body],
    syntaxErrors: tree.errors.map((node) => lowerer.span(node)),
    ...(lowerer.tooDeep.length > 0 && { tooDeep: lowerer.tooDeep }),
  };
}

/**
 * Parses a text with the grammars of its language and lowers it by the rules of its family. Rejects like `lowerText`.
 */
export async function lowerByGrammar(
  language: LanguageInfo,
  rules: Rules,
  path: string,
  text: string,
): Promise<FileIr> {
  const normal = normalLines(text);
  const readable = language.embedded ? scriptsOf(normal) : normal;
  return lower(language, rules, path, readable, await parse(language, readable));
}
