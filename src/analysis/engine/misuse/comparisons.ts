import { COMPARES, OPENS_SOMETHING, PROVES_WHOLE } from '../../../knowledge/makings';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';
import { decides } from './decided';
import { type Makings, makingsOf } from './makings';
import { calledName, isPassword, misuse, type Misuse, type Rule, type Saw, type Site, wordsOf } from './site';

interface Compared {
  own: Makings;
  given: Makings;
  /** What the given side is called. */
  name: string;
}

/**
 * The two sides of a comparison, one of which the program makes by a hash and the other comes from outside as it is.
 */
function comparedWithHash(site: Site, left: Expr, right: Expr): Compared | undefined {
  const sides = [left, right].map((side) => makingsOf(site.program, side, site.scope));
  const at = sides.findIndex(({ hash }) => hash !== undefined);
  const own = sides[at];
  const given = sides[1 - at];
  if (!own || !given || given.hash !== undefined || !given.outside || given.secret) return undefined;
  return { own, given, name: nameOf(at === 0 ? right : left) };
}

/** A cheap look before names are followed: constants are no tokens. */
const maybeToken = (side: Expr): boolean => ['name', 'member', 'index', 'call', 'await'].includes(side.kind);

function nameOf(expr: Expr): string {
  if (expr.kind === 'await') return nameOf(expr.value);
  if (expr.kind === 'index') return expr.index.kind === 'literal' ? String(expr.index.value) : '';
  if (expr.kind !== 'call') return lastName(expr) ?? '';
  const [first] = expr.args;
  if (first?.value.kind === 'literal' && typeof first.value.value === 'string') return first.value.value;
  return first ? nameOf(first.value) : '';
}

/** `req.query.token === md5(req.query.login)`: whoever knows the name can make the token. */
const guessableToken: Rule = (site) => {
  const sides = sidesOf(site.expr);
  if (!sides?.every(maybeToken) || !sides.some((side) => opensSomething(nameOf(side)))) return undefined;
  const compared = comparedWithHash(site, ...sides);
  if (compared?.own.hash !== 'plain' || !isKnownToOthers(compared.own) || !opensSomething(compared.name))
    return undefined;
  // What decides is looked for in the whole program.
  if (!decides(site)) return undefined;
  return about(site, 'guessable-token', { what: 'hash-of-known', of: compared.name }, compared.name);
};

function opensSomething(name: string): boolean {
  const words = wordsOf(name);
  return OPENS_SOMETHING.test(words) && !PROVES_WHOLE.test(words);
}

/** Nothing in it is secret, and nothing comes from where it could not be followed. */
const isKnownToOthers = ({ outside, secret, elsewhere, names }: Makings): boolean =>
  outside && !secret && !elsewhere && ![...names].some(isPassword);

/** `mac(body) === req.get('x-signature')`: how long it takes tells how much was right. */
const timedComparison: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'binary' || (expr.op !== '==' && expr.op !== '!=')) return undefined;
  if (![expr.left, expr.right].every(maybeToken)) return undefined;
  const compared = comparedWithHash(site, expr.left, expr.right);
  return compared?.own.hash === 'keyed'
    ? about(site, 'timing-unsafe-comparison', 'compared-by-character', compared.name)
    : undefined;
};

const about = (site: Site, weakness: string, seen: Saw, name: string): Misuse => ({
  ...misuse(weakness, 'comparison', seen, site.expr.span),
  ...(name !== '' && { subject: name }),
});

function sidesOf(expr: Expr): [Expr, Expr] | undefined {
  if (expr.kind === 'binary') return expr.op === '==' || expr.op === '!=' ? [expr.left, expr.right] : undefined;
  if (expr.kind !== 'call' || !COMPARES.test(calledName(expr))) return undefined;
  const [left, right] = expr.args;
  return left && right ? [left.value, right.value] : undefined;
}

export const COMPARISON_RULES: readonly Rule[] = [guessableToken, timedComparison];
