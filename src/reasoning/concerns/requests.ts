import type { EntryPointFact } from '../../artifacts/facts';
import { FIRST_RUN, SAFE_METHODS } from '../../knowledge/frameworks/route-meaning';
import { isCredentialName } from '../../knowledge/sensitive-names';
import { authenticationOf, guardsOf, identityGuards } from '../mapping/entry-points';
import { isOpen, usesStore } from './access';
import { entrySources, grouped, registrationOf, type Candidate, type Ground } from './candidate';
import { say } from '../../messages/say';

const base = (
  ground: Ground,
  entries: readonly EntryPointFact[],
): Pick<Candidate, 'locations' | 'entries' | 'sources' | 'partlyCovered' | 'namingOnly'> => ({
  locations: entries.map(registrationOf),
  entries: [...entries],
  sources: entrySources(ground, entries),
  partlyCovered: false,
  namingOnly: false,
});

/** Credentials are checked or handed out here, so guessing pays. */
function takesCredentials(ground: Ground, entry: EntryPointFact): boolean {
  const takesInput = entry.mutates || entry.params.some((param) => /pass|pwd|otp|code|token|pin/i.test(param.name));
  if (!takesInput || (entry.method ?? '').toUpperCase() === 'GET') return false;
  const handler = ground.index.handler(entry)?.id;
  return (
    isCredentialName(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`) ||
    (handler !== undefined &&
      ground.facts.operations.some(
        (item) => item.functionId === handler && /login|password|reset/.test(item.operation),
      ))
  );
}

/** The address holds a long secret: it is not found by trying. */
const holdsSecret = (entry: EntryPointFact): boolean =>
  entry.params.some(
    (param) => param.source === 'path' && /token|signature|activation_?key|confirmation_?key/i.test(param.name),
  );

const BY_SECRET = /by_?token|token_?login|refresh|callback|log_?out|sign_?out|oauth|saml|sso/i;

/**
 * Something short that people choose or type: passwords and codes. Tokens are long, and first-run set-up has nothing to
 * guess.
 */
function takesGuessable(entry: EntryPointFact): boolean {
  const named = `${entry.route ?? ''} ${entry.handler?.name ?? ''}`;
  return !holdsSecret(entry) && !BY_SECRET.test(named) && !FIRST_RUN.test(entry.route ?? '');
}

/** C-RATE: guessing and expensive work without a limit. */
export function rateConcerns(ground: Ground): Candidate[] {
  const suspects = ground.network.filter(
    (entry) =>
      guardsOf(entry, 'rate-limiting').length === 0 &&
      (isOpen(entry) || authenticationOf(entry) === 'basic') &&
      takesCredentials(ground, entry) &&
      takesGuessable(entry),
  );
  return [...grouped(suspects, (entry) => ground.appOf(entry.at.file))].map(([app, entries]) => ({
    rule: 'C-RATE' as const,
    aspect: 'rate' as const,
    title: say('concerns/requests.unlimitedTitle', entries),
    description: say('concerns/requests.unlimited', entries),
    rationale: say('concerns/requests.unlimitedReason', entries),
    root: `rate ${app}`,
    reach: 'place' as const,
    confidence: 'high' as const,
    verified: true,
    ...base(ground, entries),
  }));
}

/** Browsers attach the credentials by themselves: a session cookie, or a password they remember for the site. */
function byCookie(entry: EntryPointFact): boolean {
  const mechanism = authenticationOf(entry);
  // Frameworks for pages keep the user in a cookie unless something says otherwise; frameworks for interfaces do not.
  return (
    mechanism === 'session' ||
    (mechanism === 'basic' && entry.browserFacing) ||
    (mechanism === 'custom' && /flask|django|express|koa/i.test(entry.framework) && entry.browserFacing)
  );
}

/** A form that searches is sent like one that stores; what it runs only looks things up. */
function onlyReads(ground: Ground, entry: EntryPointFact): boolean {
  const uses = ground.index.usesOf(entry);
  return uses.length > 0 && uses.every(({ access }) => access.operation === 'read');
}

/** What is only fetched changes something where that was seen: a name like `record` may write a line of a log. */
function fetchesOnly(ground: Ground, entry: EntryPointFact): boolean {
  if (!SAFE_METHODS.has(entry.method ?? '')) return false;
  return !ground.index.accessOf(entry).some(({ operation }) => operation === 'update' || operation === 'delete');
}

/**
 * No form sends these, and of a script of another site a browser asks the server before it does.
 * Source: WHATWG Fetch, "CORS-preflight fetch", "CORS-safelisted method".
 */
const ASKED_FIRST: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/** C-CORS: requests of other sites are accepted. */
export function crossSiteConcerns(ground: Ground): Candidate[] {
  return [...grouped(ground.network, (entry) => ground.appOf(entry.at.file))].flatMap(([app, entries]) => {
    const cookies = entries.some((entry) => entry.browserFacing && identityGuards(entry).length > 0 && byCookie(entry));
    if (!cookies) return [];
    const changing = entries.filter(
      (entry) =>
        entry.kind !== 'webhook' &&
        entry.mutates &&
        !ASKED_FIRST.has(entry.method ?? '') &&
        !entry.publicByDesign &&
        !isOpen(entry) &&
        byCookie(entry) &&
        !holdsSecret(entry) &&
        !onlyReads(ground, entry) &&
        !fetchesOnly(ground, entry),
    );
    const suspects = changing.filter(
      (entry) => !entry.guards.some((guard) => /csrf|xsrf|origin|samesite/i.test(`${guard.establishes} ${guard.name}`)),
    );
    if (suspects.length === 0) return [];
    return [
      {
        rule: 'C-CORS' as const,
        aspect: 'csrf' as const,
        title: say('concerns/requests.crossSiteTitle', suspects, app),
        description: say('concerns/requests.crossSite', suspects),
        rationale: say('concerns/requests.crossSiteReason', suspects, changing),
        root: `csrf ${app}`,
        reach: 'user' as const,
        confidence: 'high' as const,
        verified: suspects.length === changing.length,
        ...base(ground, suspects),
        // Signed-in victims are needed, whoever sends the page.
        exposure: 2 as const,
      },
    ];
  });
}

const HEADER_KINDS: ReadonlySet<string> = new Set(['headers', 'security-headers']);

/** C-CORS: pages without security headers, once per application. */
export function headerConcerns(ground: Ground): Candidate[] {
  return [...grouped(ground.network, (entry) => ground.appOf(entry.at.file))].flatMap(([app, entries]) => {
    const pages = entries.filter((entry) => entry.browserFacing);
    const sets = ground.facts.controls.some(
      (control) =>
        control.category === 'cors-csp' && ground.appOf(control.at.file) === app && HEADER_KINDS.has(control.kind),
    );
    // One page among interfaces is no site.
    if (pages.length < 2 || sets) return [];
    return [
      {
        rule: 'C-CORS' as const,
        aspect: 'headers' as const,
        title: say('concerns/requests.headersTitle', app),
        description: say('concerns/requests.headers', pages),
        rationale: say('concerns/requests.headersReason'),
        root: `headers ${app}`,
        reach: 'user' as const,
        cap: { at: 'low' as const, why: say('concerns/requests.secondLine') },
        confidence: 'medium' as const,
        verified: false,
        ...base(ground, pages.slice(0, 1)),
      },
    ];
  });
}

/** The framework turns the request into a declared type before the handler runs, and refuses what does not fit. */
const declared = (entry: EntryPointFact): boolean => /fastapi|starlite|litestar|ninja/i.test(entry.framework);

/** C-INPUT: requests that write to a store with nothing in front that checks their shape. */
export function validationConcerns(ground: Ground): Candidate[] {
  const flawed = new Set(
    ground.facts.weaknesses
      .filter((weakness) => weakness.source !== undefined && weakness.weakness !== 'log-injection')
      .flatMap((weakness) => weakness.entryPoints),
  );
  const suspects = ground.network.filter(
    (entry) =>
      entry.mutates &&
      (entry.method ?? '').toUpperCase() !== 'GET' &&
      !declared(entry) &&
      !flawed.has(entry.id) &&
      entry.params.some((param) => param.source === 'body' || param.source === 'query') &&
      guardsOf(entry, 'input-validation').length === 0 &&
      usesStore(ground, entry) &&
      !takesCredentials(ground, entry),
  );
  return [...grouped(suspects, (entry) => ground.appOf(entry.at.file))].map(([app, entries]) => ({
    rule: 'C-INPUT' as const,
    aspect: 'validation' as const,
    title: say('concerns/requests.unvalidatedTitle', entries),
    description: say('concerns/requests.unvalidated', entries),
    rationale: say('concerns/requests.unvalidatedReason', entries),
    root: `validation ${app}`,
    reach: 'place' as const,
    cap: { at: 'medium' as const, why: say('concerns/requests.noHarmfulUse') },
    confidence: 'medium' as const,
    verified: false,
    ...base(ground, entries),
    // That a value is unchecked is no flaw before it does harm somewhere.
    namingOnly: true,
  }));
}

/** C-UPLOAD: files arrive from outside. */
export function uploadConcerns(ground: Ground): Candidate[] {
  const uploads = ground.network.filter(
    (entry) => entry.kind === 'fileUpload' || entry.params.some((param) => param.source === 'file'),
  );
  return [...grouped(uploads, (entry) => entry.at.file)].map(([file, entries]) => ({
    rule: 'C-UPLOAD' as const,
    aspect: 'upload' as const,
    title: say('concerns/requests.uploadTitle', entries, file),
    description: say('concerns/requests.upload', entries),
    rationale: say('concerns/requests.uploadReason'),
    root: `upload ${file}`,
    reach: 'place' as const,
    cap: { at: 'high' as const, why: say('concerns/requests.usualUploadEffect') },
    confidence: 'medium' as const,
    verified: false,
    ...base(ground, entries),
    partlyCovered: entries.every((entry) => identityGuards(entry).length > 0),
  }));
}
