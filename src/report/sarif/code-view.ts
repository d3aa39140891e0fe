import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts } from '../../artifacts/facts';
import { normalLines } from '../../safety/text/normal-lines';
import { lineHashes } from './line-hash';

/** What makes a place recognisable, from the code around it. Lines are 1-based. */
export interface CodeView {
  /** Undefined when the file could not be read or is shorter. */
  line(file: string, line: number): string | undefined;
  lineHash(file: string, line: number): string | undefined;
  /** Name of the innermost function around a line; empty outside of all. */
  symbol(file: string, line: number): string;
  /** The expression in which the analysis saw a flaw that starts on this line. */
  expression(file: string, line: number): CodeSpan | undefined;
}

/** Computes a value for a key once. */
function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const found = known.get(key) ?? make(key);
    known.set(key, found);
    return found;
  };
}

/** Views code through its texts, by path, and what reading it established. */
export function codeView(
  texts: ReadonlyMap<string, string>,
  facts: Pick<CodeFacts, 'functions' | 'weaknesses'>,
): CodeView {
  const lines = remembered((file) => normalLines(texts.get(file) ?? '').split('\n'));
  const hashes = remembered((file) => lineHashes(normalLines(texts.get(file) ?? '')));
  const functions = remembered((file) => facts.functions.filter((one) => one.file === file));
  const spans = new Map(facts.weaknesses.map(({ at }) => [`${at.file}:${at.line}`, at]));
  return {
    line: (file, line) => (texts.has(file) ? lines(file)[line - 1] : undefined),
    lineHash: (file, line) => (texts.has(file) ? hashes(file)[line - 1] : undefined),
    symbol(file, line) {
      const around = functions(file).filter((one) => one.line <= line && line <= one.endLine);
      return around.sort((a, b) => a.endLine - a.line - (b.endLine - b.line))[0]?.name ?? '';
    },
    expression: (file, line) => spans.get(`${file}:${line}`),
  };
}

/** For models whose code is not at hand: places keep their lines and nothing else. */
export const NO_CODE: CodeView = {
  line: () => undefined,
  lineHash: () => undefined,
  symbol: () => '',
  expression: () => undefined,
};
