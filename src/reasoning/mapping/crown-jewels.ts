import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import type { Sensitivity } from '../../artifacts/enums';
import type { BusinessContext } from '../../artifacts/phase1';
import type { CodeIndex } from '../code-index';
import { words } from '../text';

interface Jewel {
  id: string;
  sensitivity: Sensitivity;
  /** Each keyword as its words in order. */
  keywords: string[][];
}

const GENERIC = new Set([
  'data',
  'information',
  'info',
  'record',
  'records',
  'details',
  'personal',
  'sensitive',
  'customer',
  'business',
  'and',
  'or',
  'of',
  'the',
  'application',
  'content',
  'system',
  'other',
]);
const RANK: Record<Sensitivity, number> = { critical: 3, high: 2, medium: 1, low: 0 };

function stem(word: string): string {
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}

/** Recognises crown jewels of phase 1 in names that stand in code. */
export class CrownJewels {
  private readonly jewels: Jewel[];
  private readonly byFile = new Map<string, Set<string>>();
  private readonly byEntry = new Map<string, string[]>();
  private readonly parts = new Map<string, readonly string[]>();

  private constructor(
    business: BusinessContext,
    private readonly facts: CodeFacts,
  ) {
    this.jewels = business.data_classification.crown_jewels.map((jewel) => {
      const own = [
        ...(jewel.keywords ?? []),
        jewel.data_type,
        ...(jewel.asset_name === undefined ? [] : [jewel.asset_name]),
      ];
      const known = business.data_classification.data_types.find((type) => same(type.category, jewel.data_type));
      const keywords = [...own, ...(known?.examples ?? [])]
        .map((text) => words(text).map(stem))
        .filter((parts) => parts.length > 0 && !parts.every((part) => GENERIC.has(part) || part.length < 2));
      return { id: jewel.data_type, sensitivity: jewel.sensitivity ?? known?.sensitivity ?? 'high', keywords };
    });
    this.indexFiles();
  }

  /** Built once for the same facts and business context. */
  static of(business: BusinessContext, facts: CodeFacts): CrownJewels {
    const known = CACHE.get(facts);
    if (known?.business === business) return known.jewels;
    const jewels = new CrownJewels(business, facts);
    CACHE.set(facts, { business, jewels });
    return jewels;
  }

  /** Ids of the crown jewels that any of these names stands for. */
  in(names: readonly string[]): string[] {
    const split = names.map((name) => this.split(name));
    return this.jewels
      .filter((jewel) => jewel.keywords.some((keyword) => split.some((parts) => contains(parts, keyword))))
      .map((jewel) => jewel.id);
  }

  inFile(file: string): string[] {
    return this.order(this.byFile.get(file) ?? new Set());
  }

  inFiles(files: Iterable<string>): string[] {
    const found = new Set<string>();
    for (const file of files) for (const id of this.byFile.get(file) ?? []) found.add(id);
    return this.order(found);
  }

  /** What requests to an entry point can touch: its address, its parameters and the stored data its code uses. */
  inEntry(entry: EntryPointFact, index: CodeIndex): string[] {
    const known = this.byEntry.get(entry.id);
    if (known) return known;
    const stored = index.usesOf(entry).map((use) => use.access.subject);
    const found = this.in([
      entry.route ?? '',
      entry.handler?.name ?? '',
      ...entry.params.map((param) => param.name),
      ...new Set(stored),
    ]);
    this.byEntry.set(entry.id, found);
    return found;
  }

  sensitivity(ids: readonly string[]): Sensitivity | undefined {
    const found = this.jewels.filter((jewel) => ids.includes(jewel.id)).map((jewel) => jewel.sensitivity);
    return found.sort((a, b) => RANK[b] - RANK[a])[0];
  }

  get all(): string[] {
    return this.jewels.map((jewel) => jewel.id);
  }

  private split(name: string): readonly string[] {
    let parts = this.parts.get(name);
    if (!parts) {
      parts = words(name).map(stem);
      this.parts.set(name, parts);
    }
    return parts;
  }

  private order(found: ReadonlySet<string>): string[] {
    return this.jewels.map((jewel) => jewel.id).filter((id) => found.has(id));
  }

  private indexFiles(): void {
    const names = new Map<string, string[]>();
    const add = (file: string, ...values: string[]): void =>
      void names.set(file, [...(names.get(file) ?? []), ...values]);
    for (const model of this.facts.models) add(model.at.file, model.name, ...model.fields.map((field) => field.name));
    for (const store of this.facts.stores) for (const access of store.accesses) add(access.at.file, access.subject);
    for (const entry of this.facts.entryPoints) {
      const values = [entry.route ?? '', ...entry.params.map((param) => param.name)];
      add(entry.at.file, ...values);
      if (entry.handler) add(entry.handler.at.file, entry.handler.name, ...values);
    }
    for (const [file, values] of names) {
      const found = this.in([...new Set(values)]);
      if (found.length > 0) this.byFile.set(file, new Set(found));
    }
  }
}

const CACHE = new WeakMap<CodeFacts, { business: BusinessContext; jewels: CrownJewels }>();

const same = (left: string, right: string): boolean => words(left).join(' ') === words(right).join(' ');

/** True when `keyword` occurs in `parts` as a run of whole words. */
function contains(parts: readonly string[], keyword: readonly string[]): boolean {
  for (let start = 0; start + keyword.length <= parts.length; start += 1) {
    if (keyword.every((word, offset) => parts[start + offset] === word)) return true;
  }
  // `bankAccount` and `bankaccount` are the same name.
  return keyword.length > 1 && parts.includes(keyword.join(''));
}
