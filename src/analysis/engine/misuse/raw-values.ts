import { ITEM_OF } from '../flow/raw-use';
import { OWN_MARKUP, type TemplateLanguage } from '../../../knowledge/templates';

const MAX_LINE = 2000;
const MAX_NAMES = 200;
const MAX_HOPS = 4;

/** A value that a template writes into the page without encoding it. */
export interface RawValue {
  /** 1-based. */
  line: number;
  /** 0-based, as `endColumn`. */
  column: number;
  endColumn: number;
  /** As it is written. */
  value: string;
}

/** What one template says about the values it shows. */
export interface TemplateText {
  raw: readonly RawValue[];
  /** What names of its own stand for. */
  names: ReadonlyMap<string, Named>;
  /** The templates it is put together with, as it names them. */
  parts: readonly string[];
}

interface Named {
  path: string;
  /** The name is one item of what the path leads to. */
  item: boolean;
}

/**
 * Reads a template. `pages`: whether its regions without encoding count. A page that only starts a script application
 * has no template to read: its lines end somewhere.
 */
export function readTemplate(text: string, language: TemplateLanguage, pages: boolean): TemplateText {
  const lines = text.split('\n');
  return {
    raw: rawIn(lines, language, pages),
    names: namesIn(lines, language),
    parts: lines.flatMap((line) => matches(line, language.parts).flatMap((groups) => groups['part'] ?? [])),
  };
}

function rawIn(lines: readonly string[], language: TemplateLanguage, pages: boolean): RawValue[] {
  let within = false;
  return lines.flatMap((line, at) => {
    if (line.length > MAX_LINE) return [];
    if (pages && language.region?.opens.test(line)) within = true;
    const patterns = within && language.region ? [...language.raw, language.region.value] : language.raw;
    if (language.region?.closes.test(line)) within = false;
    const found = patterns.flatMap((pattern) =>
      [...line.matchAll(pattern)].map((match): RawValue => ({
        line: at + 1,
        column: match.index,
        endColumn: match.index + match[0].length,
        value: (match[1] ?? '').trim(),
      })),
    );
    return found.filter(
      (raw, index) =>
        !OWN_MARKUP.test(raw.value) &&
        /[a-z_]/i.test(raw.value) &&
        found.findIndex((other) => other.value === raw.value) === index,
    );
  });
}

function namesIn(lines: readonly string[], language: TemplateLanguage): Map<string, Named> {
  const found = new Map<string, Named>();
  for (const line of lines)
    for (const { name, list, value } of matches(line, language.names))
      if (name !== undefined && found.size < MAX_NAMES && !found.has(name))
        found.set(name, { path: list ?? value ?? '', item: list !== undefined });
  return found;
}

function matches(line: string, patterns: readonly RegExp[] = []): Record<string, string | undefined>[] {
  if (line.length > MAX_LINE) return [];
  return patterns.flatMap((pattern) => [...line.matchAll(pattern)].map(({ groups }) => groups ?? {}));
}

const PATH = /(?<![\w$.'"])[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*|\[[\w'"]{1,60}\])*(?!\s*\()/g;
const TEXTS = /'[^']{0,200}'|"[^"]{0,200}"/g;

/**
 * What a value is made of, as paths from the names that the template is given: `item.text` in a loop over
 * `shop.items` is `shop`, `items`, `[]`, `text`. None where calls make it: what they do is not read here.
 */
export function pathsOf({ value }: RawValue, names: TemplateText['names']): string[][] {
  const [written = ''] = value.split(/(?<!\|)\|(?!\|)/);
  if (written.includes('(')) return [];
  return [...written.replace(TEXTS, "''").matchAll(PATH)].map(([path]) => resolved(partsOf(path), names));
}

function partsOf(path: string): string[] {
  const parts = path.replaceAll('?.', '.').match(/[\w$]+|\[[^\]]*\]/g) ?? [];
  return parts.map((part) => indexed(part)).filter((part, at) => at > 0 || part !== 'locals');
}

/** `['name']` is a member, `[i]` some item. */
function indexed(part: string): string {
  if (!part.startsWith('[')) return part;
  return /^\[['"](.+)['"]\]$/.exec(part)?.[1] ?? ITEM_OF;
}

function resolved(path: readonly string[], names: TemplateText['names']): string[] {
  let parts = [...path];
  for (let hop = 0; hop < MAX_HOPS; hop++) {
    const named = names.get(parts[0] ?? '');
    if (!named || named.path === '') break;
    parts = [...partsOf(named.path), ...(named.item ? [ITEM_OF] : []), ...parts.slice(1)];
  }
  return parts;
}
