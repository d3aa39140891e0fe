import type { EntryPointFact } from '../../artifacts/facts';
import { idParams } from '../concerns/access';
import { grouped } from '../concerns/candidate';
import { answeredAt, guardsOf, identityGuards, isNetwork, isPrivileged } from '../mapping/entry-points';
import { dataBehind } from './data-behind';
import { gradeGap } from './grade';
import { examineDeviations } from './deviations';
import type { Inquiry } from './inquiry';
import { registrations } from './registrations';
import { entryName } from '../../artifacts/notation';
import { say } from '../../messages/say';

/** More routes than this in one file are one gap. */
const SINGLE_GAPS = 3;

/** Does the handler itself ask for a role? Then that is recorded. */
async function asksForRole(inquiry: Inquiry, entry: EntryPointFact): Promise<boolean> {
  const role = inquiry.index.evidenceOf(entry).find((one) => one.kind === 'asks-role');
  if (!role) return false;
  const control = await inquiry.control({
    category: 'authorization',
    name: say('investigate/authorization.roleCheck'),
    implementation: say('investigate/authorization.asksForRole', entry),
    strength: 'strong',
    at: role.at,
    effectiveness: say('investigate/authorization.notReached', entry),
    details: { entryPoint: entryName(entry) },
  });
  return control !== undefined;
}

/** What one file registers for many others are no siblings: those are in the file of their handlers. */
const handlersFile = (entry: EntryPointFact): string => answeredAt(entry).file;

/** Routes of one file that ask for a sign-in and no role, as one gap. */
async function roleGap(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const [first] = entries;
  if (!first) return;
  const file = handlersFile(first);
  const all = inquiry.facts.entryPoints.filter((other) => handlersFile(other) === file && isNetwork(other));
  const guarded = all.filter((other) => guardsOf(other, 'authorization').length > 0);
  if (guarded.length === 0) {
    inquiry.notes.push(say('investigate/authorization.noRoleBeside', entries));
    return;
  }
  for (const guard of guarded.slice(0, 2).flatMap((other) => guardsOf(other, 'authorization')))
    await inquiry.fromGuard(guard, say('investigate/authorization.protectsNot', guarded, entries));
  const names = guarded.flatMap((other) => guardsOf(other, 'authorization').map((guard) => guard.name));
  const own = identityGuards(first).map((guard) => guard.name);
  const grade = gradeGap({
    weakness: 'missing-authorization',
    entries,
    confidence: 'high',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
  });
  const data = [...new Set(entries.flatMap((entry) => dataBehind(inquiry, entry)))].sort();
  for (const entry of entries.slice(0, 3))
    await inquiry.quote(
      { file: entry.at.file, line: entry.at.line, endLine: entry.at.line + 2 },
      say('investigate/authorization.signInOnly', entry),
    );
  await inquiry.gap({
    weakness: 'missing-authorization',
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/authorization.amongGuarded', {
      guarded: guarded.length,
      all: all.length,
      file,
      names,
      entries,
      own,
      data,
    }),
    rated: grade.why,
    attack: say('investigate/authorization.ordinaryAccount', first),
    locations: registrations(entries),
    confidence: 'high',
    remedy: {
      action: say('investigate/authorization.putInFront', names, entries.map(entryName)),
      guidance: say('investigate/authorization.registerAlike', entries),
    },
    files: [...new Set(entries.map((entry) => entry.at.file))],
  });
}

/** Role checks in front of nothing: named, and every changing route behind a mere sign-in is looked at. */
async function examineUnusedRole(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  const named = (at: { file: string; line: number }): boolean =>
    inquiry.concern.locations.some((place) => place.file_path === at.file && place.line_range.start === at.line);
  const fact = inquiry.facts.controls.find(
    (control) => control.category === 'authorization' && control.protects.length === 0 && named(control.at),
  );
  if (!fact) return;
  await inquiry.fromFact({ ...fact, strength: 'weak' }, say('investigate/authorization.unused'));
  const suspects = entries.filter((entry) => entry.mutates && idParams(entry).length > 0);
  // What shows the records to be changed is meant for the same people.
  const shown =
    suspects.length > 0
      ? entries.filter((entry) => suspects.some((other) => other.route === entry.route))
      : entries.filter((entry) => entry.mutates);
  const grade = gradeGap({
    weakness: 'missing-authorization',
    entries: shown,
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
  });
  await inquiry.gap({
    weakness: 'missing-authorization',
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/authorization.unusedRole', fact, suspects, shown),
    rated: grade.why,
    attack: say('investigate/authorization.anyAccount', shown),
    locations: [
      ...shown.slice(0, 6).map((entry) => ({
        file_path: entry.at.file,
        line_range: { start: entry.at.line, end: entry.at.line },
        context: entryName(entry),
      })),
      { file_path: fact.at.file, line_range: { start: fact.at.line, end: fact.at.line }, context: fact.name },
    ],
    confidence: 'medium',
    remedy: {
      action: say('investigate/authorization.putRoleInFront', fact),
      guidance: say('investigate/authorization.decideWhich', shown, fact),
    },
    files: [...new Set(shown.map((entry) => entry.at.file))],
  });
}

/** Decides for each entry point whether a signed-in caller can reach more than their own. */
export async function examineAuthorization(inquiry: Inquiry, entries: readonly EntryPointFact[]): Promise<void> {
  if (inquiry.aspect === 'unused-role') return examineUnusedRole(inquiry, entries);
  const aboutRole = inquiry.aspect === 'role';
  const roleless: EntryPointFact[] = [];
  for (const [position, entry] of entries.entries()) {
    await inquiry.pause(entryName(entry), position, entries.length);
    const guards = guardsOf(entry, 'authorization');
    for (const guard of [...identityGuards(entry), ...guards])
      await inquiry.fromGuard(guard, say('investigate/authorization.inFrontOf', entry, guard));
    if (guards.length > 0) continue;
    if (!aboutRole && !isPrivileged(entry)) {
      inquiry.notes.push(say('investigate/authorization.notPrivileged', entry));
      continue;
    }
    if (!(await asksForRole(inquiry, entry))) roleless.push(entry);
  }
  if (!aboutRole) await examineDeviations(inquiry, entries);
  for (const [, group] of grouped(roleless, handlersFile)) {
    if (group.length > SINGLE_GAPS) await roleGap(inquiry, group);
    else for (const entry of group) await roleGap(inquiry, [entry]);
  }
}
