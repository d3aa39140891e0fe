import type { AccessFact } from '../artifacts/access';
import type { CodeSpan } from '../artifacts/code-span';
import type { EvidenceFact } from '../artifacts/evidence';
import type { CodeFacts, DataStoreFact, EntryPointFact, FunctionFact, WeaknessFact } from '../artifacts/facts';
import { productFacts } from './context/evidence';

/** How far calls are followed from a handler: beyond this, almost everything reaches almost everything. */
const MAX_DEPTH = 6;
const MAX_REACHED = 400;

/** A part of a file, both ends included. */
export interface Lines {
  file: string;
  line: number;
  endLine: number;
}

/** A use of a store, with the store. */
export interface Use {
  store: DataStoreFact;
  access: DataStoreFact['accesses'][number];
}

/** Look-ups over the facts that every agent needs: who calls what, which handler reaches which place. */
export class CodeIndex {
  private readonly functionsById = new Map<string, FunctionFact>();
  private readonly functionsByFile = new Map<string, FunctionFact[]>();
  private readonly evidenceByFile = new Map<string, EvidenceFact[]>();
  private languages: Map<string, string> | undefined;
  private readonly callees = new Map<string, string[]>();
  private readonly entriesById = new Map<string, EntryPointFact>();
  private readonly reach = new Map<string, ReadonlySet<string>>();
  private readonly usesByFunction = new Map<string, Use[]>();
  private readonly usesByEntry = new Map<string, readonly Use[]>();
  private readonly accessByEntry = new Map<string, AccessFact[]>();

  constructor(readonly facts: CodeFacts) {
    for (const fn of facts.functions) {
      this.functionsById.set(fn.id, fn);
      push(this.functionsByFile, fn.file, fn);
      for (const caller of fn.callers) push(this.callees, caller, fn.id);
    }
    for (const one of facts.evidence) push(this.evidenceByFile, one.at.file, one);
    for (const entry of facts.entryPoints) this.entriesById.set(entry.id, entry);
    for (const one of facts.access) push(this.accessByEntry, one.entryPoint.id, one);
    for (const store of facts.stores)
      for (const access of store.accesses)
        if (access.functionId !== undefined) push(this.usesByFunction, access.functionId, { store, access });
  }

  function(id: string | undefined): FunctionFact | undefined {
    return id === undefined ? undefined : this.functionsById.get(id);
  }

  entry(id: string): EntryPointFact | undefined {
    return this.entriesById.get(id);
  }

  /** The innermost function around a line; the body of the file only where there is no other. */
  functionAt(file: string, line: number): FunctionFact | undefined {
    let best: FunctionFact | undefined;
    for (const fn of this.functionsByFile.get(file) ?? []) {
      if (line < fn.line || line > fn.endLine) continue;
      const [lines, known] = [sizeOf(fn), best ? sizeOf(best) : Infinity];
      if (!best || lines < known || (lines === known && isModule(best))) best = fn;
    }
    return best;
  }

  /** The function that handles requests of an entry point. */
  handler(entry: EntryPointFact): FunctionFact | undefined {
    return (
      this.function(entry.handler?.functionId) ??
      (entry.handler ? this.functionAt(entry.handler.at.file, entry.handler.at.line) : undefined)
    );
  }

  /** The language a file is written in; empty where that is not known. */
  languageOf(path: string): string {
    this.languages ??= new Map(this.facts.inventory.files.map((file) => [file.path, file.language ?? '']));
    return this.languages.get(path) ?? '';
  }

  /** What was seen between two lines of a file, both included, in their order. */
  evidenceIn({ file, line, endLine }: Lines): EvidenceFact[] {
    return (this.evidenceByFile.get(file) ?? []).filter(({ at }) => at.line >= line && at.line <= endLine);
  }

  /** The lines of the function that handles an entry point; undefined when it is not in the workspace. */
  handlerLines(entry: EntryPointFact): Lines | undefined {
    const lines = this.handler(entry) ?? entry.handler?.at;
    return lines && { file: lines.file, line: lines.line, endLine: lines.endLine };
  }

  /** What was seen in the handler of an entry point. */
  evidenceOf(entry: EntryPointFact): EvidenceFact[] {
    const lines = this.handlerLines(entry);
    return lines ? this.evidenceIn(lines) : [];
  }

