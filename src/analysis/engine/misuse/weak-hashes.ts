import type { Certainty } from '../../../knowledge/certainty';
import {
  argument,
  calledName,
  calls,
  constantOf,
  isSecret,
  misuse,
  stringsOf,
  wordsOf,
  type CallExpr,
  type Misuse,
  type Rule,
  type Site,
} from './site';
import { mentions, passwordIn } from './password-in';
import { FIXED_PROTOCOL, LEAKED_PASSWORDS } from '../../../knowledge/makings';
import { dotted, walkDeep } from '../link/walk';
import {
  CACHES,
  FAST_HASHES,
  HASH_CALLS,
  HASH_DIRECT,
  HASH_UPDATES,
  KEYED_HASH,
} from '../../../knowledge/misuse/cryptography';

const BROKEN_HASH = /^(?:md2|md4|md5|sha1|sha-1|sha0|rmd160|ripemd160|rsa-md5|rsa-sha1)$/i;

/** A short name for something, not a proof of it. */
const LABEL = /etag|cache|dedup|gravatar|avatar|bucket|colou?r|shard/;
const NOT_SECURITY = /checksum|digest of|fingerprint|file hash|content hash/;
const PROOF = /sign|verif|auth|integrity|hmac|\bmac\b|licen[sc]e|trust|seal/;

export const weakHash: Rule = (site) => {
  if (site.expr.kind !== 'call') return undefined;
  const path = calls(site, HASH_CALLS) ?? calls(site, HASH_DIRECT);
  if (!path) return undefined;
  const algorithm = brokenHash(site, site.expr, path);
  if (!algorithm || constantOf(site, argument(site.expr, -1, 'usedforsecurity')) === false || path === KEYED_HASH)
    return undefined;
  const confidence = confidenceOfHash(site);
  return (
    confidence &&
    misuse('weak-hash', path, { what: 'broken-hash', of: algorithm.toUpperCase() }, site.expr.span, confidence)
  );
};

/** The name of the hash, when it is a broken one. */
function brokenHash(site: Site, expr: CallExpr, path: string): string | undefined {
  if (HASH_CALLS.test(path)) return stringsOf(site, argument(expr, 0, 'name')).find((name) => BROKEN_HASH.test(name));
  const isMaker = path.endsWith('.new') || path.endsWith('.create');
  return path.split(/[./]/).at(isMaker ? -2 : -1) ?? path;
}

/** By what is hashed; undefined where it only gives something a name. */
function confidenceOfHash(site: Site): Misuse['confidence'] | undefined {
  const about = wordsOf(site.names.join(' '));
  if (site.names.some(isSecret) || mentions(site.expr, isSecret)) return 'high';
  if (LABEL.test(about) || mentions(site.expr, isMailAddress) || isCacheKey(site)) return undefined;
  return NOT_SECURITY.test(about) ? 'low' : purpose(about);
}

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
export const speaksProtocol = ({ owner, file, names }: Site): boolean =>
  FIXED_PROTOCOL.test(wordsOf([owner.fn.name, ...names, file].join(' ')));

/** A fast hash over a password, whichever: millions of guesses per second. */
export const passwordHash: Rule = (site) => {
  const { expr } = site;
  if (expr.kind !== 'call') return undefined;
  const name = calledName(expr);
  const path = calls(site, HASH_UPDATES) ?? calls(site, FAST_HASHES);
  const data = argument(expr, 0);
  if (!path || !data || LEAKED_PASSWORDS.test(wordsOf(site.owner.fn.name))) return undefined;
  const sureness = passwordIn(data, site);
  if (sureness === undefined) return undefined;
  return misuse('weak-password-storage', name, 'fast-password-hash', expr.span, sureness);
};
