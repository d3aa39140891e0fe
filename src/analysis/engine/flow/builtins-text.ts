import { MADE_A_TEXT } from '../../../knowledge/flow/sink-names';
import type { Span } from '../../read/ir';
import { ALL, bits, STRUCTURED } from '../../../knowledge/flow/families';
import { arrayLike, arrayOf, elementOf, itemsOf } from './collections';
import { clearsOf, patternFacts, fileKind } from './guards';
import { facts, when } from './check-facts';
import { contained } from './contained';
import { endsWith, startsWith } from './beginnings';
import { CUT, OPENING } from './identities';
import type { Machine } from './machine';
import { partOf } from './parts';
import { concat } from './operators';
import type { Method } from './method';
import { sparedByCall } from './spared';
import { type Anchors, noteSlow, noteSlowIn } from './slow-patterns';
import { constant, mapMarks, marked, single, singleString, type Value, withoutBits } from './value';
import { first, isText, replace } from './builtins-replace';
import { formatted, formattedMap } from './formatted-text';

/** Keeps the whole text; `fold` computes the result for constants. */
function same(fold?: (text: string) => string): Method {
  return (m, self, _args, expr) => {
    if (!isText(self)) return undefined;
    const known = singleString(self);
    if (known !== undefined && fold) return constant(fold(known));
    return {
      ...mapMarks(self, (mark) => sparedByCall(m, mark, STRUCTURED, MADE_A_TEXT, expr.span)),
      consts: undefined,
      refs: [],
      facts: undefined,
      scalar: 'string',
    };
  };
}

/** What is cut off behind so many characters has room for an attack. */
const LONG = 40;

/** A piece of the text: checking the piece does not check the whole. */
const piece: Method = (m, self, args, expr) => {
  if (!isText(self)) return undefined;
  const known = singleString(self);
  const [from, to] = args.positional.map((arg) => single(arg.value));
  if (known !== undefined && typeof from === 'number' && (to === undefined || typeof to === 'number'))
    return constant(known.slice(from, to));
  const opening = from === 0 && (to === undefined || (typeof to === 'number' && to >= LONG));
  const part = partOf(m, { ...self, refs: [] }, opening ? OPENING : 'piece', expr.span);
  const short = typeof from === 'number' && typeof to === 'number' ? withoutBits(part, bits('redos')) : part;
  return { ...short, scalar: 'string' };
};

const split: Method = (m, self, args, expr) => {
  if (!isText(self)) return undefined;
  const known = singleString(self);
  const by = singleString(first(args));
  noteSlowIn(m, self, first(args), expr.span);
  if (known !== undefined && by !== undefined) return arrayOf(m, known.split(by).map(constant));
  const part = partOf(m, { ...self, refs: [] }, by === undefined ? 'piece' : `${CUT}${by.slice(0, 8)}`, expr.span);
  // Between two dots there is none, so that no piece names the folder above.
  const pieces = by === '.' ? mapMarks(part, (mark) => ({ ...mark, bits: mark.bits & ~bits('parent-folder') })) : part;
  return arrayLike(m, { ...pieces, scalar: 'string' });
};

const isPattern = (value: Value): boolean => value.refs.some((ref) => ref.kind === 'regex');

/** `anchors`: of a method of the pattern. */
const matches =
  (anchors: Anchors): Method =>
  (m, self, args, expr) => {
    if (isPattern(self)) return arrayWith(m, first(args), self, expr.span, anchors);
    return isText(self) && isPattern(first(args)) ? arrayWith(m, self, first(args), expr.span, 'none') : undefined;
  };
function arrayWith(m: Machine, text: Value, pattern: Value, span: Span, anchors: Anchors): Value {
  const array = arrayLike(m, partOf(m, { ...text, refs: [] }, 'match', span));
  return { ...array, facts: regexFacts(m, text, pattern, span, anchors) };
}

function regexFacts(m: Machine, text: Value, pattern: Value, span: Span, anchors: Anchors): Value['facts'] {
  const [regex] = pattern.refs.flatMap((ref) => (ref.kind === 'regex' ? [ref] : []));
  if (!regex) return undefined;
  noteSlow(m, text, regex.pattern, regex.flags, span, anchors);
  return patternFacts(m, span, text, regex.pattern, regex.flags, anchors);
}

const test: Method = (m, self, args, expr) => {
  if (!isPattern(self)) return undefined;
  return { ...marked([], 'boolean'), facts: regexFacts(m, first(args), self, expr.span, 'none') };
};

function asks(
  outcome: (m: Machine, self: Value, arg: Value, span: Span) => Value['facts'],
  fold?: (text: string, part: string) => boolean,
): Method {
  return (m, self, args, expr) => {
    const [text, part] = [singleString(self), singleString(first(args))];
    if (fold && text !== undefined && part !== undefined) return constant(fold(text, part));
    return { ...marked([], 'boolean'), facts: outcome(m, self, first(args), expr.span) };
  };
}

const includes = asks(
  (m, self, arg, span) => contained(m, span, arg, self, true),
  (text, part) => text.includes(part),
);
const indexOf: Method = (m, self, args, expr) => {
  const [text, part] = [singleString(self), singleString(first(args))];
  if (text !== undefined && part !== undefined) return constant(text.indexOf(part));
  const arg = first(args);
  const found =
    self.marks.length > 0 && arg.marks.length === 0
      ? foundAt(m, expr.span, self, arg)
      : contained(m, expr.span, arg, self, true);
  return { ...marked([], 'number'), facts: found };
};

