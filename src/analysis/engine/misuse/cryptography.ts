import { lastName } from '../last-name';
import {
  argument,
  calls,
  constantOf,
  isPassword,
  literalOf,
  misuse,
  property,
  stringsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Site,
} from './site';
import type { Expr } from '../../read/ir';
import {
  CIPHER_CALLS,
  CIPHER_DIRECT,
  CIPHER_OF_MODE,
  CIPHER_WITHOUT_SALT,
  KEY_PAIRS,
  OLD_PROTOCOLS,
  PROTOCOL_CALLS,
  SLOW_HASHES,
} from '../../../knowledge/misuse/cryptography';
import { speaksProtocol, weakHash, passwordHash } from './weak-hashes';

const WEAK_CIPHER =
  /(?:^|[-_ ])(?:des|des3|3des|tripledes|des-ede|des-ede3|rc2|rc4|arc4|arcfour|blowfish|bf|idea|cast5?|seed|rc5)(?:$|[-_ ])|ecb/i;

const weakCipher: Rule = (site) => {
  const found = site.expr.kind === 'call' ? cipherIn(site, site.expr) : undefined;
  return found && speaksProtocol(site) ? undefined : found;
};

function cipherIn(site: Site, expr: CallExpr): Misuse | undefined {
  const path = calls(site, CIPHER_CALLS);
  if (path) {
    const algorithm = stringsOf(site, argument(expr, 0)).find((name) => WEAK_CIPHER.test(name));
    if (algorithm) return misuse('weak-cipher', path, { what: 'weak-cipher', of: algorithm }, expr.span);
    return CIPHER_WITHOUT_SALT.test(path)
      ? misuse('weak-cipher', path, 'key-without-salt', expr.span, 'medium')
      : undefined;
  }
  const direct = calls(site, CIPHER_DIRECT);
  if (direct)
    return misuse(
      'weak-cipher',
      direct,
      { what: 'weak-cipher-or-mode', of: direct.split('.').at(-2) ?? direct },
      expr.span,
    );
  const block = calls(site, CIPHER_OF_MODE);
  const mode = argument(expr, 1, 'mode');
  return block && mode?.kind === 'member' && mode.property === 'MODE_ECB'
    ? misuse('weak-cipher', block, 'equal-blocks-shown', expr.span)
    : undefined;
}

const shortKey: Rule = (site) => {
  if (site.expr.kind !== 'call') return undefined;
  const path = calls(site, KEY_PAIRS);
  if (!path) return undefined;
  const options = site.expr.args.map((arg) => literalOf(site, arg.value)).find((one) => one !== undefined);
  const sizes = [
    ...site.expr.args.map((arg) => constantOf(site, arg.value)),
    constantOf(site, property(options, 'modulusLength')),
    constantOf(site, property(options, 'bits')),
    constantOf(site, property(options, 'b')),
  ];
  const size = sizes.find((one) => typeof one === 'number' && one >= 256 && one < 2048);
  return size === undefined
    ? undefined
    : misuse('weak-cipher', path, { what: 'short-key', of: String(size) }, site.expr.span);
};

const oldProtocol: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  if (!calls(site, PROTOCOL_CALLS)) return undefined;
  for (const arg of expr.args) {
    const path = site.program
      .externalPaths(arg.value, site.scope)
      .find((one) => OLD_PROTOCOLS.test(one) && !/SSLv23|PROTOCOL_TLS$/.test(one));
    if (path) return misuse('weak-cipher', path, 'broken-protocol', expr.span);
  }
  return undefined;
};

function lowRounds(site: Site, expr: CallExpr): Misuse | undefined {
  const path = calls(site, SLOW_HASHES);
  if (!path) return undefined;
  const rounds = [0, 1]
    .map((at) => constantOf(site, argument(expr, at, 'rounds')))
    .find((one) => typeof one === 'number');
  return typeof rounds === 'number' && rounds < 10
    ? misuse('weak-password-storage', path, { what: 'low-work-factor', of: String(rounds) }, expr.span)
    : undefined;
}

const workFactor: Rule = (site) => (site.expr.kind === 'call' ? lowRounds(site, site.expr) : undefined);

/** `function comparePassword(stored, given) { return stored === given; }` */
function comparesGiven(site: Site, expr: Extract<Expr, { kind: 'binary' }>): boolean {
  const { fn } = site.owner;
  const given = (side: Expr): boolean => side.kind === 'name' && fn.params.some((param) => param.name === side.name);
  return (
    /^_?(?:compare|check|verify|validate|match)_?(?:the_?)?passwords?$/i.test(fn.name) &&
    fn.params.length === 2 &&
    given(expr.left) &&
    given(expr.right) &&
    !isTypedTwice(expr)
  );
}

/** The same password once more, to see that it was typed as meant. */
const isTypedTwice = ({ left, right }: Extract<Expr, { kind: 'binary' }>): boolean =>
  [left, right].some((side) => /confirm|repeat|retype|again|verif|second|2$/i.test(lastName(side) ?? ''));

/** `user.password === req.body.password`: what is compared like that is stored like that. */
const plainComparison: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'binary' || (expr.op !== '==' && expr.op !== '!=')) return undefined;
  if (comparesGiven(site, expr))
    return misuse('weak-password-storage', 'password comparison', 'plain-password', expr.span, 'medium');
  const stored = [expr.left, expr.right].filter((side) => side.kind === 'member' && isPassword(side.property));
  const given = [expr.left, expr.right].filter(
    (side) => (side.kind === 'member' && isPassword(side.property)) || (side.kind === 'name' && isPassword(side.name)),
  );
  const users = stored.some(
    (side) =>
      side.kind === 'member' &&
      /user|account|member|row|record|result|found|customer|admin|login|doc/i.test(lastName(side.object) ?? ''),
  );
  const both =
    given.length === 2 &&
    stored.length > 0 &&
    users &&
    !given.some((side) => /confirm|repeat|retype|again|old|new|hash/i.test(lastName(side) ?? ''));
  return both
    ? misuse('weak-password-storage', 'password comparison', 'plain-password', expr.span, 'medium')
    : undefined;
};

export const CRYPTOGRAPHY_RULES: readonly Rule[] = [
  weakHash,
  passwordHash,
  weakCipher,
  shortKey,
  oldProtocol,
  workFactor,
  plainComparison,
];

/** Those that say something about other expressions than calls. */
export const CRYPTOGRAPHY_VALUE_RULES: readonly Rule[] = [plainComparison];
