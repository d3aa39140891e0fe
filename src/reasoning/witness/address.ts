import { converted, ordinary } from '../../knowledge/witness/samples';
import { readPattern } from '../../safety/text/read-pattern';
import { defined } from '../defined';

/** One part of a route: text, or what the sender chooses. */
type Part = { text: string } | { name: string; pattern?: string; type?: string; rest: boolean };

/**
 * The notations that servers have for what a sender chooses: `:id`, `:id(\d+)`, `<id>`, `<int:id>`, `<id:int>`, `{id}`,
 * `{id:path}`, `[id]`, `[...rest]`, `$id`, `(?P<id>\d+)`, `*`.
 */
const CHOSEN = new RegExp(
  [
    String.raw`\(\?P?<(?<group>\w+)>(?<groupPattern>(?:[^()\\]|\\.|\([^()]*\))*)\)`,
    String.raw`:(?<colon>\w+)(?:\((?<colonPattern>(?:[^()\\]|\\.)*)\))?[?*+]?`,
    String.raw`<(?:(?<typeBefore>\w+)(?:\([^)]*\))?:)?(?<angle>\w+)(?::(?<typeAfter>\w+))?>`,
    String.raw`\{(?<star>\*{0,2})(?<brace>\w+)(?::(?<braceType>[^{}]*))?\??\}`,
    String.raw`\[\[?(?<dots>\.{3})?(?<square>\w+)\]?\]`,
    String.raw`\$(?<dollar>\w+)`,
    String.raw`(?<all>\*+)(?<rest>\w*)`,
  ].join('|'),
  'g',
);

const NAMES = ['group', 'colon', 'angle', 'brace', 'square', 'dollar', 'rest'] as const;
const TYPES = ['typeBefore', 'typeAfter', 'braceType'] as const;

const PATH_LIKE = /^(?:path|subpath|any|rest)$/i;

function partsOf(route: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  for (const found of route.matchAll(CHOSEN)) {
    parts.push({ text: route.slice(from, found.index) }, chosen(found));
    from = found.index + found[0].length;
  }
  return [...parts, { text: route.slice(from) }];
}

type Groups = Readonly<Record<string, string | undefined>>;

const firstOf = (groups: Groups, names: readonly string[]): string | undefined =>
  names.map((name) => groups[name]).find((value) => value !== undefined);

/** What stands between braces behind a colon is a type when it is a word, else a pattern. */
function typeOf(groups: Groups): string | undefined {
  const type = firstOf(groups, TYPES);
  return type === groups['braceType'] && !/^\w+$/.test(type ?? '') ? undefined : type;
}

/** Takes the rest of the path, slashes included. */
const takesRest = ({ all, dots, star }: Groups, type = ''): boolean =>
  all !== undefined || dots !== undefined || (star ?? '') !== '' || PATH_LIKE.test(type);

function chosen({ groups = {} }: RegExpMatchArray): Part {
  const type = typeOf(groups);
  const braced = type === undefined ? groups['braceType'] : undefined;
  const pattern = groups['groupPattern'] ?? groups['colonPattern'] ?? braced;
  return {
    name: firstOf(groups, NAMES) ?? '',
    rest: takesRest(groups, type),
    ...defined({ type, pattern: pattern === '' ? undefined : pattern }),
  };
}

/** What is left of an expression between the parts that a sender chooses. */
const plain = (text: string): string => text.replace(/\\\./g, '.').replace(/[\^$\\?]|\(\?:|\)$/g, '');

/** Whether the part takes the value; undefined when its pattern was not understood. */
function takes(part: Exclude<Part, { text: string }>, value: string): boolean | undefined {
  if (part.pattern !== undefined) return readPattern(part.pattern, '', 'both')?.matches(value);
  const sample = part.type === undefined ? undefined : converted(part.type);
  return sample === undefined || /^\d+$/.test(sample) === /^\d+$/.test(value);
}

function valueFor(part: Exclude<Part, { text: string }>): string | undefined {
  if (part.pattern !== undefined) return readPattern(part.pattern, '', 'both')?.sample();
  return (part.type === undefined ? undefined : converted(part.type)) ?? (part.name === '' ? 'x' : ordinary(part.name));
}

/**
 * The path of a request to a route, with the values that are given for its parts and ordinary ones for the others.
 * Undefined when a part does not take its value, or its pattern was not understood.
 */
export function addressOf(route: string, given: ReadonlyMap<string, string>): string | undefined {
  const open = new Map(given);
  let address = '';
  for (const part of partsOf(route)) {
    if ('text' in part) {
      address += plain(part.text);
      continue;
    }
    // A part without a name is known by its number.
    const key = part.name === '' ? ([...open.keys()][0] ?? '') : part.name.toLowerCase();
    const value = open.get(key) ?? valueFor(part);
    if (value === undefined || takes(part, value) !== true) return undefined;
    open.delete(key);
    address += part.rest ? value.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(value);
  }
  if (open.size > 0) return undefined;
  return address.startsWith('/') ? address : `/${address}`;
}
