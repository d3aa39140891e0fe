import { type JSONVisitor, type Node, parseTree, visit } from 'jsonc-parser';
import { DocumentError } from './document-error';
import { nestsDeeper, recursesDeeper } from './json-nesting';

interface JsonLimits {
  /** UTF-16 units. */
  length: number;
  /** Levels of objects and lists in each other. */
  depth: number;
}

/** No manifest, lock file or settings file comes near. */
const JSON_LIMITS: JsonLimits = { length: 32 * 1024 * 1024, depth: 200 };

export interface JsonDocument {
  /** What could be read; undefined when it was nothing. */
  value: unknown;
  /** Whether it is JSON, apart from comments and commas at the end of lists. */
  valid: boolean;
}

type Container = Record<string, unknown> | unknown[];

/** `__proto__` is a key as any other. */
function put(container: Container, key: string | undefined, value: unknown): void {
  if (Array.isArray(container)) container.push(value);
  else Object.defineProperty(container, key ?? '', { value, enumerable: true, configurable: true, writable: true });
}

/** Puts values together as the tolerant parser meets them. */
function builder(): { visitor: JSONVisitor; document: JsonDocument } {
  const document: JsonDocument = { value: undefined, valid: true };
  const root: unknown[] = [];
  const open: { container: Container; key?: string }[] = [{ container: root }];
  const add = (value: unknown): void => {
    const top = open.at(-1);
    if (top) put(top.container, top.key, value);
    document.value = root[0];
  };
  const begin = (container: Container): void => {
    add(container);
    open.push({ container });
  };
  const end = (): void => void open.pop();
  const visitor: JSONVisitor = {
    onObjectBegin: () => begin({}),
    onArrayBegin: () => begin([]),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (key) => {
      const top = open.at(-1);
      if (top) top.key = key;
    },
    onLiteralValue: add,
    onError: () => void (document.valid = false),
  };
  return { visitor, document };
}

function tolerant(text: string): JsonDocument {
  const { visitor, document } = builder();
  visit(text, visitor, { allowTrailingComma: true, disallowComments: false });
  return document;
}

function strict(text: string): JsonDocument | undefined {
  try {
    return { value: JSON.parse(text) as unknown, valid: true };
  } catch {
    return undefined;
  }
}

const tooDeep = (depth: number): DocumentError =>
  new DocumentError('too-deep', `it nests more than ${depth} levels deep`);

function assertLength(text: string, { length }: JsonLimits): void {
  if (text.length > length) throw new DocumentError('too-large', `it is longer than ${length} characters`);
}

const withoutMark = (text: string): string => (text.charCodeAt(0) === 0xfeff ? ` ${text.slice(1)}` : text);

/**
 * JSON that somebody else may have written, with or without comments; of broken JSON what can be read. Keys are data,
 * whatever their name. Throws DocumentError when the text is longer, or nests deeper, than the limits.
 */
export function parseJson(text: string, limits = JSON_LIMITS): JsonDocument {
  assertLength(text, limits);
  const readable = withoutMark(text);
  const isDeep = nestsDeeper(readable, limits.depth);
  const parsed = isDeep ? undefined : strict(readable);
  if (parsed) return parsed;
  if (recursesDeeper(readable, limits.depth)) throw tooDeep(limits.depth);
  return tolerant(readable);
}

/** As `parseJson`, with the place of everything; undefined when nothing could be read. */
export function parseJsonTree(text: string, limits = JSON_LIMITS): Node | undefined {
  assertLength(text, limits);
  const readable = withoutMark(text);
  if (recursesDeeper(readable, limits.depth)) throw tooDeep(limits.depth);
  return parseTree(readable, [], { allowTrailingComma: true });
}

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

/** One field of an object, never what its prototype has. */
export function fieldOf(value: unknown, key: string): unknown {
  const fields = fieldsOf(value);
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
