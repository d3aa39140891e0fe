import { PROOF_OF_CONFIDENCE, PROOFS, type Confidence, type Proof } from '../../artifacts/enums';
import type { EntryPointFact, WeaknessFact } from '../../artifacts/facts';
import { isForAdministrators, isPrivileged } from '../mapping/entry-points';
import type { Shown } from '../witness/proved';

/** Claims that something is not there: nothing in the code shows what may stand in front of the application. */
export const ABSENCES: ReadonlySet<string> = new Set([
  'missing-authentication',
  'missing-authorization',
  'insecure-direct-object-reference',
  'missing-rate-limiting',
  'missing-csrf-protection',
  'unrestricted-upload',
  'missing-encryption-at-rest',
  'missing-security-headers',
  'missing-audit-log',
  'missing-input-validation',
  'missing-dependency-scanning',
]);

/** Whether a browser sends the cookie along to another site is for the cookie, and for the browser, to say. */
const NEEDS_COOKIE: ReadonlySet<string> = new Set(['cors-misconfiguration']);

/** What an investigation established: an absence is likely at most, whoever is sure of it. */
export function proofOf(weakness: string, confidence: Confidence): Proof {
  const proof = PROOF_OF_CONFIDENCE[confidence];
  return proof === 'proved' && (ABSENCES.has(weakness) || NEEDS_COOKIE.has(weakness)) ? 'likely' : proof;
}

/** Input of operators: nobody outside was seen sending it. */
export const NOT_FROM_OUTSIDE: ReadonlySet<string> = new Set(['cli', 'env']);

/** It comes out of a queue only: what lies there was put there by the application, or by what it trusts as itself. */
export const isFromQueue = ({ source }: WeaknessFact, entries: readonly EntryPointFact[]): boolean =>
  source !== undefined && entries.length > 0 && entries.every(({ kind }) => kind === 'messageQueue');

/**
 * No request was seen to bring it: an operator gives it, it is an archive that comes from who knows where, or it is
 * read from a queue only.
 */
const isNotBrought = (weakness: WeaknessFact, entries: readonly EntryPointFact[]): boolean =>
  NOT_FROM_OUTSIDE.has(weakness.source?.kind ?? '') ||
  (weakness.source?.kind === 'archive-entry' && entries.length === 0) ||
  isFromQueue(weakness, entries);

/** Whether it can be used rests on what no code shows: how exactly answers can be timed. */
export const UNMEASURED: ReadonlySet<string> = new Set(['timing-unsafe-comparison']);

/**
 * What it is about went through the condition of something that could not be read. Of such claims about real
 * applications hardly one was true: the condition is what decides, and nothing is established without it.
 */
export const restsOnUnread = ({ partialGuards }: WeaknessFact): boolean =>
  partialGuards.some(({ unread }) => unread === true);

/** What the address names may be looked at by a check before the handler that was not understood. */
const mayBeAskedBefore = ({ source }: WeaknessFact, entries: readonly EntryPointFact[]): boolean =>
  /^path/.test(source?.kind ?? '') &&
  entries.length > 0 &&
  entries.every(({ unexplained }) => unexplained.some(({ readsAddress }) => readsAddress));

const weaker = (a: Proof, b: Proof): Proof => (PROOFS.indexOf(a) > PROOFS.indexOf(b) ? a : b);

/** The surest of several places of one flaw. */
export const surest = (proofs: readonly Proof[]): Proof => PROOFS.find((proof) => proofs.includes(proof)) ?? 'lead';

/**
 * What is established about a flaw that was seen in code. A check on the way that was seen and not understood leaves
 * one obstacle, and so does what keeps a request from being built that shows it; in an application that answers
 * requests, input that no request was seen to bring is a signal only.
 */
export function proofOfFlaw(
  weakness: WeaknessFact,
  checkSeen: boolean,
  application: boolean,
  entries: readonly EntryPointFact[] = [],
  shown: Shown = {},
): Proof {
  if (UNMEASURED.has(weakness.weakness) || restsOnUnread(weakness)) return 'lead';
  const own = weakness.proof ?? proofOf(weakness.weakness, weakness.confidence);
  const seen = checkSeen || weakness.partialGuards.length > 0 || mayBeAskedBefore(weakness, entries);
  const met = seen ? weaker(own, 'likely') : own;
  const sent = shown.obstacle ? weaker(met, 'likely') : met;
  return application && isNotBrought(weakness, entries) ? weaker(sent, 'lead') : sent;
}

/**
 * Whether only those who run the product can say where its server sends requests: that may be their task, and whether
 * it is no code shows.
 */
export function isTaskOfOperators({ weakness }: WeaknessFact, entries: readonly EntryPointFact[]): boolean {
  return (
    weakness === 'ssrf' &&
    entries.length > 0 &&
    entries.every(
      (entry) =>
        entry.authorization === 'role' ||
        (entry.authorization === 'permission' && (isPrivileged(entry) || isForAdministrators(entry))),
    )
  );
}
