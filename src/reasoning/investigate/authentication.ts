import type { EvidenceFact } from '../../artifacts/evidence';
import type { EntryPointFact } from '../../artifacts/facts';
import { identityGuards, isNetwork, letsSendersDecide, mostlyPublic, needsIdentity } from '../mapping/entry-points';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { anonymousWitness } from '../witness/authorization';
import { shownBy } from '../witness/proved';
import { asCheck, reachOf } from './reach';
import { entryName } from '../../wording/names';
import * as say from '../../wording/investigate/authentication';

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 4;

interface OpenRoute {
  entry: EntryPointFact;
  data: string[];
}

/** `read shipments`, `write to MongoDB`, `delete from the file system`. */
function accessWords(operation: string, subject: string, store: { name: string; type: string }): string {
  if (subject !== '') return `${operation} ${subject}`;
  const place = store.type === 'filesystem' ? say.fileSystem : store.name;
  return operation === 'read' && store.type === 'filesystem'
    ? 'read files'
    : `${operation} ${operation === 'write' ? 'to' : 'from'} ${place}`;
}

/** Names of stores and subjects that the code behind an entry point uses, or only of those it changes. */
export function dataBehind(inquiry: Inquiry, entry: EntryPointFact, changed = false): string[] {
  const used = inquiry.index
    .usesOf(entry)
    .filter(({ access }) => !changed || access.operation !== 'read')
    .map(({ store, access }) => accessWords(access.operation, access.subject, store));
  return [...new Set(used)].sort();
}

/** Somebody asks who is there, and what follows from it was not understood: no ground to claim that nobody asks. */
function noteUnsure(inquiry: Inquiry, entry: EntryPointFact, asked: EvidenceFact | undefined): boolean {
  inquiry.notes.push(say.asksSomewhere(entry, asked));
  return true;
}

/** What stands before it, or in it, was not understood: no ground to claim that nobody asks. */
function noteUnknown(inquiry: Inquiry, entry: EntryPointFact): void {
  const [first] = entry.unexplained;
  const what = first ? say.mayAsk(first) : say.handlerNotFound;
  inquiry.notes.push(say.notEstablished(entry, what));
}

async function checkedInside(inquiry: Inquiry, entry: EntryPointFact): Promise<boolean> {
  const asked = inquiry.index.evidenceOf(entry).filter((one) => one.kind === 'asks-identity');
  const refusing = asked.find((one) => one.refuses);
  if (!refusing) return asked.length > 0 && noteUnsure(inquiry, entry, asked[0]);
  const control = await inquiry.control({
    category: 'authentication',
    name: say.checkIn(entry),
    implementation: say.turnsAway(entry),
    strength: 'partial',
    at: refusing.at,
    effectiveness: say.protectsThroughout(entry),
  });
  return control !== undefined;
}

/** A handler that does nothing but say no. Functions written in another have places of their own. */
function onlyRefuses(inquiry: Inquiry, entry: EntryPointFact): boolean {
  const first = inquiry.index.handler(entry)?.line;
  return inquiry.index.evidenceOf(entry).some((one) => one.kind === 'only-refuses' && one.at.line === first);
}

/** Asked in a way that turns nobody away: it was meant to. */
const MEANT_TO_ASK: ReadonlySet<EvidenceFact['kind']> = new Set(['asks-role', 'asks-identity']);

/**
 * An open route is a flaw where it changes something, where it asks who is there to no avail, or where it differs from what
 * stands beside it: pages and lists that are meant for everybody are open as well.
 */
function isGrounded(inquiry: Inquiry, entry: EntryPointFact, routes: ReadonlyMap<string, Routes>): boolean {
  if (entry.mutates || letsSendersDecide(entry)) return true;
  if (inquiry.index.evidenceOf(entry).some(({ kind }) => MEANT_TO_ASK.has(kind))) return true;
  const { all, guarded } = routes.get(entry.at.file) ?? { all: 0, guarded: 0 };
  const beside = isNetwork(entry) ? all - 1 : all;
  return guarded >= 2 && guarded > beside / 2;
}

/**
 * Nobody is known to the application, and what these routes change was not seen: they may be all that it is there for,
 * such as a search or a form that is answered at once.
 */
function isForEverybody(inquiry: Inquiry, entries: readonly EntryPointFact[]): boolean {
  const { entryPoints, evidence } = inquiry.facts;
  if (evidence.some(({ kind }) => MEANT_TO_ASK.has(kind)) || entries.some(letsSendersDecide)) return false;
  if (entryPoints.some((entry) => isNetwork(entry) && identityGuards(entry).length > 0)) return false;
  return entries.every((entry) => dataBehind(inquiry, entry, true).length === 0);
}

/** How many routes a file registers, and how many of them ask for a sign-in. */
interface Routes {
  all: number;
  guarded: number;
}

function routesByFile(entries: readonly EntryPointFact[]): Map<string, Routes> {
  const found = new Map<string, Routes>();
  for (const entry of entries.filter(isNetwork)) {
    const { all, guarded } = found.get(entry.at.file) ?? { all: 0, guarded: 0 };
    found.set(entry.at.file, { all: all + 1, guarded: needsIdentity(entry) ? guarded + 1 : guarded });
  }
  return found;
}

