import {
  CHECKS_BY_OPTIONS,
  PUBLIC_KEY,
  READS_ONLY,
  TAKES_EMPTY_KEYS,
  TOKEN_READERS,
  UNVERIFIED_WHEN_TOLD,
} from '../../../knowledge/misuse/tokens';
import { makingsOf } from './makings';
import {
  argument,
  calls,
  constantOf,
  literalOf,
  misuse,
  property,
  stringsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Saw,
  type Site,
} from './site';
import { isVerifiedBefore, runsInBrowser } from './token-reading';
import { readsNothingToTrust } from './token-members';
import type { Expr } from '../../read/ir';
import { lastName } from '../last-name';

/** A token that the program kept itself: nobody outside hands it in. */
function isFromWithin({ program, scope }: Site, expr: CallExpr): boolean {
  const token = argument(expr, 0);
  if (!token) return false;
  const { outside, elsewhere } = makingsOf(program, token, scope);
  return elsewhere && !outside;
}

/** Tokens whose signature nobody checks. */
const unverified: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const path = calls(site, TOKEN_READERS);
  if (!path) return undefined;
  const options = [...expr.args].map((arg) => literalOf(site, arg.value)).filter((one) => one !== undefined);
  const found = (seen: Saw, confidence: Misuse['confidence'] = 'high'): Misuse =>
    misuse('jwt-verification-disabled', path, seen, expr.span, confidence);
  if (isToldNotToCheck(site, expr, path, options)) return found('signature-unchecked');
  const algorithms = [argument(expr, -1, 'algorithms'), ...options.map((one) => property(one, 'algorithms'))];
  const names = algorithms.flatMap(listed).flatMap((one) => stringsOf(site, one));
  if (names.some((name) => name.toLowerCase() === 'none')) return found('unsigned-accepted');
  const key = argument(expr, 1);
  if (TAKES_EMPTY_KEYS.test(path) && key?.kind === 'literal' && !key.value) return found('empty-key');
  return READS_ONLY.test(path) && isTrusted(site, expr) ? found('token-read-unchecked', 'medium') : undefined;
};

function isToldNotToCheck(
  site: Site,
  expr: CallExpr,
  path: string,
  options: readonly NonNullable<ReturnType<typeof literalOf>>[],
): boolean {
  if (options.some((one) => constantOf(site, property(one, 'verify_signature')) === false)) return true;
  if (constantOf(site, argument(expr, -1, 'verify')) === false) return true;
  return UNVERIFIED_WHEN_TOLD.test(path) && constantOf(site, argument(expr, 2)) === true;
}

/** The items of a list, or the one thing that stands for it. */
function listed(expr: Expr | undefined): readonly Expr[] {
  if (expr?.kind === 'array') return expr.items;
  return expr ? [expr] : [];
}

/** What is read is believed, and nobody checked it before. */
const isTrusted = (site: Site, expr: CallExpr): boolean =>
  !isVerifiedBefore(site) && !runsInBrowser(site) && !readsNothingToTrust(site, expr) && !isFromWithin(site, expr);
/** `expressJwt({ secret: publicKey })`: a token that is signed with the public key as a shared secret passes too. */
const anyAlgorithm: Rule = (site) => {
  const { expr } = site;
  const path = expr.kind === 'call' ? calls(site, CHECKS_BY_OPTIONS) : undefined;
  if (path === undefined || expr.kind !== 'call') return undefined;
  const options = literalOf(site, argument(expr, 0));
  const key = property(options, 'secret') ?? property(options, 'key');
  if (!options || !key || property(options, 'algorithms') || options.properties.some(({ kind }) => kind === 'spread'))
    return undefined;
  if (!PUBLIC_KEY.test(lastName(key) ?? '')) return undefined;
  return misuse('jwt-verification-disabled', path, 'any-algorithm', expr.span, 'medium');
};

export const TOKEN_RULES: readonly Rule[] = [unverified, anyAlgorithm];
