import type { Atom, Formula, Term, Truth } from './kinds';

export const ALWAYS: Formula = [new Map()];
export const NEVER: Formula = [];

/** Conditions about whose an object is. */
export const PERSONAL: ReadonlySet<Atom['kind']> = new Set<Atom['kind']>(['owner', 'member', 'policy']);

/** More ways to one place than this are taken together. */
const MOST_TERMS = 8;

const keyOf = ({ kind, value, about, keys }: Atom): string => [kind, value, about?.id ?? '', ...(keys ?? [])].join(' ');

export const holds = (atom: Atom): Formula => [new Map([[keyOf(atom), atom]])];

export function and(a: Formula, b: Formula): Formula {
  if (a === ALWAYS || b.length === 0) return b;
  if (b === ALWAYS || a.length === 0) return a;
  const terms: Term[] = [];
  for (const left of a) for (const right of b) terms.push(right.size === 0 ? left : new Map([...left, ...right]));
  return simplified(terms);
}

export function or(a: Formula, b: Formula): Formula {
  if (a === b || b.length === 0) return a;
  if (a.length === 0) return b;
  return simplified([...a, ...b]);
}

const isWithin = (small: Term, large: Term): boolean => {
  for (const key of small.keys()) if (!large.has(key)) return false;
  return true;
};

/** Without terms that ask for more than another one. */
function simplified(terms: readonly Term[]): Formula {
  const kept: Term[] = [];
  for (const term of [...terms].sort((x, y) => x.size - y.size)) {
    if (term.size === 0) return ALWAYS;
    if (!kept.some((one) => isWithin(one, term))) kept.push(term);
  }
  return kept.length > MOST_TERMS ? [common(kept)] : kept;
}

/** What all of them have. */
function common([first, ...rest]: readonly Term[]): Term {
  return new Map([...(first ?? [])].filter(([key]) => rest.every((term) => term.has(key))));
}

export const UNTOLD: Truth = { t: ALWAYS, f: ALWAYS };
export const negated = ({ t, f }: Truth): Truth => ({ t: f, f: t });
export const both = (a: Truth, b: Truth): Truth => ({ t: and(a.t, b.t), f: or(a.f, and(a.t, b.f)) });
export const either = (a: Truth, b: Truth): Truth => ({ t: or(a.t, and(a.f, b.t)), f: and(a.f, b.f) });
export const tells = ({ t, f }: Truth): boolean => t !== ALWAYS || f !== ALWAYS;
