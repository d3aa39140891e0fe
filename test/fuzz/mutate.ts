import type { Random } from '../metamorphic/random';

type Mutation = (text: string, random: Random) => string;

const PIECES = [
  '(',
  ')',
  '{',
  '}',
  '[',
  ']',
  '`',
  '${',
  '"',
  "'",
  '"""',
  '//',
  '/*',
  '*/',
  '#',
  '\\',
  '\n',
  '\r',
  '\r\n',
  '\t',
  '\0',
  '\uFEFF',
  '\uD800',
  '\u202E',
  '\u200B',
  '\u2028',
  '💥',
  'İ',
  'ﬀ',
  '=>',
  '...',
  '?.',
  '??=',
  '**',
  '@',
  ':',
  ';',
  ',',
  '<',
  '>',
  '</script>',
  '<script>',
  '<%-',
  '{{',
  '%}',
  '__proto__',
  'constructor',
  'await ',
  'async ',
  'yield ',
  'class ',
  'def ',
  'return ',
  'import ',
  'lambda ',
  'match x:\n case ',
  'f"{',
  'function*(){',
  'for(;;)',
  'while(1)',
  '1e999',
  '0x',
  '/(/',
  '\\u{110000}',
  '-'.repeat(300),
  'x'.repeat(5_000),
  '9'.repeat(500),
] as const;

function slice(text: string, random: Random, most: number): { from: number; to: number } {
  const from = random.below(text.length + 1);
  return { from, to: Math.min(text.length, from + random.below(most)) };
}

/** Ways in which a file gets damaged, or is made to do damage. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  delete: (text, random) => {
    const { from, to } = slice(text, random, 200);
    return text.slice(0, from) + text.slice(to);
  },
  duplicate: (text, random) => {
    const { from, to } = slice(text, random, 300);
    return text.slice(0, to) + text.slice(from, to).repeat(random.pick([1, 2, 10, 100])) + text.slice(to);
  },
  exchange: (text, random) => {
    const [a, b] = [slice(text, random, 100), slice(text, random, 100)];
    return text.slice(0, a.from) + text.slice(b.from, b.to) + text.slice(a.to);
  },
  insert: (text, random) => {
    const at = random.below(text.length + 1);
    return text.slice(0, at) + random.pick(PIECES).repeat(random.pick([1, 1, 1, 5, 200])) + text.slice(at);
  },
  nest: (text, random) => {
    const at = random.below(text.length + 1);
    const [open, close] = random.pick([
      ['(', ')'],
      ['[', ']'],
      ['{', '}'],
      ['f(', ')'],
      ['`${', '}`'],
      ['<a>', '</a>'],
      ['(() => ', ')'],
      ['if (x) {', '}'],
      ['!', ''],
      ['not ', ''],
    ] as const);
    const depth = random.pick([2, 50, 400, 3_000]);
    return text.slice(0, at) + open.repeat(depth) + 'x' + close.repeat(depth) + text.slice(at);
  },
  lines: (text, random) => {
    const lines = text.split('\n');
    return random
      .pick([
        random.shuffled(lines),
        [...lines].reverse(),
        lines.map((line) => random.pick(['', ' ', '\t', '    ']) + line),
        lines.map((line) => line.trim()),
      ])
      .join(random.pick(['\n', '\r\n', '\r']));
  },
  cut: (text, random) => text.slice(0, random.below(text.length + 1)),
  recode: (text, random) => {
    const bytes = Buffer.from(text, random.pick(['utf8', 'utf16le'] as const));
    return bytes.toString(random.pick(['latin1', 'utf8', 'utf16le'] as const));
  },
  rename: (text, random) => {
    const words = text.match(/[A-Za-z_]\w+/g) ?? ['x'];
    return text.replaceAll(
      random.pick(words),
      random.pick(['__proto__', 'constructor', 'this', 'x', random.pick(words)]),
    );
  },
};

/** A program after one to four mutations, perhaps with a file under another name. */
export function mutated(files: Readonly<Record<string, string>>, random: Random): Map<string, string> {
  const result = new Map(Object.entries(files));
  const rounds = 1 + random.below(4);
  for (let round = 0; round < rounds; round += 1) {
    const path = random.pick([...result.keys()]);
    const mutate = MUTATIONS[random.pick(Object.keys(MUTATIONS))];
    result.set(path, mutate?.(result.get(path) ?? '', random) ?? '');
  }
  if (random.chance(0.1)) {
    const path = random.pick([...result.keys()]);
    result.set(
      random.pick([
        'a.js',
        'b.ts',
        'c.tsx',
        'd.py',
        'e.vue',
        'f.svelte',
        'g.mjs',
        'package.json',
        'yarn.lock',
        'h.ejs',
        '__proto__/constructor.js',
        'weird name\u202E.js',
      ]),
      result.get(path) ?? '',
    );
  }
  return result;
}
