import type { Certainty } from '../../../knowledge/certainty';
import { lastName } from '../last-name';
import {
  argument,
  calledName,
  calls,
  constantOf,
  isPassword,
  isSecret,
  literalOf,
  misuse,
  property,
  stringsOf,
  wordsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Site,
} from './site';
import { mentions, passwordIn } from './password-in';
import { FIXED_PROTOCOL } from '../../../knowledge/makings';
import type { Expr } from '../../read/ir';
import { dotted, walkDeep } from '../link/walk';
import {
  CACHES,
  CIPHER_CALLS,
  CIPHER_DIRECT,
  CIPHER_OF_MODE,
  CIPHER_WITHOUT_SALT,
  FAST_HASHES,
  HASH_CALLS,
  HASH_DIRECT,
  HASH_UPDATES,
  KEYED_HASH,
  KEY_PAIRS,
  OLD_PROTOCOLS,
  PROTOCOL_CALLS,
  SLOW_HASHES,
} from '../../../knowledge/misuse/cryptography';

const BROKEN_HASH = /^(?:md2|md4|md5|sha1|sha-1|sha0|rmd160|ripemd160|rsa-md5|rsa-sha1)$/i;
/** A short name for something, not a proof of it. */
const LABEL = /etag|cache|dedup|gravatar|avatar|bucket|colou?r|shard/;
const NOT_SECURITY = /checksum|digest of|fingerprint|file hash|content hash/;
const PROOF = /sign|verif|auth|integrity|hmac|\bmac\b|licen[sc]e|trust|seal/;

const weakHash: Rule = (site) => {
  if (site.expr.kind !== 'call') return undefined;
  const path = calls(site, HASH_CALLS) ?? calls(site, HASH_DIRECT);
  if (!path) return undefined;
  const algorithm = HASH_CALLS.test(path)
    ? stringsOf(site, argument(site.expr, 0, 'name')).find((name) => BROKEN_HASH.test(name))
    : (path.split(/[./]/).at(path.endsWith('.new') || path.endsWith('.create') ? -2 : -1) ?? path);
  if (!algorithm || constantOf(site, argument(site.expr, -1, 'usedforsecurity')) === false || path === KEYED_HASH)
    return undefined;
  const about = wordsOf(site.names.join(' '));
  const secret = site.names.some(isSecret) || mentions(site.expr, isSecret);
  if (!secret && (LABEL.test(about) || mentions(site.expr, isMailAddress) || isCacheKey(site))) return undefined;
  const confidence = secret ? 'high' : NOT_SECURITY.test(about) ? 'low' : purpose(about);
  return misuse(
    'weak-hash',
    path,
    `${algorithm.toUpperCase()} is broken: collisions can be made at will.`,
    site.expr.span,
    confidence,
  );
};

/**
 * What has to hold against somebody who wants it broken is told by a name; where none tells, the hash may do for its
 * purpose.
 */
const purpose = (about: string): Certainty => (PROOF.test(about) ? 'medium' : 'slight');

/** Services for pictures of people ask for the hash of a mail address. */
const isMailAddress = (name: string): boolean => /(?:^| )e ?mail(?:$| )/.test(wordsOf(name));

/** What the value goes into is handed to a cache. */
function isCacheKey({ names: [name], owner }: Site): boolean {
  let found = false;
  if (name === undefined) return false;
  walkDeep(owner.fn.body, (expr) => {
    const callee = expr.kind === 'call' && expr.callee.kind === 'member' ? (dotted(expr.callee.object) ?? '') : '';
    if (
      expr.kind === 'call' &&
      CACHES.test(callee) &&
      expr.args.some((arg) => arg.value.kind === 'name' && arg.value.name === name)
    )
      found = true;
  });
  return found;
}

/** What another side's protocol asks for cannot be chosen here: the code says so in the names around it. */
const speaksProtocol = ({ owner, file, names }: Site): boolean =>
  FIXED_PROTOCOL.test(wordsOf([owner.fn.name, ...names, file].join(' ')));

/** A fast hash over a password, whichever: millions of guesses per second. */
const passwordHash: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const name = calledName(expr);
  const path = calls(site, HASH_UPDATES) ?? calls(site, FAST_HASHES);
  const data = argument(expr, 0);
  if (!path || !data) return undefined;
  const sureness = passwordIn(data, site);
  if (sureness === undefined) return undefined;
  return misuse(
    'weak-password-storage',
    name,
    'A fast hash protects a password: it can be guessed at great speed.',
    expr.span,
    sureness,
  );
};

const WEAK_CIPHER =
  /(?:^|[-_ ])(?:des|des3|3des|tripledes|des-ede|des-ede3|rc2|rc4|arc4|arcfour|blowfish|bf|idea|cast5?|seed|rc5)(?:$|[-_ ])|ecb/i;

const weakCipher: Rule = (site) => {
  if (site.expr.kind !== 'call' || speaksProtocol(site)) return undefined;
  const path = calls(site, CIPHER_CALLS);
  if (path) {
    const algorithm = stringsOf(site, argument(site.expr, 0)).find((name) => WEAK_CIPHER.test(name));
    if (algorithm) return misuse('weak-cipher', path, `The cipher ${algorithm} is weak.`, site.expr.span);
    return CIPHER_WITHOUT_SALT.test(path)
      ? misuse(
          'weak-cipher',
          path,
          'The key is derived from a password without salt, and the start value is fixed by it.',
          site.expr.span,
          'medium',
        )
      : undefined;
  }
  const direct = calls(site, CIPHER_DIRECT);
  if (direct)
    return misuse(
      'weak-cipher',
      direct,
      `${direct.split('.').at(-2) ?? direct} is a weak cipher or mode.`,
      site.expr.span,
    );
  const block = calls(site, CIPHER_OF_MODE);
  const mode = argument(site.expr, 1, 'mode');
  return block && mode?.kind === 'member' && mode.property === 'MODE_ECB'
    ? misuse('weak-cipher', block, 'ECB shows which blocks are equal.', site.expr.span)
    : undefined;
};

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
    : misuse('weak-cipher', path, `A key of ${String(size)} bits can be broken.`, site.expr.span);
};

const oldProtocol: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  if (!calls(site, PROTOCOL_CALLS)) return undefined;
  for (const arg of expr.args) {
    const path = site.program
      .externalPaths(arg.value, site.scope)
      .find((one) => OLD_PROTOCOLS.test(one) && !/SSLv23|PROTOCOL_TLS$/.test(one));
    if (path) return misuse('weak-cipher', path, 'This protocol version is broken.', expr.span);
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
    ? misuse('weak-password-storage', path, `A work factor of ${rounds} is too low to slow down guessing.`, expr.span)
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
    given(expr.right)
  );
}

/** `user.password === req.body.password`: what is compared like that is stored like that. */
const plainComparison: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'binary' || (expr.op !== '==' && expr.op !== '!=')) return undefined;
  if (comparesGiven(site, expr))
    return misuse(
      'weak-password-storage',
      'password comparison',
      'A password is compared as plain text: it is stored as plain text.',
      expr.span,
      'medium',
    );
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
    ? misuse(
        'weak-password-storage',
        'password comparison',
        'A password is compared as plain text: it is stored as plain text.',
        expr.span,
        'medium',
      )
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
