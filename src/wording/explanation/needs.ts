import { ANY_NAME, ANY_VALUE, type FieldTest, type Need, type SentField } from '../../artifacts/way';
import { SOURCE_KINDS } from '../../knowledge/flow/sources';
import { weaknessOf } from '../../knowledge/weaknesses';
import { WEAKNESSES } from '../../knowledge/weaknesses';
import { allOf, quoted } from './parts';

/** What a check asks of what is sent, in words. */

export const kindWords = (kind: string): string => SOURCE_KINDS.get(kind)?.words ?? kind.replaceAll('-', ' ');

/** Kinds of outside data that hold many fields; of the others there is one of each name. */
const HOLDS_MANY: ReadonlySet<string> = new Set(['body', 'query', 'text-query', 'form', 'message', 'url']);

/** `filters[].column`, `*`: items of lists stand beside their list, a star is for any name. */
const pathWords = (path: readonly string[]): string =>
  path.reduce((words, step) => {
    const named = step === ANY_VALUE ? '*' : step;
    return words === '' || named.startsWith('[') ? `${words}${named}` : `${words}.${named}`;
  }, '');

/** `x` of the request body; the cookie `x`; the request body; a piece of it; a name in it. */
export function fieldWords(sent: SentField): string {
  const { source, path, piece, cut } = sent;
  if (path.at(-1) === ANY_NAME) return `a name in ${fieldWords({ ...sent, path: path.slice(0, -1) })}`;
  const whole = `the ${kindWords(source)}`;
  const name = path.length === 0 ? undefined : quoted(pathWords(path));
  const named = HOLDS_MANY.has(source) ? `${name ?? ''} of ${whole}` : `${whole} ${name ?? ''}`;
  const field = name === undefined ? whole : named;
  return piece === true || cut ? `a piece of ${field}` : field;
}

const SIGNS: Readonly<Record<string, string>> = {
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  '==': 'exactly',
  '!=': 'not',
};

const valueWords = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? `"${value}"` : String(value);

type Told = [holds: string, fails: string];
type Tell<K extends FieldTest['is']> = (test: Extract<FieldTest, { is: K }>) => Told;

/** What is so of the field: where the test holds, and where it does not. */
const TESTS: { readonly [K in FieldTest['is']]: Tell<K> } = {
  present: () => ['is sent and not empty', 'is not sent, or empty'],
  equal: ({ to }) => {
    const values = allOf(to.map(valueWords), 'or');
    return [`is ${values}`, `is ${to.length === 1 ? 'not' : 'none of'} ${values}`];
  },
  starts: ({ text }) => [`begins with "${text}"`, `does not begin with "${text}"`],
  ends: ({ text }) => [`ends with "${text}"`, `does not end with "${text}"`],
  contains: ({ text }) => [`contains "${text}"`, `does not contain "${text}"`],
  matches: ({ pattern, flags, anchors }) => {
    const shown = quoted(`/${pattern}/${flags}`);
    return [`matches ${shown}${anchors === 'none' ? ' somewhere' : ''}`, `does not match ${shown}`];
  },
  type: ({ type }) => [`is of the type ${type}`, `is not of the type ${type}`],
  compares: ({ op, to }) => [`is ${SIGNS[op] ?? op} ${to}`, `is not ${SIGNS[op] ?? op} ${to}`],
  length: ({ op, to }) => [`has a length of ${SIGNS[op] ?? op} ${to}`, 'has another length'],
  stored: () => ['is what is stored or set', 'is not what is stored or set'],
  passes: ({ check }) => [`passes ${quoted(check)}`, `does not pass ${quoted(check)}`],
};

function testWords(test: FieldTest): Told {
  // The table has a row for each test, which takes that test.
  const tell = TESTS[test.is] as (one: FieldTest) => Told;
  return tell(test);
}

const MOST_NEEDS = 4;

/** Undefined for what speaks of nothing that is sent. */
export function needWords(need: Need): string | undefined {
  switch (need.kind) {
    case 'field': {
      const [holds, fails] = testWords(need.test);
      return `${fieldWords(need.field)} ${need.holds ? holds : fails}`;
    }
    case 'all':
    case 'any': {
      const parts = need.of.flatMap((one) => needWords(one) ?? []);
      return parts.length === 0 ? undefined : allOf(parts, need.kind === 'all' ? 'and' : 'or', MOST_NEEDS);
    }
    case 'unknown':
      return `${allOf(need.fields.map(fieldWords))} decides about it, in a way that was not understood`;
    case 'state':
      return undefined;
  }
}

/** Pieces of text that some flaws need. */
const PIECES: Readonly<Record<string, string>> = {
  'parent-folder': '`..` in a path',
  'absolute-path': 'absolute paths',
  quote: 'quotes',
  unquoted: 'text outside of quotes',
  'leading-dash': 'a dash at the beginning',
};

const isKnown = (id: string): id is keyof typeof WEAKNESSES => Object.hasOwn(WEAKNESSES, id);

/** What something rules out. */
export function ruledOutWords({ rulesOut, everything }: { rulesOut: string[]; everything?: true | undefined }): string {
  if (everything) return 'it does no harm anywhere behind it';
  const words = rulesOut.flatMap((one) => PIECES[one] ?? (isKnown(one) ? weaknessOf(one).title.toLowerCase() : []));
  return words.length === 0 ? 'what it rules out has no name' : `it rules out ${allOf(words, 'and', 5)}`;
}
