import type { AccessFact } from '../../artifacts/access';
import type { EvidenceFact } from '../../artifacts/evidence';
import type { EntryPointFact } from '../../artifacts/facts';
import { SAFE_METHODS, WRITING_METHODS } from '../../knowledge/frameworks/route-meaning';
import { identityGuards, isNetwork, letsSendersDecide, needsIdentity } from '../mapping/entry-points';
import type { Inquiry } from './inquiry';
import { entryName } from '../../artifacts/notation';
import { say } from '../../messages/say';
import { MEANT_TO_ASK, type OpenRoute, recordSiblings, gapFor } from './open-routes';
import { dataBehind } from './data-behind';

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 4;

/** Somebody asks who is there, and what follows from it was not understood: no ground to claim that nobody asks. */
function noteUnsure(inquiry: Inquiry, entry: EntryPointFact, asked: EvidenceFact | undefined): boolean {
  inquiry.notes.push(say('investigate/authentication.asksSomewhere', entry, asked));
  return true;
}

/** What stands before it, or in it, was not understood: no ground to claim that nobody asks. */
function noteUnknown(inquiry: Inquiry, entry: EntryPointFact): void {
  const [first] = entry.unexplained;
  const what = first
    ? say('investigate/authentication.mayAsk', first)
    : say('investigate/authentication.handlerNotFound');
  inquiry.notes.push(say('investigate/authentication.notEstablished', entry, what));
}

async function checkedInside(inquiry: Inquiry, entry: EntryPointFact): Promise<boolean> {
  const asked = inquiry.index.evidenceOf(entry).filter((one) => one.kind === 'asks-identity');
  const refusing = asked.find((one) => one.refuses);
  if (!refusing) return asked.length > 0 && noteUnsure(inquiry, entry, asked[0]);
  const control = await inquiry.control({
    category: 'authentication',
    name: say('investigate/authentication.checkIn', entry.handler?.name ?? ''),
    implementation: say('investigate/authentication.turnsAway', entry),
    strength: 'partial',
    at: refusing.at,
    effectiveness: say('investigate/authentication.protectsThroughout', entry),
  });
  return control !== undefined;
}

const isRead = ({ method = '' }: EntryPointFact): boolean => SAFE_METHODS.has(method);

/** A handler that does nothing but say no. Functions written in another have places of their own. */
function onlyRefuses(inquiry: Inquiry, entry: EntryPointFact): boolean {
  const first = inquiry.index.handler(entry)?.line;
  return inquiry.index.evidenceOf(entry).some((one) => one.kind === 'only-refuses' && one.at.line === first);
}

const isHeld = (who: AccessFact['who']): boolean => who.includes('token') && !who.includes('anonymous');

/**
 * Something that lasts is done, sent or run, a flaw is reached, or it is about an object that the address names: any
 * other question asked by POST changes nothing.
 */
function changesAnything(inquiry: Inquiry, entry: EntryPointFact): boolean {
  if (entry.answeredByLibrary === true || inquiry.index.handler(entry) === undefined) return true;
  const changing = inquiry.index
    .accessOf(entry)
    .filter(({ operation }) => operation !== 'read' && operation !== 'list');
  // Whoever holds the secret of an object is meant to; what others wrote stays where something is only added to it.
  if (changing.length > 0 && changing.every(({ who, adds }) => adds || isHeld(who))) return false;
  // What is read on the way, such as settings that are made when they are first asked for, is nobody's change.
  const asked = changing.some(({ selector, fieldsWritten }) => selector === 'key' || fieldsWritten.length > 0);
  if (isRead(entry) && changing.length > 0 && !asked) return false;
  return (
    changing.length > 0 ||
    (WRITING_METHODS.has(entry.method ?? '') && entry.params.some(({ source }) => source === 'path')) ||
    dataBehind(inquiry, entry, true).length > 0 ||
    inquiry.facts.weaknesses.some(
      ({ source, weakness, entryPoints }) => source && weakness !== 'log-injection' && entryPoints.includes(entry.id),
    )
  );
}

/**
 * An open route is a flaw where it changes something, where it asks who is there to no avail, or where it differs
 * from what stands beside it: pages and lists that are meant for everybody are open as well.
 */
function isGrounded(inquiry: Inquiry, entry: EntryPointFact, routes: ReadonlyMap<string, Routes>): boolean {
  if (letsSendersDecide(entry)) return true;
  if (entry.mutates) return changesAnything(inquiry, entry);
  if (inquiry.index.evidenceOf(entry).some(({ kind }) => MEANT_TO_ASK.has(kind))) return true;
  const { all, guarded } = routes.get(entry.at.file) ?? { all: 0, guarded: 0 };
  const beside = isNetwork(entry) ? all - 1 : all;
  return guarded >= 2 && guarded > beside / 2;
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

/** Decides for each entry point whether a sign-in is required anywhere on the way. */
export async function examineAuthentication(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: OpenRoute[] = [];
  const routes = routesByFile(inquiry.facts.entryPoints);
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    if (entry.authentication === 'unknown') noteUnknown(inquiry, entry);
    else if (entry.authentication === 'public')
      inquiry.notes.push(say('investigate/authentication.meantForAnybody', entry));
    else if (needsIdentity(entry)) {
      for (const guard of identityGuards(entry))
        await inquiry.fromGuard(guard, say('investigate/authentication.inFrontOf', entry));
    } else if (onlyRefuses(inquiry, entry))
      inquiry.notes.push(say('investigate/authentication.answersWithError', entry));
    else if (!isGrounded(inquiry, entry, routes))
      inquiry.notes.push(say('investigate/authentication.changesNothing', entry));
    else if (!(await checkedInside(inquiry, entry))) open.push({ entry, data: dataBehind(inquiry, entry) });
  }
  if (open.length === 0) return;
  const siblings = await recordSiblings(inquiry, new Set(open.map((route) => route.entry.at.file)));
  const apart =
    open.length <= SINGLE_GAPS && inquiry.facts.entryPoints.some((entry) => identityGuards(entry).length > 0);
  for (const group of apart ? open.map((route) => [route]) : [open]) await gapFor(inquiry, group, siblings);
}
