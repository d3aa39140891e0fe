import type { EvidenceFact } from '../../artifacts/evidence';
import type { EntryPointFact } from '../../artifacts/facts';
import { identityGuards, isNetwork, letsSendersDecide, mostlyPublic } from '../mapping/entry-points';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { registrations } from './registrations';
import { anonymousWitness } from '../witness/authorization';
import { shownBy } from '../witness/proved';
import { asCheck, reachOf } from './reach';
import { say, type Said } from '../../messages/say';
import type { Confidence } from '../../artifacts/enums';
import { dataBehind } from './data-behind';

export interface OpenRoute {
  entry: EntryPointFact;
  data: string[];
}

/** Asked in a way that turns nobody away: it was meant to. */
export const MEANT_TO_ASK: ReadonlySet<EvidenceFact['kind']> = new Set(['asks-role', 'asks-identity']);

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

export async function recordSiblings(inquiry: Inquiry, files: ReadonlySet<string>): Promise<Said> {
  const guarded = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && identityGuards(entry).length > 0);
  const near = guarded.filter((entry) => files.has(entry.at.file));
  const shown = (near.length > 0 ? near : guarded).slice(0, 3);
  for (const entry of shown)
    for (const guard of identityGuards(entry).slice(0, 1))
      await inquiry.fromGuard(asCheck(guard, entry), reachOf(inquiry.facts, guard));
  if (near.length > 0) return say('investigate/authentication.othersInFileGuarded', near, near.flatMap(identityGuards));
  return guarded.length > 0
    ? say('investigate/authentication.othersGuarded', guarded)
    : say('investigate/authentication.nobodyGuarded');
}

/** The condition under which the file's router is mounted, when there is one: `if settings.ENVIRONMENT == "local":`. */
function mountCondition(inquiry: Inquiry, file: string): { text: string; place: string } | undefined {
  const mount = inquiry.facts.evidence.find((one) => one.kind === 'mounts' && one.files.includes(file));
  return mount && { text: `if ${mount.at.text}`, place: `${mount.at.file}:${mount.at.line}` };
}

/** What may make open routes less than a flaw. */
interface Doubts {
  /** The condition under which they are registered. */
  mounted: { text: string; place: string } | undefined;
  /** Most of the application is open. */
  inPublic: boolean;
  /** They change nothing and no stored data is behind them. */
  harmless: boolean;
  forAll: boolean;
}

function doubtsAbout(inquiry: Inquiry, entries: readonly EntryPointFact[], data: readonly string[]): Doubts {
  const [first] = entries;
  return {
    mounted: first && mountCondition(inquiry, first.at.file),
    inPublic: mostlyPublic(inquiry.facts.entryPoints.filter(isNetwork)),
    harmless: data.length === 0 && !entries.some((entry) => entry.mutates),
    forAll: isForEverybody(inquiry, entries),
  };
}

const isUnsure = ({ mounted, forAll }: Doubts): boolean => mounted !== undefined || forAll;

/** Nothing speaks against it that what is precious is open. */
const isCertain = ({ mounted, inPublic, harmless }: Doubts): boolean => !mounted && !inPublic && !harmless;

function confidenceOf(doubts: Doubts): Confidence {
  if (isUnsure(doubts)) return 'low';
  return doubts.inPublic ? 'medium' : 'high';
}

function milderFor({ harmless, forAll, inPublic }: Doubts): Said | undefined {
  if (harmless) return say('investigate/authentication.nothingChanged');
  if (forAll) return say('investigate/authentication.nobodyCanSignIn');
  return inPublic ? say('investigate/authentication.mostlyForEverybody') : undefined;
}

/** How much a stranger does there: changes what is stored, adds to it, reaches it, or neither. */
function weightOf({ index }: Inquiry, { entry, data }: OpenRoute): number {
  if (entry.answeredByLibrary === true && entry.mutates) return 3;
  const operations = index.accessOf(entry).map(({ operation }) => operation);
  if (operations.some((one) => one === 'update' || one === 'delete')) return 3;
  if (operations.includes('create')) return 2;
  return operations.length > 0 || data.length > 0 ? 1 : 0;
}

/** The gravest come first, others in the order of the code. */
const gravestFirst = (inquiry: Inquiry, routes: readonly OpenRoute[]): OpenRoute[] =>
  [...routes].sort((a, b) => weightOf(inquiry, b) - weightOf(inquiry, a));

export async function gapFor(inquiry: Inquiry, found: readonly OpenRoute[], siblings: Said): Promise<void> {
  const routes = gravestFirst(inquiry, found);
  const first = routes[0];
  if (!first) return;
  const entries = routes.map((route) => route.entry);
  const data = [...new Set(routes.flatMap((route) => route.data))];
  const changing = entries.filter((entry) => entry.mutates);
  const doubts = doubtsAbout(inquiry, entries, data);
  const { mounted } = doubts;
  const grade = gradeGap({
    weakness: 'missing-authentication',
    entries,
    confidence: isUnsure(doubts) ? 'low' : 'high',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0 && isCertain(doubts),
    milder: milderFor(doubts),
  });
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 3) },
      say('investigate/authentication.registeredWithoutGuard', entry),
    );
  await inquiry.gap({
    weakness: 'missing-authentication',
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/authentication.open', { entries, siblings, data, mounted }),
    rated: grade.why,
    attack: say('investigate/authentication.openAttack', changing[0] ?? first.entry, entries),
    locations: registrations(entries),
    entries,
    confidence: confidenceOf(doubts),
    shown: shownBy(anonymousWitness(changing[0] ?? first.entry, inquiry.index)),
    files: [...new Set(entries.map((entry) => entry.at.file))],
  });
}
