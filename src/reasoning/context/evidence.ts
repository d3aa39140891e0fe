import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { byText, words } from '../text';
import type { Sayable } from '../../messages/say';

/** A value that the code suggests, and the place that suggests it. */
export interface Suggestion {
  value: string;
  text: Sayable;
  at?: { file: string; line: number };
}

const NETWORK = new Set<EntryPointFact['kind']>(['http', 'graphql', 'websocket', 'fileUpload', 'webhook']);
export const isNetwork = (entry: EntryPointFact): boolean => NETWORK.has(entry.kind);

/** The facts without what stands in tests, examples and generated files. */
export function productFacts(facts: CodeFacts): CodeFacts {
  const other = new Set(
    facts.inventory.files.filter((file) => file.role === 'test' || file.role === 'generated').map((file) => file.path),
  );
  const inProduct = (item: { at: CodeSpan }): boolean => !other.has(item.at.file);
  return {
    ...facts,
    entryPoints: facts.entryPoints.filter(inProduct),
    models: facts.models.filter(inProduct),
    stores: facts.stores.filter(inProduct),
    operations: facts.operations.filter(inProduct),
    weaknesses: facts.weaknesses.filter(inProduct),
    evidence: facts.evidence.filter(inProduct),
    access: facts.access.filter((one) => inProduct(one) && !other.has(one.entryPoint.file)),
  };
}

export const placeOf = (span: CodeSpan): { file: string; line: number } => ({ file: span.file, line: span.line });

const WORDS = new WeakMap<EntryPointFact, ReadonlySet<string>>();
const ADDRESS_WORDS = new WeakMap<EntryPointFact, ReadonlySet<string>>();

/** Many rules ask for the words of every entry point. */
function once(
  kept: WeakMap<EntryPointFact, ReadonlySet<string>>,
  entry: EntryPointFact,
  make: (entry: EntryPointFact) => ReadonlySet<string>,
): ReadonlySet<string> {
  const known = kept.get(entry) ?? make(entry);
  kept.set(entry, known);
  return known;
}

/** Words of the address and the handler of an entry point, singular and lower case. */
export const entryWords = (entry: EntryPointFact): ReadonlySet<string> => once(WORDS, entry, wordsIn);

function wordsIn(entry: Pick<EntryPointFact, 'route' | 'handler'>): ReadonlySet<string> {
  const address = (entry.route ?? '').replace(/[:<{*][^/]*/g, ' ');
  const handler = entry.handler?.name ?? '';
  return new Set(words(`${address} ${handler}`).flatMap((word) => [word, word.replace(/s$/, '')]));
}

/** Words of the address alone; of the handler when the address has none. */
export const addressWords = (entry: EntryPointFact): ReadonlySet<string> =>
  once(ADDRESS_WORDS, entry, ({ route }) => {
    const own = wordsIn({ route });
    return own.size > 0 ? own : entryWords(entry);
  });

/** Entry points in the order of their places, so that the first one named is always the same. */
export function sortedEntries(facts: CodeFacts): EntryPointFact[] {
  return [...facts.entryPoints].sort(
    (a, b) => byText(a.at.file, b.at.file) || a.at.line - b.at.line || byText(a.id, b.id),
  );
}