async function recordSiblings(inquiry: Inquiry, files: ReadonlySet<string>): Promise<string> {
  const guarded = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && identityGuards(entry).length > 0);
  const near = guarded.filter((entry) => files.has(entry.at.file));
  const shown = (near.length > 0 ? near : guarded).slice(0, 3);
  for (const entry of shown)
    for (const guard of identityGuards(entry).slice(0, 1))
      await inquiry.fromGuard(asCheck(guard, entry), reachOf(inquiry.facts, guard));
  if (near.length > 0) return say.othersInFileGuarded(near, near.flatMap(identityGuards));
  return guarded.length > 0 ? say.othersGuarded(guarded) : say.nobodyGuarded;
}

/** The condition under which the file's router is mounted, when there is one: `if settings.ENVIRONMENT == "local":`. */
function mountCondition(inquiry: Inquiry, file: string): { text: string; place: string } | undefined {
  const mount = inquiry.facts.evidence.find((one) => one.kind === 'mounts' && one.files.includes(file));
  return mount && { text: `if ${mount.at.text}`, place: `${mount.at.file}:${mount.at.line}` };
}

function milderFor(forAll: boolean, inPublic: boolean): string | undefined {
  if (forAll) return say.nobodyCanSignIn;
  return inPublic ? say.mostlyForEverybody : undefined;
}

async function gapFor(inquiry: Inquiry, routes: readonly OpenRoute[], siblings: string): Promise<void> {
  const first = routes[0];
  if (!first) return;
  const entries = routes.map((route) => route.entry);
  const data = [...new Set(routes.flatMap((route) => route.data))];
  const changing = entries.filter((entry) => entry.mutates);
  const mounted = mountCondition(inquiry, first.entry.at.file);
  const inPublic = mostlyPublic(inquiry.facts.entryPoints.filter(isNetwork));
  const harmless = changing.length === 0 && data.length === 0 ? say.nothingChanged : undefined;
  const forAll = isForEverybody(inquiry, entries);
  const unsure = mounted !== undefined || forAll;
  const grade = gradeGap({
    weakness: 'missing-authentication',
    entries,
    confidence: unsure ? 'low' : 'high',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0 && !mounted && !inPublic && harmless === undefined,
    milder: harmless ?? milderFor(forAll, inPublic),
  });
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 3) },
      say.registeredWithoutGuard(entry),
    );
  await inquiry.gap({
    weakness: 'missing-authentication',
    type: 'missing',
    severity: grade.severity,
    description: say.open({ entries, siblings, data, mounted }),
    rated: grade.why,
    attack: say.openAttack(changing[0] ?? first.entry, entries),
    locations: entries.slice(0, 12).map((entry) => ({
      file_path: entry.at.file,
      line_range: { start: entry.at.line, end: entry.at.line },
      context: entryName(entry),
    })),
    entries,
    confidence: unsure ? 'low' : inPublic ? 'medium' : 'high',
    shown: shownBy(anonymousWitness(changing[0] ?? first.entry, inquiry.index)),
    files: [...new Set(entries.map((entry) => entry.at.file))],
  });
}

/** A sign-in that depends on a setting: recorded as what it is, with what is open without it. */
export async function examineConditional(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  await inquiry.pause(say.condition, 0, 1);
  const [first] = entries;
  const [guard] = entries.flatMap(identityGuards);
  if (!first || !guard) return;
  await inquiry.fromGuard(guard, say.whenInstalled(entries));
  const changing = entries.filter((entry) => entry.mutates);
  await inquiry.quote(
    { file: guard.at.file, line: Math.max(1, guard.at.line - 2), endLine: guard.at.line + 1 },
    say.conditionally,
  );
  await inquiry.gap({
    weakness: 'missing-authentication',
    type: 'incomplete',
    severity: 'medium',
    description: say.onlySignIn(guard, entries, changing),
    rated: say.ratedMedium,
    attack: say.conditionalAttack(changing[0] ?? first),
    locations: [
      { file_path: guard.at.file, line_range: { start: guard.at.line, end: guard.at.line }, context: guard.name },
    ],
    confidence: 'high',
    remedy: {
      action: say.refuseWithout(guard),
      guidance: say.conditionalGuidance,
    },
    files: [guard.at.file],
  });
}

/** Decides for each entry point whether a sign-in is required anywhere on the way. */
export async function examineAuthentication(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: OpenRoute[] = [];
  const routes = routesByFile(inquiry.facts.entryPoints);
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    if (entry.authentication === 'unknown') noteUnknown(inquiry, entry);
    else if (entry.authentication === 'public') inquiry.notes.push(say.meantForAnybody(entry));
    else if (needsIdentity(entry)) {
      for (const guard of identityGuards(entry)) await inquiry.fromGuard(guard, say.inFrontOf(entry));
    } else if (onlyRefuses(inquiry, entry)) inquiry.notes.push(say.answersWithError(entry));
    else if (!isGrounded(inquiry, entry, routes)) inquiry.notes.push(say.changesNothing(entry));
    else if (!(await checkedInside(inquiry, entry))) open.push({ entry, data: dataBehind(inquiry, entry) });
  }
  if (open.length === 0) return;
  const siblings = await recordSiblings(inquiry, new Set(open.map((route) => route.entry.at.file)));
  const apart =
    open.length <= SINGLE_GAPS && inquiry.facts.entryPoints.some((entry) => identityGuards(entry).length > 0);
  for (const group of apart ? open.map((route) => [route]) : [open]) await gapFor(inquiry, group, siblings);
}