/** `x.indexOf(prefix) === 0` asks for the beginning, `!== -1` for the presence. */
function foundAt(m: Machine, span: Span, self: Value, arg: Value): Value['facts'] {
  const inside = contained(m, span, arg, self, true);
  const begins = startsWith(m, span, self, arg);
  return inside && begins
    ? facts([...inside.whenTrue, ...begins.whenTrue], inside.whenFalse, inside.weak)
    : (inside ?? begins);
}

/** Where in the text the pattern matches. */
const searched: Method = (m, self, args, expr) => {
  if (isPattern(self)) return arrayWith(m, first(args), self, expr.span, 'none');
  return isText(self) && isPattern(first(args))
    ? { ...marked([], 'number'), facts: regexFacts(m, self, first(args), expr.span, 'none') }
    : undefined;
};

const digits: Method = (_m, self) => ({ ...marked([], 'boolean'), facts: when(true, clearsOf(self, ALL)) });

const joinItems: Method = (m, self, args, expr) => {
  const list = m.at.dialect.separatorJoins ? first(args) : self;
  const separator = m.at.dialect.separatorJoins ? self : (args.positional[0]?.value ?? constant(','));
  const items = itemsOf(m, list);
  if (items)
    return items.reduce<Value>(
      (built, item, at) => concat(m, at === 0 ? built : concat(m, built, separator), item),
      constant(''),
    );
  if (list.refs.length === 0 && list.marks.length === 0) return undefined;
  const element = elementOf(m, list, expr.span);
  return { ...concat(m, concat(m, element, separator), element), text: undefined };
};

/** What was written to a text buffer. */
const buffered: Method = (m, self, _args, expr) => {
  if (!self.refs.some((ref) => ref.kind === 'object')) return same()(m, self, _args, expr);
  const items = itemsOf(m, { ...self, marks: [] });
  return items
    ? items.reduce((built, item) => concat(m, built, item), constant(''))
    : { ...elementOf(m, self, expr.span), text: undefined };
};

const concatenated: Method = (m, self, args) => {
  if (!isText(self)) return undefined;
  return args.positional.reduce((built, arg) => concat(m, built, arg.value), self);
};

const partition: Method = (m, self, _args, expr) =>
  isText(self) ? arrayLike(m, partOf(m, { ...self, refs: [] }, 'piece', expr.span)) : undefined;

export const TEXT_METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ...['trim', 'trimStart', 'trimEnd', 'strip', 'lstrip', 'rstrip'].map(
    (name) => [name, same((text) => text.trim())] as const,
  ),
  ...['toLowerCase', 'toLocaleLowerCase', 'lower', 'casefold'].map(
    (name) => [name, same((text) => text.toLowerCase())] as const,
  ),
  ...['toUpperCase', 'upper'].map((name) => [name, same((text) => text.toUpperCase())] as const),
  ...[
    'toString',
    'valueOf',
    'encode',
    'decode',
    'normalize',
    'repeat',
    'padStart',
    'padEnd',
    'title',
    'capitalize',
    'zfill',
    'removeprefix',
    'removesuffix',
    'expandtabs',
    'ljust',
    'rjust',
    'swapcase',
    'toWellFormed',
    'anchor',
    'read',
  ].map((name) => [name, same()] as const),
  ...['slice', 'substring', 'substr', 'charAt', 'at'].map((name) => [name, piece] as const),
  ['split', split],
  ['rsplit', split],
  ['splitlines', split],
  ['partition', partition],
  ['rpartition', partition],
  ['replace', replace],
  ['replaceAll', replace],
  ['match', matches('start')],
  ['fullmatch', matches('both')],
  ['matchAll', matches('none')],
  ['exec', matches('none')],
  ['test', test],
  ['search', searched],
  ['includes', includes],
  ['contains', includes],
  ['indexOf', indexOf],
  ['lastIndexOf', indexOf],
  [
    'find',
    (m, self, args, expr) => (isText(self) && m.at.dialect.findGivesPlace ? indexOf(m, self, args, expr) : undefined),
  ],
  [
    'startsWith',
    asks(
      (m, self, arg, span) => fileKind(self, startsWith(m, span, self, arg)),
      (text, part) => text.startsWith(part),
    ),
  ],
  [
    'startswith',
    asks(
      (m, self, arg, span) => fileKind(self, startsWith(m, span, self, arg)),
      (text, part) => text.startsWith(part),
    ),
  ],
  ...['endsWith', 'endswith'].map(
    (name) =>
      [
        name,
        asks(
          (_m, self, arg) => endsWith(self, arg),
          (text, part) => text.endsWith(part),
        ),
      ] as const,
  ),
  ...['isdigit', 'isnumeric', 'isdecimal', 'isalnum', 'isalpha', 'isidentifier'].map((name) => [name, digits] as const),
  ['join', joinItems],
  ['getvalue', buffered],
  ['format', formatted],
  ['format_map', formattedMap],
  ['concat', concatenated],
]);
