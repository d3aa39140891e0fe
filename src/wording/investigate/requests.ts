import type { UploadAspect } from '../../artifacts/evidence';
import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, ControlFact, FunctionFact } from '../../artifacts/facts';
import { entryName, entryWithHandler } from '../../artifacts/notation';
import { count, listed } from '../text';

export const limits = (entry: EntryPointFact): string => `Limits ${entryName(entry)}.`;

export const attemptsCounted = 'attempt counting in the handler';

export const refusesAttempts = (entry: EntryPointFact): string =>
  `The handler of ${entryName(entry)} counts or refuses attempts.`;

export const slowsDown = (entry: EntryPointFact): string => `Slows down guessing through ${entryName(entry)}.`;

export const limitsByName = (entry: EntryPointFact, behind: FunctionFact): string =>
  `${entryName(entry)} runs ${behind.name}, which limits attempts by its name.`;

export const slowsDownWhenConfigured = (entry: EntryPointFact): string =>
  `Slows down guessing through ${entryName(entry)} where it is configured.`;

export const limitsOthers = (entry: EntryPointFact, open: readonly EntryPointFact[]): string =>
  `Limits ${entryName(entry)}, not ${listed(open.map(entryName), 3)}.`;

export const guessingGainsLittle = 'guessing gains little here';

/** `limited` is another entry point whose attempts are limited. */
export const unlimited = (open: readonly EntryPointFact[], limited: EntryPointFact | undefined): string =>
  `${listed(open.map(entryWithHandler), 5)} ${open.length === 1 ? 'accepts' : 'accept'} any number of ` +
  `attempts: no limiter is installed, and the handler does not count ` +
  `them.${limited ? ` ${entryName(limited)} is limited by ${listed(limitersOf(limited))}, so the means are there.` : ''}`;

const limitersOf = ({ guards }: EntryPointFact): string[] =>
  guards.filter(({ category }) => category === 'rate-limiting').map(({ name }) => name);

export const unlimitedAttack = (entry: EntryPointFact): string =>
  `${entryName(entry)} repeated with a list of leaked passwords, thousands of times per minute.`;

export const sameSiteCookie = 'SameSite session cookie';

export const sentWithSameSite = (site: { value: string; at: CodeSpan }): string =>
  `The session cookie is sent with SameSite=${site.value}.`;

export const sameSiteCovers =
  'Current browsers do not attach it to POST requests of other sites; GET requests that change state and ' +
  'old browsers remain.';

export const protectsRoutes = (guarded: readonly EntryPointFact[]): string =>
  `Protects ${listed(guarded.map(entryName), 3)}.`;

export const formToken = 'anti-forgery token in the form';

export const acceptsOnlyWithToken = (entry: EntryPointFact): string =>
  `${entryName(entry)} accepts the form only with its token.`;

export const notInFrontOf = (open: readonly EntryPointFact[]): string =>
  `Does not guard ${listed(open.map(entryName), 3)}.`;

export const notSentAlong = 'the cookie is not sent along with most requests of other sites';
export const noForgeryGuard = 'no anti-forgery guard';

export const crossSite = ({
  open,
  elsewhere,
  site,
}: {
  open: readonly EntryPointFact[];
  elsewhere: ControlFact | undefined;
  /** What the session cookie says of other sites, when that stops most of it. */
  site: string | undefined;
}): string =>
  `${count(open.length, 'route')} ${open.length === 1 ? 'changes' : 'change'} state on the session cookie ` +
  `alone, without token or origin check: ` +
  `${listed(open.map(entryWithHandler), 8)}.${elsewhere ? ` ${elsewhere.name} is installed at ${elsewhere.at.file}:${elsewhere.at.line}, but not in front of these routes.` : ''}${site === undefined ? ' The session cookie sets no SameSite attribute.' : ` The cookie is SameSite=${site}, which stops most of it.`}`;

export const crossSiteAttack = (entry: EntryPointFact): string =>
  `A page of the attacker submits a hidden form to ${entryName(entry)} while the victim is signed in.`;

export const someHeaders = 'Sets at least some of the headers; which pages it covers was not established.';
export const setUpWithoutHeaders = 'the application is set up without security headers';

export const noHeaders = (read: number, pages: readonly EntryPointFact[]): string =>
  `None of ${count(read, 'file')} read sets Content-Security-Policy, X-Frame-Options or ` +
  `Strict-Transport-Security, though ${count(pages.length, 'route')} ` +
  `${pages.length === 1 ? 'answers' : 'answer'} browsers (${listed(pages.map(entryName), 4)}). A proxy in ` +
  `front may add them; nothing in the repository says so.`;

export const framed = (first: EntryPointFact): string =>
  `A page of the attacker frames ${entryName(first)}, or an injected script runs unhindered.`;

export const checksInput = (entry: EntryPointFact): string => `Checks the input of ${entryName(entry)}.`;

export const checksInHandler = 'checks in the handler';

export const checksParameters = (
  entry: EntryPointFact,
  params: readonly string[],
  unchecked: readonly string[],
): string =>
  `The handler of ${entryName(entry)} checks or converts ${listed(
    params.filter((name) => !unchecked.includes(name)),
    4,
  )}.`;

export const notCovered = (unchecked: readonly string[]): string =>
  `${listed(unchecked, 4)} ${unchecked.length === 1 ? 'is' : 'are'} not covered.`;

export const coversSeen = (entry: EntryPointFact): string =>
  `Covers the parameters of ${entryName(entry)} that were seen.`;

export const noHarmfulUse = 'no harmful use of the values was seen';

export const unvalidated = (
  open: readonly { entry: EntryPointFact; params: readonly string[] }[],
  data: readonly string[],
): string =>
  `${listed(
    open.map((item) => `${entryName(item.entry)} (${listed(item.params, 4)})`),
    6,
  )} ${open.length === 1 ? 'takes' : 'take'} values that no schema, type or length check restricts${data.length > 0 ? `, and can ${listed(data, 4)}` : ''}.`;

export const unvalidatedAttack = (entry: EntryPointFact, param = 'a parameter'): string =>
  `${entryName(entry)} with ${param} as an object, a very long text or a negative number.`;

const ASPECTS: Readonly<Record<UploadAspect, string>> = {
  type: 'the type of the file',
  size: 'its size',
  name: 'the name under which it is stored',
};

export const uploadCheck = (aspect: UploadAspect): string => `upload check: ${ASPECTS[aspect]}`;

export const restricts = (aspect: UploadAspect, entry: EntryPointFact): string =>
  `Restricts ${ASPECTS[aspect]} for ${entryName(entry)}.`;

export const inFrontOf = (entry: EntryPointFact): string => `Guards ${entryName(entry)}.`;

export const otherChecks = 'other checks were seen';

export const upload = (entry: EntryPointFact, missing: readonly UploadAspect[]): string =>
  `${entryWithHandler(entry)} receives files and does not check ${listed(
    missing.map((aspect) => ASPECTS[aspect]),
    3,
  )}: neither its handler nor ${entry.at.file} shows such a check.`;

export const uploadAttack = (entry: EntryPointFact, missing: readonly UploadAspect[]): string =>
  `${entryName(entry)} with a file of another ` +
  `type${missing.includes('size') ? ', of several gigabytes,' : ''} under a chosen name.`;
