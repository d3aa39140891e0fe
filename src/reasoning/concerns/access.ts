import type { EntryPointFact } from '../../artifacts/facts';
import { idKind } from '../../knowledge/sensitive-names';
import {
  answeredAt,
  guardsOf,
  identityGuards,
  isPrivileged,
  needsIdentity,
  isRegistration,
  mostlyPublic,
} from '../mapping/entry-points';
import { entrySources, grouped, registrationOf, type Candidate, type Ground } from './candidate';
import { deviationConcerns } from './deviations';
import { listed } from '../../wording/text';
import { entryName } from '../../wording/names';
import * as say from '../../wording/concerns/access';

/** Nothing turns away who is not signed in, as far as that is known. */
export const isOpen = (entry: EntryPointFact): boolean => !needsIdentity(entry);

/** It was followed and nothing asks who is there, and it is not open by nature. */
const isKnownOpen = (entry: EntryPointFact): boolean => entry.authentication === 'none' && !entry.onlyInDevelopment;

/** The code behind an entry point uses stored data. */
export function usesStore(ground: Ground, entry: EntryPointFact): boolean {
  return ground.index.usesOf(entry).length > 0;
}

/** Something an anonymous caller should not have: changes, stored data, privileged work. */
const worthProtecting = (ground: Ground, entry: EntryPointFact): boolean =>
  !isRegistration(entry) &&
  !/\b(?:deny|forbid|reject|block)[A-Z_]?\w*/.test(entry.handler?.name ?? '') &&
  (entry.mutates ||
    isPrivileged(entry) ||
    (usesStore(ground, entry) && ground.jewels.inEntry(entry, ground.index).length > 0));

/** Changes something that was there before, which the request names: a form that only adds something does not. */
const altersRecord = (entry: EntryPointFact): boolean =>
  entry.mutates &&
  entry.params.some(
    (param) => param.source === 'path' || (param.source === 'body' && idKind(param.name) !== undefined),
  );

function wholeApplicationOpen(
  ground: Ground,
  app: string,
  open: readonly EntryPointFact[],
  all: readonly EntryPointFact[],
): Candidate {
  const changing = open.filter((entry) => entry.mutates).length;
  return {
    rule: 'C-AUTHN',
    aspect: 'open',
    title: say.nobodyAsksTitle(app, open, all),
    description: say.nobodyAsks(open, changing),
    rationale: say.noIdentity,
    root: `open-application ${app}`,
    locations: open.map(registrationOf),
    entries: [...open],
    sources: entrySources(ground, open),
    reach: 'store',
    confidence: 'medium',
    verified: false,
    partlyCovered: false,
    namingOnly: false,
    extra: changing === 0 ? [{ name: say.onlyReads, delta: -2 }] : [],
  };
}

function openRoutes(
  ground: Ground,
  file: string,
  open: readonly EntryPointFact[],
  guarded: number,
  total: number,
): Candidate {
  const names = listed(open.map(entryName), 3);
  return {
    rule: 'C-AUTHN',
    aspect: 'open',
    title: say.openTitle(names, file, open),
    description: say.openRoutes({ open, file, guarded, total }),
    rationale: say.openAmongGuarded(guarded, total),
    root: `open ${file}`,
    locations: open.map(registrationOf),
    entries: [...open],
    sources: entrySources(ground, open),
    reach: 'store',
    confidence: 'high',
    verified: true,
    partlyCovered: false,
    namingOnly: false,
    extra: open.every((entry) => !entry.mutates) ? [{ name: say.onlyReads, delta: -1 }] : [],
  };
}

/** More files with open routes than this are one concern. */
const MOST_FILES = 4;

function openEverywhere(
  ground: Ground,
  app: string,
  open: readonly EntryPointFact[],
  files: number,
  total: number,
): Candidate {
  const first = openRoutes(ground, app, open, total - open.length, total);
  return {
    ...first,
    title: say.openEverywhereTitle({ open, total, app, files }),
    description: say.openEverywhere(open),
    rationale: say.oneCause(files),
    root: `open-everywhere ${app}`,
    confidence: 'medium',
    verified: false,
  };
}