  /** Ids of the functions that run, directly or through calls, when the entry point is used; the handler first. */
  reachedFrom(entry: EntryPointFact): ReadonlySet<string> {
    const known = this.reach.get(entry.id);
    if (known) return known;
    const handler = this.handler(entry);
    const found = new Set<string>(handler ? [handler.id] : []);
    let frontier = [...found];
    for (let depth = 0; depth < MAX_DEPTH && frontier.length > 0 && found.size < MAX_REACHED; depth += 1) {
      const next: string[] = [];
      for (const id of frontier) {
        for (const callee of this.callees.get(id) ?? []) {
          if (found.has(callee) || found.size >= MAX_REACHED) continue;
          found.add(callee);
          next.push(callee);
        }
      }
      frontier = next;
    }
    this.reach.set(entry.id, found);
    return found;
  }

  /** The uses of stores in the code that an entry point runs, in the order of the facts. */
  usesOf(entry: EntryPointFact): readonly Use[] {
    let uses = this.usesByEntry.get(entry.id);
    if (!uses) {
      const order = (use: Use): number => this.facts.stores.indexOf(use.store);
      uses = [...this.reachedFrom(entry)]
        .flatMap((id) => this.usesByFunction.get(id) ?? [])
        .sort((a, b) => order(a) - order(b) || a.store.accesses.indexOf(a.access) - b.store.accesses.indexOf(b.access));
      this.usesByEntry.set(entry.id, uses);
    }
    return uses;
  }

  /** What an entry point was seen doing to data, in the order of the facts. */
  accessOf({ id }: EntryPointFact): readonly AccessFact[] {
    return this.accessByEntry.get(id) ?? [];
  }

  /** Shortest chain of calls from the handler to a function, both included; empty when there is none. */
  chain(entry: EntryPointFact, target: string): FunctionFact[] {
    const handler = this.handler(entry);
    if (!handler) return [];
    const from = new Map<string, string | null>([[handler.id, null]]);
    const queue = [handler.id];
    for (const id of queue) {
      if (id === target) break;
      for (const callee of this.callees.get(id) ?? []) {
        if (from.has(callee) || from.size > MAX_REACHED) continue;
        from.set(callee, id);
        queue.push(callee);
      }
    }
    const steps: FunctionFact[] = [];
    for (let id: string | null | undefined = from.has(target) ? target : null; id; id = from.get(id)) {
      const fn = this.functionsById.get(id);
      if (fn) steps.unshift(fn);
    }
    return steps;
  }

  /** True when a place lies in code that the entry point runs, or in the lines that register it. */
  reaches(entry: EntryPointFact, place: { file: string; line: number }, functionId?: string): boolean {
    const fn = functionId ?? this.functionAt(place.file, place.line)?.id;
    if (fn !== undefined) return this.reachedFrom(entry).has(fn);
    return inside(entry.at, place) || (entry.handler !== undefined && inside(entry.handler.at, place));
  }

  /** Entry points whose requests reach a weakness. */
  entriesOf(weakness: WeaknessFact): EntryPointFact[] {
    return weakness.entryPoints.flatMap((id) => this.entriesById.get(id) ?? []);
  }
}

const sizeOf = ({ line, endLine }: FunctionFact): number => endLine - line;

/** The body of a file. */
export const isModule = ({ id }: FunctionFact): boolean => id.endsWith('<module>');

const inside = (span: CodeSpan, place: { file: string; line: number }): boolean =>
  span.file === place.file && place.line >= span.line && place.line <= span.endLine;

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

const CACHE = new WeakMap<CodeFacts, CodeIndex>();

/** The index over these facts, built once. */
export function indexOf(facts: CodeFacts): CodeIndex {
  let index = CACHE.get(facts);
  if (!index) {
    index = new CodeIndex(facts);
    CACHE.set(facts, index);
  }
  return index;
}

const PRODUCT = new WeakMap<CodeFacts, CodeFacts>();

/**
 * The facts without tests and generated files: what is shipped is what is attacked. The same object for the same facts.
 */
export function productOf(facts: CodeFacts): CodeFacts {
  let product = PRODUCT.get(facts);
  if (!product) {
    product = productFacts(facts);
    PRODUCT.set(facts, product);
    // Asked again for the result, it is the result.
    PRODUCT.set(product, product);
  }
  return product;
}
