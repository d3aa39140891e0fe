import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';

const METHOD = /^([A-Za-z]+|\*)\s+(\S.*)$/;
const ANY_METHOD: ReadonlySet<string> = new Set(['ANY', 'ALL', '*']);

/** A route as its parts, with what stands for any text as `*`. */
const partsOf = (route: string): string[] =>
  route
    .replace(/[?#].*$/, '')
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (/^[:<{*]|^\[/.test(part) ? '*' : part.toLowerCase()));

/** Fewer parts say too little where what stands in front of them is left out. */
const PARTS_OF_END = 2;

/** Whether an address is the end of one of a route: a prefix of the whole application is often not in mind. */
function endsLike(route: string, asked: string): boolean {
  const wanted = partsOf(asked).length;
  return wanted >= PARTS_OF_END && fits(`/${partsOf(route).slice(-wanted).join('/')}`, asked);
}

/** Whether an address is one of a route: word for word, or with values for its parameters. */
function fits(route: string, asked: string): boolean {
  const wanted = partsOf(asked);
  const parts = partsOf(route);
  return parts.length === wanted.length && parts.every((part, at) => part === '*' || part === wanted[at]);
}

function methodFits({ method }: EntryPointFact, asked: string): boolean {
  const own = (method ?? 'ANY').toUpperCase();
  return own === asked || ANY_METHOD.has(own) || ANY_METHOD.has(asked) || own.split(/[,|]/).includes(asked);
}

/** The best fit first: the words themselves, else the shape of the address. */
function chosen(found: readonly EntryPointFact[], isExact: (entry: EntryPointFact) => boolean): EntryPointFact[] {
  const exact = found.filter(isExact);
  return exact.length > 0 ? exact : [...found];
}

/** The entry points that a text names: `POST /login`, `/login`, the name of an event or job, or of a handler. */
export function entriesNamed({ entryPoints }: CodeFacts, asked: string): EntryPointFact[] {
  const text = asked.trim();
  const same = (value: string | undefined): boolean => value?.toLowerCase() === text.toLowerCase();
  const named = entryPoints.filter((entry) => same(entryName(entry)));
  if (named.length > 0) return named;
  const [, method, route] = METHOD.exec(text) ?? [];
  if (method !== undefined && route !== undefined) {
    const found = entryPoints.filter(
      (entry) => methodFits(entry, method.toUpperCase()) && entry.route !== undefined && fits(entry.route, route),
    );
    if (found.length > 0) return chosen(found, (entry) => entry.route === route);
    const ends = entryPoints.filter(
      (entry) => methodFits(entry, method.toUpperCase()) && entry.route !== undefined && endsLike(entry.route, route),
    );
    if (ends.length > 0) return ends;
  }
  const byRoute = entryPoints.filter((entry) => same(entry.route));
  if (byRoute.length > 0) return byRoute;
  const shaped = text.startsWith('/')
    ? entryPoints.filter(({ route }) => route !== undefined && fits(route, text))
    : [];
  return shaped.length > 0 ? shaped : entryPoints.filter(({ handler }) => same(handler?.name));
}
