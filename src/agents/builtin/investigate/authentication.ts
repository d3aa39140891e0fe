import type { EntryPointFact } from '../../../artifacts/facts';
import { guardsOf, isNetwork } from '../mapping/entry-points';
import { count, entryName, entryWithHandler, listed } from '../wording';
import { isSignInCheck } from './code-text';
import { gradeGap } from './grade';
import { findLine, handlerText, lineSpan } from './handler';
import type { Inquiry } from './inquiry';

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 4;

interface OpenRoute {
  entry: EntryPointFact;
  data: string[];
}

/** Names of stores and subjects that the code behind an entry point uses. */
export function dataBehind(inquiry: Inquiry, entry: EntryPointFact): string[] {
  const reached = inquiry.index.reachedFrom(entry);
  const used = inquiry.facts.stores.flatMap((store) => store.accesses.filter((access) => access.functionId !== undefined && reached.has(access.functionId)).map((access) => `${access.operation} ${access.subject === '' ? store.name : access.subject}`));
  return [...new Set(used)].sort();
}

async function checkedInside(inquiry: Inquiry, entry: EntryPointFact): Promise<boolean> {
  const handler = await handlerText(inquiry, entry);
  const line = findLine(handler, isSignInCheck);
  if (!handler || !line) return false;
  const control = await inquiry.control({ category: 'authentication', name: `sign-in check in ${entry.handler?.name === '' ? 'the handler' : (entry.handler?.name ?? 'the handler')}`, implementation: `The handler of ${entryName(entry)} turns anonymous callers away itself.`, strength: 'partial', at: lineSpan(handler.file, line), effectiveness: `Protects ${entryName(entry)} as long as every path through the handler passes it.` });
  return control !== undefined;
}

async function recordSiblings(inquiry: Inquiry, files: ReadonlySet<string>): Promise<string> {
  const guarded = inquiry.facts.entryPoints.filter((entry) => isNetwork(entry) && guardsOf(entry, 'authentication').length > 0);
  const near = guarded.filter((entry) => files.has(entry.at.file));
  const shown = (near.length > 0 ? near : guarded).slice(0, 3);
  for (const entry of shown) for (const guard of guardsOf(entry, 'authentication').slice(0, 1)) await inquiry.fromGuard(guard, `Protects ${entryName(entry)} and others, not the entry points in question.`);
  if (near.length > 0) return ` ${near.length} other entry points in ${near.length === 1 ? 'the same file is' : 'the same file are'} guarded (${listed(near.flatMap((entry) => guardsOf(entry, 'authentication').map((guard) => guard.name)), 2)}).`.replace('1 other entry points in the same file is', 'One other entry point in the same file is');
  return guarded.length > 0 ? ` ${count(guarded.length, 'other entry point')} of the application ${guarded.length === 1 ? 'is' : 'are'} guarded.` : ' No entry point of the application has a guard.';
}

async function gapFor(inquiry: Inquiry, routes: readonly OpenRoute[], siblings: string): Promise<void> {
  const first = routes[0];
  if (!first) return;
  const entries = routes.map((route) => route.entry);
  const data = [...new Set(routes.flatMap((route) => route.data))];
  const changing = entries.filter((entry) => entry.mutates);
  const grade = gradeGap({ weakness: 'missing-authentication', entries, confidence: 'high', crownJewels: inquiry.concern.crown_jewels_affected.length > 0 && (changing.length > 0 || data.length > 0), defenceInDepth: changing.length === 0 && data.length === 0 });
  for (const entry of entries.slice(0, 3)) await inquiry.quote({ file: entry.at.file, line: entry.at.line, endLine: Math.min(entry.at.endLine, entry.at.line + 3) }, `registration of ${entryName(entry)}: no guard`);
  await inquiry.gap({
    weakness: 'missing-authentication',
    type: 'missing',
    severity: grade.severity,
    description: `${listed(entries.map(entryWithHandler), 6)} ${entries.length === 1 ? 'runs' : 'run'} for callers who have not signed in: neither the registration nor the handler checks an identity.${siblings}${data.length > 0 ? ` Behind it: ${listed(data, 5)}.` : ''} ${grade.why}`,
    attack: `${entryName(changing[0] ?? first.entry)} without cookie or token${entries.length > 1 ? ` (likewise ${listed(entries.slice(1).map(entryName), 4)})` : ''}.`,
    locations: entries.slice(0, 12).map((entry) => ({ file_path: entry.at.file, line_range: { start: entry.at.line, end: entry.at.line }, context: entryName(entry) })),
    confidence: 'high',
    files: [...new Set(entries.map((entry) => entry.at.file))],
  });
}

/** Decides for each entry point whether a sign-in is required anywhere on the way. */
export async function examineAuthentication(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const open: OpenRoute[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    if (guardsOf(entry, 'authentication').length > 0) {
      for (const guard of guardsOf(entry, 'authentication')) await inquiry.fromGuard(guard, `Stands in front of ${entryName(entry)}.`);
    } else if (!(await checkedInside(inquiry, entry))) open.push({ entry, data: dataBehind(inquiry, entry) });
  }
  if (open.length === 0) return;
  const siblings = await recordSiblings(inquiry, new Set(open.map((route) => route.entry.at.file)));
  const apart = open.length <= SINGLE_GAPS && inquiry.facts.entryPoints.some((entry) => guardsOf(entry, 'authentication').length > 0);
  for (const group of apart ? open.map((route) => [route]) : [open]) await gapFor(inquiry, group, siblings);
}
