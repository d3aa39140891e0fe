import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, FunctionFact } from '../../artifacts/facts';
import { isCredentialName } from '../../knowledge/sensitive-names';
import { guardsOf, isNetwork } from '../mapping/entry-points';
import { dataBehind } from './authentication';
import { gradeGap } from './grade';
import type { GapInput, Inquiry } from './inquiry';
import { entryName } from '../../wording/names';
import * as say from '../../wording/investigate/requests';

const registrations = (entries: readonly EntryPointFact[]): GapInput['locations'] =>
  entries.slice(0, 12).map((entry) => ({
    file_path: entry.at.file,
    line_range: { start: entry.at.line, end: entry.at.line },
    context: entryName(entry),
  }));

async function quoteRegistrations(inquiry: Inquiry, entries: readonly EntryPointFact[], what: string): Promise<void> {
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 2) },
      `${entryName(entry)}: ${what}`,
    );
}

/** Where the handler itself counts or refuses attempts. */
const limitIn = (inquiry: Inquiry, entry: EntryPointFact): CodeSpan | undefined =>
  inquiry.index.evidenceOf(entry).find((one) => one.kind === 'limits-attempts' && one.by !== 'name')?.at;

/** A function that the handler runs and whose name says that it locks out or slows down. */
function limiterBehind(inquiry: Inquiry, entry: EntryPointFact): FunctionFact | undefined {
  return [...inquiry.index.reachedFrom(entry)]
    .flatMap((id) => inquiry.index.function(id) ?? [])
    .find((fn) =>
      inquiry.index
        .evidenceIn({ file: fn.file, line: fn.line, endLine: fn.line })
        .some((one) => one.kind === 'limits-attempts' && one.by === 'name'),
    );
}