/** Sign-ins that a setting can switch off: the routes behind them are as open as the setting says. */
function conditionalSignIn(ground: Ground, app: string, entries: readonly EntryPointFact[]): Candidate[] {
  const behind = entries.filter(
    (entry) =>
      identityGuards(entry).length > 0 && identityGuards(entry).every((guard) => guard.condition !== undefined),
  );
  const guard = behind[0] ? identityGuards(behind[0])[0] : undefined;
  if (!guard || behind.length < entries.length / 2) return [];
  const condition = guard.condition ?? '';
  return [
    {
      rule: 'C-AUTHN',
      aspect: 'conditional',
      title: say.conditionalTitle(guard, behind, condition),
      description: say.conditional(guard, behind, condition),
      rationale: say.conditionalReason,
      root: `conditional ${app}`,
      locations: [
        { file_path: guard.at.file, line_range: { start: guard.at.line, end: guard.at.line }, context: guard.name },
      ],
      entries: behind,
      sources: entrySources(ground, behind),
      reach: 'store',
      cap: { at: 'medium', why: say.needsConfiguration },
      confidence: 'high',
      verified: true,
      partlyCovered: true,
      namingOnly: false,
    },
  ];
}

/** C-AUTHN: entry points that nobody has to sign in for. */
export function authenticationConcerns(ground: Ground): Candidate[] {
  return [...grouped(ground.network, (entry) => ground.appOf(entry.at.file))].flatMap(([app, entries]) => {
    const meant = entries.filter((entry) => !entry.publicByDesign);
    const open = meant.filter(isKnownOpen);
    if (open.length === 0) return conditionalSignIn(ground, app, meant);
    const guarded = meant.filter((entry) => !isOpen(entry)).length;
    const everybody = mostlyPublic(entries);
    const sensitive = open.filter((entry) => worthProtecting(ground, entry) && (!everybody || altersRecord(entry)));
    if (guarded === 0)
      return sensitive.length > 0 || open.some((entry) => entry.params.length > 0)
        ? [wholeApplicationOpen(ground, app, open, entries)]
        : [];
    const harmless = open.filter((entry) => !sensitive.includes(entry));
    const files = grouped(sensitive, (entry) => entry.at.file);
    // Open routes all over the application have one cause: it identifies callers in another way, or not at all.
    const cap = everybody ? { cap: { at: 'high' as const, why: say.mostlyForEverybody } } : {};
    const perFile =
      files.size > MOST_FILES
        ? [openEverywhere(ground, app, sensitive, files.size, meant.length)]
        : [...files].map(([file, list]) => openRoutes(ground, file, list, guarded, meant.length));
    const pages =
      harmless.length > 0
        ? [
            {
              ...openRoutes(
                ground,
                listed(
                  harmless.map((entry) => entry.at.file),
                  2,
                ),
                harmless,
                guarded,
                meant.length,
              ),
              namingOnly: true,
              verified: false,
              root: `open-pages ${app}`,
              confidence: 'low' as const,
            },
          ]
        : [];
    return [
      ...perFile.map((candidate) => ({ ...candidate, ...cap })),
      ...pages,
      ...conditionalSignIn(ground, app, meant),
    ];
  });
}

/** Parameters by which the caller chooses whose record, or which record, is used. */
export function idParams(entry: EntryPointFact): { name: string; source: string; kind: 'identity' | 'object' }[] {
  return entry.params.flatMap((param) => {
    const kind = idKind(param.name);
    if (!kind || !['path', 'query', 'body'].includes(param.source)) return [];
    // In a body, a plain id is often the new record's own; only naming a person is a choice.
    if (param.source === 'body' && kind !== 'identity') return [];
    return [{ name: param.name, source: param.source, kind }];
  });
}

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

/** Privileged by address, by what it does or whom it reaches, among siblings of which most ask for a role. Without such siblings it is a question. */
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
    const siblings = say.siblingsAskForRole({
      withRole,
      entries,
      file,
      guards: withRole.flatMap((entry) => guardsOf(entry, 'authorization')),
    });
    return [
      {
        rule: 'C-AUTHZ' as const,
        aspect: 'role' as const,
        title: say.noRoleTitle(suspects, file),
        description: say.noRole(siblings, suspects),
        rationale: `${siblings}.`,
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
      title: say.unusedRoleTitle(first),
      description: say.unusedRole(first, behind),
      rationale: say.unusedRoleReason,
      root: `unused-role ${ground.appOf(first.at.file)}`,
      locations: [
        { file_path: first.at.file, line_range: { start: first.at.line, end: first.at.endLine }, context: first.name },
        ...behind.filter((entry) => entry.mutates).map(registrationOf),
      ],
      entries: behind,
      sources: entrySources(ground, behind),
      reach: 'store',
      cap: { at: 'high', why: say.needsAccount },
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
