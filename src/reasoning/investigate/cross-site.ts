import type { CodeSpan } from '../../artifacts/code-span';
import type { ControlFact, EntryPointFact, GuardFact } from '../../artifacts/facts';
import { SAFE_METHODS } from '../../knowledge/frameworks/route-meaning';
import type { GapInput } from './gap-input';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { say } from '../../messages/say';
import { quoteRegistrations, registrations } from './registrations';

/** Does a setting keep browsers from attaching the session cookie to requests of other sites? */
function sameSite(inquiry: Inquiry, entries: readonly EntryPointFact[]): { value: string; at: CodeSpan } | undefined {
  const { facts, index } = inquiry;
  const languages = new Set(entries.map((entry) => index.languageOf(entry.at.file)));
  const files = new Set([
    ...facts.controls
      .filter((control) => control.category === 'cors-csp' || control.category === 'authentication')
      .map((control) => control.at.file),
    ...facts.entryPoints.map((entry) => entry.at.file),
    ...facts.frameworks.map((framework) => framework.at.file),
  ]);
  // A setting of another application in the same repository says nothing about this one.
  const set = facts.evidence.find(
    (one) => one.kind === 'sets-cookie' && files.has(one.at.file) && languages.has(index.languageOf(one.at.file)),
  );
  return set?.kind === 'sets-cookie' ? { value: set.sameSite, at: set.at } : undefined;
}

const CSRF_KINDS: ReadonlySet<string> = new Set(['csrf', 'csrf-protection']);

const STRICT: ReadonlySet<string> = new Set(['lax', 'strict', 'true']);

type SameSite = NonNullable<ReturnType<typeof sameSite>>;

/** What may be fetched from elsewhere with the cookie changes nothing here. */
const isKeptAway = ({ value }: SameSite, open: readonly EntryPointFact[]): boolean =>
  value === 'strict' || open.every(({ method }) => method !== undefined && !SAFE_METHODS.has(method));

/** The setting of the session cookie, when it keeps most requests of other sites away. */
async function strictCookie(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<SameSite | undefined> {
  const site = sameSite(inquiry, entries);
  if (!site || !STRICT.has(site.value)) return undefined;
  await inquiry.control({
    category: 'cors-csp',
    name: say('investigate/requests.sameSiteCookie'),
    implementation: say('investigate/requests.sentWithSameSite', site),
    strength: 'partial',
    at: site.at,
    effectiveness: say('investigate/requests.sameSiteCovers'),
  });
  return site;
}

const isForgeryGuard = ({ establishes, name }: GuardFact): boolean => /csrf|xsrf/i.test(`${establishes} ${name}`);

/** The first guard of other routes that does what these lack, or have. */
async function recordGuarded(inquiry: Inquiry): Promise<void> {
  const guarded = inquiry.facts.entryPoints.filter((entry) => entry.guards.some(isForgeryGuard));
  for (const guard of guarded[0]?.guards.filter(isForgeryGuard) ?? [])
    await inquiry.fromGuard(guard, say('investigate/requests.protectsRoutes', guarded));
}

/** Routes without a token that the handler asks for and without a guard. */
async function unprotected(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<EntryPointFact[]> {
  const open: EntryPointFact[] = [];
  for (const entry of entries) {
    const token = inquiry.index.evidenceOf(entry).find((one) => one.kind === 'checks-form-token');
    if (token)
      await inquiry.control({
        category: 'cors-csp',
        name: say('investigate/requests.formToken'),
        implementation: token.at.text,
        strength: 'strong',
        at: token.at,
        effectiveness: say('investigate/requests.acceptsOnlyWithToken', entry),
      });
    else if (!entry.guards.some((guard) => isForgeryGuard(guard) || isOriginCheck(guard))) open.push(entry);
  }
  return open;
}

const isOriginCheck = ({ establishes, name }: GuardFact): boolean => /origin/i.test(`${establishes} ${name}`);

/** A protection that is installed, but not in front of these routes. */
async function installedElsewhere(inquiry: Inquiry, open: readonly EntryPointFact[]): Promise<ControlFact | undefined> {
  const ids = new Set(open.map((entry) => entry.id));
  const elsewhere = inquiry.facts.controls.find(
    (control) =>
      control.category === 'cors-csp' && CSRF_KINDS.has(control.kind) && !control.protects.some((id) => ids.has(id)),
  );
  if (elsewhere)
    await inquiry.fromFact({ ...elsewhere, strength: 'weak' }, say('investigate/requests.notInFrontOf', open));
  return elsewhere;
}

function typeOf(elsewhere: ControlFact | undefined, strict: SameSite | undefined): GapInput['type'] {
  if (elsewhere) return 'misconfigured';
  return strict ? 'incomplete' : 'missing';
}

/** Could another site send these requests in a visitor's name? */
export async function examineCrossSite(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause('Session cookie', 0, 2);
  const strict = await strictCookie(inquiry, entries);
  await recordGuarded(inquiry);
  await inquiry.pause('State-changing routes', 1, 2);
  const open = await unprotected(inquiry, entries);
  const [first] = open;
  if (!first) return;
  const elsewhere = await installedElsewhere(inquiry, open);
  const grade = gradeGap({
    weakness: 'missing-csrf-protection',
    entries: [],
    confidence: 'high',
    crownJewels: false,
    milder: strict ? say('investigate/requests.notSentAlong') : undefined,
  });
  await quoteRegistrations(inquiry, open, say('investigate/requests.noForgeryGuard'));
  await inquiry.gap({
    weakness: 'missing-csrf-protection',
    type: typeOf(elsewhere, strict),
    severity: grade.severity,
    finding: say('investigate/requests.crossSite', { open, elsewhere, site: strict?.value }),
    rated: grade.why,
    attack: say('investigate/requests.crossSiteAttack', first),
    locations: registrations(open),
    entries: open,
    confidence: strict && isKeptAway(strict, open) ? 'low' : 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}