/** Are attempts limited, by a guard, by the handler or for the whole application? */
export async function examineRate(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: EntryPointFact[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const inside = limitIn(inquiry, entry);
    const behind = inside ? undefined : limiterBehind(inquiry, entry);
    for (const guard of guardsOf(entry, 'rate-limiting')) await inquiry.fromGuard(guard, say.limits(entry));
    if (inside)
      await inquiry.control({
        category: 'rate-limiting',
        name: say.attemptsCounted,
        implementation: say.refusesAttempts(entry),
        strength: 'partial',
        at: inside,
        effectiveness: say.slowsDown(entry),
      });
    else if (behind)
      await inquiry.control({
        category: 'rate-limiting',
        name: behind.name,
        implementation: say.limitsByName(entry, behind),
        strength: 'partial',
        at: { file: behind.file, line: behind.line, endLine: behind.line, text: behind.name },
        effectiveness: say.slowsDownWhenConfigured(entry),
      });
    else if (guardsOf(entry, 'rate-limiting').length === 0) open.push(entry);
  }
  const [first] = open;
  if (!first) return;
  const limited = inquiry.facts.entryPoints.filter((entry) => guardsOf(entry, 'rate-limiting').length > 0);
  for (const entry of limited.slice(0, 2))
    for (const guard of guardsOf(entry, 'rate-limiting')) await inquiry.fromGuard(guard, say.limitsOthers(entry, open));
  const guessing = open.filter(
    (entry) =>
      !/register|sign.?up/i.test(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`) &&
      isCredentialName(`${entry.route ?? ''} ${entry.handler?.name ?? ''}`),
  );
  const grade = gradeGap({
    weakness: 'missing-rate-limiting',
    entries: open,
    confidence: 'high',
    crownJewels: false,
    milder: guessing.length === 0 ? say.guessingGainsLittle : undefined,
  });
  await quoteRegistrations(inquiry, open, 'no limit');
  await inquiry.gap({
    weakness: 'missing-rate-limiting',
    type: 'missing',
    severity: grade.severity,
    description: say.unlimited(open, limited[0]),
    rated: grade.why,
    attack: say.unlimitedAttack(guessing[0] ?? first),
    locations: registrations(open),
    entries: open,
    confidence: 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}

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

/** Could another site send these requests in a visitor's name? */
export async function examineCrossSite(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause('Session cookie', 0, 2);
  const site = sameSite(inquiry, entries);
  const strict = site && ['lax', 'strict', 'true'].includes(site.value) ? site : undefined;
  if (strict)
    await inquiry.control({
      category: 'cors-csp',
      name: say.sameSiteCookie,
      implementation: say.sentWithSameSite(strict),
      strength: 'partial',
      at: strict.at,
      effectiveness: say.sameSiteCovers,
    });
  const guarded = inquiry.facts.entryPoints.filter((entry) =>
    entry.guards.some((guard) => /csrf|xsrf/i.test(`${guard.establishes} ${guard.name}`)),
  );
  for (const guard of guarded
    .slice(0, 1)
    .flatMap((entry) => entry.guards.filter((item) => /csrf|xsrf/i.test(`${item.establishes} ${item.name}`))))
    await inquiry.fromGuard(guard, say.protectsRoutes(guarded));
  await inquiry.pause('State-changing routes', 1, 2);
  const open: EntryPointFact[] = [];
  for (const entry of entries) {
    const token = inquiry.index.evidenceOf(entry).find((one) => one.kind === 'checks-form-token');
    if (token)
      await inquiry.control({
        category: 'cors-csp',
        name: say.formToken,
        implementation: token.at.text,
        strength: 'strong',
        at: token.at,
        effectiveness: say.acceptsOnlyWithToken(entry),
      });
    else if (!entry.guards.some((guard) => /csrf|xsrf|origin/i.test(`${guard.establishes} ${guard.name}`)))
      open.push(entry);
  }
  const [first] = open;
  if (!first) return;
  const ids = new Set(open.map((entry) => entry.id));
  const elsewhere = inquiry.facts.controls.find(
    (control) =>
      control.category === 'cors-csp' && CSRF_KINDS.has(control.kind) && !control.protects.some((id) => ids.has(id)),
  );
  if (elsewhere) await inquiry.fromFact({ ...elsewhere, strength: 'weak' }, say.notInFrontOf(open));
  const grade = gradeGap({
    weakness: 'missing-csrf-protection',
    entries: [],
    confidence: 'high',
    crownJewels: false,
    milder: strict ? say.notSentAlong : undefined,
  });
  await quoteRegistrations(inquiry, open, say.noForgeryGuard);
  await inquiry.gap({
    weakness: 'missing-csrf-protection',
    type: elsewhere ? 'misconfigured' : strict ? 'incomplete' : 'missing',
    severity: grade.severity,
    description: say.crossSite({ open, elsewhere, site: strict?.value }),
    rated: grade.why,
    attack: say.crossSiteAttack(first),
    locations: registrations(open),
    entries: open,
    confidence: 'high',
    files: [...new Set(open.map((entry) => entry.at.file))],
  });
}

/** Does anything set security headers? */
export async function examineHeaders(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause('Protective headers', 0, 1);
  const set = inquiry.facts.evidence.find((one) => one.kind === 'sets-header');
  if (set) {
    await inquiry.control({
      category: 'cors-csp',
      name: 'security headers',
      implementation: set.at.text,
      strength: 'partial',
      at: set.at,
      effectiveness: say.someHeaders,
    });
    return;
  }
  const first = entries[0] ?? inquiry.facts.entryPoints.find((entry) => entry.browserFacing);
  if (!first) return;
  const pages = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && entry.browserFacing);
  const read = inquiry.facts.inventory.files.filter((file) => file.analyzed).length;
  const grade = gradeGap({
    weakness: 'missing-security-headers',
    entries: [],
    confidence: 'medium',
    crownJewels: false,
  });
  const app = inquiry.facts.frameworks.find((framework) => pages.some((page) => page.framework === framework.name));
  const place = app?.at ?? first.at;
  await inquiry.quote(
    { file: place.file, line: place.line, endLine: Math.min(place.endLine, place.line + 5) },
    say.setUpWithoutHeaders,
  );
  await inquiry.gap({
    weakness: 'missing-security-headers',
    type: 'missing',
    severity: grade.severity,
    description: say.noHeaders(read, pages),
    rated: grade.why,
    attack: say.framed(first),
    locations: [
      { file_path: place.file, line_range: { start: place.line, end: place.line }, context: 'application set-up' },
    ],
    confidence: 'medium',
    files: [place.file],
  });
}

/** What the handler checks of these values: each under its name, or all by a schema. */
function checksOf(
  inquiry: Inquiry,
  entry: EntryPointFact,
  params: readonly string[],
): { unchecked: string[]; at?: CodeSpan } {
  const seen = inquiry.index.evidenceOf(entry);
  const schema = seen.find((one) => one.kind === 'checks-schema');
  if (schema) return { unchecked: [], at: schema.at };
  const single = seen.filter((one) => one.kind === 'checks-value');
  const unchecked = params.filter((name) => !single.some((one) => one.names.includes(name)));
  const first = single.find((one) => one.names.some((name) => params.includes(name)));
  return { unchecked, ...(first && { at: first.at }) };
}

/** Is the input of these requests checked before it is stored? */
export async function examineValidation(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: { entry: EntryPointFact; params: string[] }[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    for (const guard of guardsOf(entry, 'input-validation')) await inquiry.fromGuard(guard, say.checksInput(entry));
    const params = entry.params
      .filter((param) => param.source === 'body' || param.source === 'query')
      .map((param) => param.name);
    const { unchecked, at } = checksOf(inquiry, entry, params);
    if (at && unchecked.length < params.length)
      await inquiry.control({
        category: 'input-validation',
        name: say.checksInHandler,
        implementation: say.checksParameters(entry, params, unchecked),
        strength: 'partial',
        at,
        effectiveness: unchecked.length > 0 ? say.notCovered(unchecked) : say.coversSeen(entry),
      });
    if (unchecked.length > 0 && guardsOf(entry, 'input-validation').length === 0)
      open.push({ entry, params: unchecked });
  }
  const [first] = open;
  if (!first) return;
  const routes = open.map((item) => item.entry);
  const data = [...new Set(routes.flatMap((entry) => dataBehind(inquiry, entry, true)))];
  const grade = gradeGap({
    weakness: 'missing-input-validation',
    entries: routes,
    confidence: 'medium',
    crownJewels: false,
    milder: say.noHarmfulUse,
  });
  await quoteRegistrations(inquiry, routes, 'no schema');
  await inquiry.gap({
    weakness: 'missing-input-validation',
    type: 'missing',
    parameters: open.flatMap((item) => item.params),
    severity: grade.severity,
    description: say.unvalidated(open, data),
    rated: grade.why,
    attack: say.unvalidatedAttack(first.entry, first.params[0]),
    locations: registrations(routes),
    entries: routes,
    confidence: 'medium',
    proof: 'lead',
    files: [...new Set(routes.map((entry) => entry.at.file))],
  });
}

const UPLOAD_ASPECTS = {
  type: say.fileType,
  size: 'its size',
  name: say.fileName,
} as const;

/** Where uploads are looked at: in the handler, else in the file that registers it. */
function uploadCheck(
  inquiry: Inquiry,
  entry: EntryPointFact,
  aspect: keyof typeof UPLOAD_ASPECTS,
): CodeSpan | undefined {
  const around = [
    ...inquiry.index.evidenceOf(entry),
    ...inquiry.index.evidenceIn({ file: entry.at.file, line: 1, endLine: Infinity }),
  ];
  return around.find((one) => one.kind === 'checks-upload' && one.aspect === aspect)?.at;
}

/** Are type, size and name of uploads checked? */
export async function examineUpload(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const missing: string[] = [];
    for (const aspect of ['type', 'size', 'name'] as const) {
      const what = UPLOAD_ASPECTS[aspect];
      const at = uploadCheck(inquiry, entry, aspect);
      if (at)
        await inquiry.control({
          category: 'input-validation',
          name: say.uploadCheck(what),
          implementation: at.text,
          strength: 'partial',
          at,
          effectiveness: say.restricts(what, entry),
        });
      else missing.push(what);
    }
    for (const guard of guardsOf(entry, 'input-validation')) await inquiry.fromGuard(guard, say.inFrontOf(entry));
    if (missing.length === 0) continue;
    const grade = gradeGap({
      weakness: 'unrestricted-upload',
      entries: [entry],
      confidence: 'medium',
      crownJewels: false,
      milder: missing.length < 3 ? say.otherChecks : undefined,
    });
    await quoteRegistrations(inquiry, [entry], 'receives files');
    await inquiry.gap({
      weakness: 'unrestricted-upload',
      type: missing.length < 3 ? 'incomplete' : 'missing',
      severity: grade.severity,
      description: say.upload(entry, missing),
      rated: grade.why,
      attack: say.uploadAttack(entry, missing),
      locations: registrations([entry]),
      confidence: 'medium',
      // What may be stored, and where it is handed out, the data flow says; a check that is not seen is a sign.
      proof: 'lead',
      files: [entry.at.file],
    });
  }
}
