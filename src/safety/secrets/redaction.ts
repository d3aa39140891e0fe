import { jsonText } from '../text/json';
import { KnownSecrets } from './known-secrets';
import { REDACTED } from './mark';
import { secretsIn } from './recognise';
import type { SecretSpan } from './span';

/** Where nothing but secrets would be left out, a little of them stays, so that the text is still a quote. */
function keptOf(text: string, spans: readonly SecretSpan[]): number {
  let rest = '';
  let at = 0;
  for (const { start, end } of spans) {
    rest += text.slice(at, start);
    at = end;
  }
  rest += text.slice(at);
  if (rest.replaceAll(REDACTED, '').trim() !== '') return 0;
  const [first] = spans;
  return first ? Math.min(3, Math.floor((first.end - first.start) / 4)) : 0;
}

/** Spans of two lists, merged where they touch. */
function merged(spans: SecretSpan[]): SecretSpan[] {
  const result: SecretSpan[] = [];
  for (const span of spans.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

function replaced(text: string, spans: readonly SecretSpan[]): string {
  const kept = keptOf(text, spans);
  let result = '';
  let at = 0;
  for (const [index, { start, end }] of spans.entries()) {
    result += text.slice(at, index === 0 ? start + kept : start) + REDACTED;
    at = end;
  }
  return result + text.slice(at);
}

/** Replaces the secrets in a text by a mark; the rest stays as it is, so that a quote is still one. */
export function redactText(text: string, known?: KnownSecrets): string {
  const spans = merged([...secretsIn(text), ...(known?.spansIn(text) ?? [])]);
  return spans.length === 0 ? text : replaced(text, spans);
}

/** Paths that this program made from redacted words: with a part left out they would lead nowhere. */
const SESSION_FILE = /^(?:phase-\d|final-report)\/[A-Za-z0-9._/-]{1,300}$/;

/** Entries of a list that are redacted without a pause. */
const AT_ONCE = 20;
/** Texts that are remembered, and how long they are at most: names of fields, kinds and paths, thousands of times. */
const MOST_TEXTS = 20_000;
const LONGEST = 200;

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** The value of a text that is JSON; undefined for other texts. */
function parsed(content: string): unknown {
  if (!/^\s*[[{]/.test(content)) return undefined;
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return undefined;
  }
}

/** The text of a value that was redacted; the text it came from where nothing was. */
const written = (content: string, value: unknown, safe: unknown): string =>
  safe === value ? content : `${jsonText(safe)}${content.endsWith('\n') ? '\n' : ''}`;

/** The record with these entries: the same object where they are its own. */
function recordOf(value: object, entries: readonly [string, unknown][]): object {
  const changed = entries.some(([key, item]) => !(key in value) || item !== (value as Record<string, unknown>)[key]);
  return changed ? Object.fromEntries(entries) : value;
}

/**
 * The one way by which texts leave a run: without the secrets that are recognised in
 * them, and those seen anywhere in the folder.
 */
export class Redaction {
  private readonly known = new KnownSecrets();
  private readonly spared = new Set<string>();
  /** What was made of texts that a result holds again and again. */
  private readonly before = new Map<string, string>();

  /** Remembers values of secrets seen in the folder, for as long as this object lives. */
  learn(values: Iterable<string>): void {
    this.known.add(values);
    this.before.clear();
  }

  /**
   * Leaves these paths as they are, also where others begin with them: the user's
   * own folders, which are needed to go on.
   */
  spare(texts: Iterable<string>): void {
    for (const text of texts) this.spared.add(text);
    this.before.clear();
  }

  text(text: string): string {
    if (text.length > LONGEST) return this.redacted(text);
    let redacted = this.before.get(text);
    if (redacted === undefined) {
      redacted = this.redacted(text);
      if (this.before.size < MOST_TEXTS) this.before.set(text, redacted);
    }
    return redacted;
  }

  private redacted(text: string): string {
    if (SESSION_FILE.test(text)) return text;
    for (const path of this.spared) {
      if (text.startsWith(path) && /^(?:[\\/]|$)/.test(text.slice(path.length)))
        return path + redactText(text.slice(path.length), this.known);
    }
    return redactText(text, this.known);
  }

  /** The same value with every text in it redacted; what holds no secret is the same object. */
  all<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (typeof value !== 'object' || value === null) return value;
    return (Array.isArray(value) ? this.list(value) : this.record(value)) as T;
  }

  /** A file as it is written: in one of JSON the texts are redacted, so that it stays one. */
  file(content: string): string {
    const value = parsed(content);
    return value === undefined ? this.text(content) : written(content, value, this.all(value));
  }

  /** As `file`, with pauses. */
  async fileInTurns(content: string): Promise<string> {
    const value = parsed(content);
    return value === undefined ? this.text(content) : written(content, value, await this.inTurns(value));
  }

  /** As `all`, with pauses: a result holds thousands of texts. */
  async inTurns<T>(value: T): Promise<T> {
    if (typeof value !== 'object' || value === null) return this.all(value);
    return (Array.isArray(value) ? await this.listInTurns(value) : await this.recordInTurns(value)) as T;
  }

  private list(value: readonly unknown[]): unknown[] {
    const items = value.map((item) => this.all(item));
    return items.some((item, index) => item !== value[index]) ? items : (value as unknown[]);
  }

  private async listInTurns(value: readonly unknown[]): Promise<unknown[]> {
    const items: unknown[] = [];
    for (const [at, item] of value.entries()) {
      if (at % AT_ONCE === AT_ONCE - 1) await turn();
      items.push(this.all(item));
    }
    return items.some((item, at) => item !== value[at]) ? items : (value as unknown[]);
  }

  private async recordInTurns(value: object): Promise<object> {
    const entries: [string, unknown][] = [];
    for (const [key, item] of Object.entries(value))
      entries.push([this.text(key), await this.inTurns(item as unknown)]);
    return recordOf(value, entries);
  }

  private record(value: object): object {
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [
      this.text(key),
      this.all(item as unknown),
    ]);
    return recordOf(value, entries);
  }
}
