import type { EntryPointFact } from '../../artifacts/facts';
import { answeredAt, guardsOf, identityGuards, isPrivileged } from '../mapping/entry-points';
import { entrySources, grouped, registrationOf, type Candidate, type Ground } from './candidate';
import { deviationConcerns } from './deviations';
import { say } from '../../messages/say';
import { idParams, isOpen } from './access';

/** Names somebody or something else, or hands out rights: `/users/me` does not. */
const reachesOthers = (entry: EntryPointFact): boolean =>
  !/\/(?:me|self|current|mine|own)(?:\/|$)/.test(entry.route ?? '') &&
  (idParams(entry).length > 0 ||
    entry.params.some((param) => /role|permission|is_?admin|superuser|scope/i.test(param.name)));

/** What only shows something is often meant for every account, whatever its neighbours ask. */
const changesData = ({ index }: Ground, entry: EntryPointFact): boolean =>
  entry.mutates && (index.accessOf(entry).length > 0 || index.usesOf(entry).length > 0);

/** All that it reaches is asked for by more than a sign-in, or may be. */
function isLimitedInside({ index }: Ground, entry: EntryPointFact): boolean {
  const accesses = index.accessOf(entry);
  return accesses.length > 0 && accesses.every(({ who }) => !who.includes('signed-in') && !who.includes('anonymous'));
}

/**
 * Privileged by address, by what it does or whom it reaches, among siblings of which most ask for a role. Without such
 * siblings it is a question.
 */
function privilegedWithoutRole(ground: Ground): Candidate[] {
  const privilegedFunctions = new Set(
    ground.facts.operations
      .filter((item) => /role|privilege|permission|admin/.test(item.operation))
      .map((item) => item.functionId),
  );
  // What one file registers for many others are no siblings.
  const perFile = grouped(ground.network, (entry) => answeredAt(entry).file);
  return [...perFile].flatMap(([file, entries]) => {
    const withRole = entries.filter((entry) =>
      guardsOf(entry, 'authorization').some((guard) => !/owner/i.test(guard.establishes)),
    );
    const suspects = entries.filter((entry) => {
      if (entry.publicByDesign || isOpen(entry) || guardsOf(entry, 'authorization').length > 0) return false;
      if (isLimitedInside(ground, entry)) return false;
      const handler = ground.index.handler(entry)?.id;
      const special =
        isPrivileged(entry) ||
        (handler !== undefined && privilegedFunctions.has(handler)) ||
        (reachesOthers(entry) && changesData(ground, entry));
      return special && entry.unexplained.length === 0 && withRole.length >= 2 && withRole.length >= entries.length / 2;
    });
    // So many are no exception: accounts are meant to do this.
    if (suspects.length === 0 || suspects.length * 2 > withRole.length) return [];
    const siblings = say('concerns/access.siblingsAskForRole', {
      withRole,
      entries,
      file,
      guards: withRole.flatMap((entry) => guardsOf(entry, 'authorization')),
    });
    return [
      {
        rule: 'C-AUTHZ' as const,
        aspect: 'role' as const,
        title: say('concerns/access.noRoleTitle', suspects, file),
        description: say('concerns/access.noRole', siblings, suspects),
        rationale: say('text.sentence', siblings),
        root: `role ${file}`,
        locations: suspects.map(registrationOf),
        entries: suspects,
        sources: entrySources(ground, suspects),
        reach: 'store' as const,
        confidence: 'high' as const,
        verified: true,
        partlyCovered: false,
        namingOnly: false,
      },
    ];
  });
}

/** Role checks that exist in the code base but stand in front of nothing. */
function unusedRoleChecks(ground: Ground): Candidate[] {
  const unused = ground.facts.controls.filter(
    (control) =>
      control.category === 'authorization' &&
      control.protects.length === 0 &&
      control.covers.length === 0 &&
      control.details?.['unused'] === true,
  );
  const guarded = ground.network.some((entry) => guardsOf(entry, 'authorization').length > 0);
  const first = unused[0];
  if (!first || guarded || ground.network.length === 0) return [];
  const behind = ground.network.filter((entry) => !entry.publicByDesign && identityGuards(entry).length > 0);
  if (behind.length === 0) return [];
  return [
    {
      rule: 'C-AUTHZ',
      aspect: 'unused-role',
      title: say('concerns/access.unusedRoleTitle', first),
      description: say('concerns/access.unusedRole', first, behind),
      rationale: say('concerns/access.unusedRoleReason'),
      root: `unused-role ${ground.appOf(first.at.file)}`,
      locations: [
        { file_path: first.at.file, line_range: { start: first.at.line, end: first.at.endLine }, context: first.name },
        ...behind.filter((entry) => entry.mutates).map(registrationOf),
      ],
      entries: behind,
      sources: entrySources(ground, behind),
      reach: 'store',
      cap: { at: 'high', why: say('concerns/access.needsAccount') },
      confidence: 'medium',
      verified: true,
      partlyCovered: false,
      namingOnly: false,
    },
  ];
}

/** C-AUTHZ: signed-in callers who can do more than they should. */
export function authorizationConcerns(ground: Ground): Candidate[] {
  return [...deviationConcerns(ground), ...privilegedWithoutRole(ground), ...unusedRoleChecks(ground)];
}
