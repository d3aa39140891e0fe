import type { EntryPointFact } from '../../artifacts/facts';
import { idKind } from '../../knowledge/sensitive-names';
import { identityGuards, isPrivileged, isRegistration, mostlyPublic } from '../mapping/entry-points';
import { entrySources, grouped, registrationOf, type Candidate, type Ground } from './candidate';
import { say, type Sayable } from '../../messages/say';
import { usesStore, isOpen } from './access';

/** It was followed and nothing asks who is there, and it is not open by nature. */
const isKnownOpen = (entry: EntryPointFact): boolean => entry.authentication === 'none' && !entry.onlyInDevelopment;

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
    title: say('concerns/access.nobodyAsksTitle', app, open, all),
    description: say('concerns/access.nobodyAsks', open, changing),
    rationale: say('concerns/access.noIdentity'),
    root: `open-application ${app}`,
    locations: open.map(registrationOf),
    entries: [...open],
    sources: entrySources(ground, open),
    reach: 'store',
    confidence: 'medium',
    verified: false,
    partlyCovered: false,
    namingOnly: false,
    extra: changing === 0 ? [{ name: say('concerns/access.onlyReads'), delta: -2 }] : [],
  };
}

function openRoutes(
  ground: Ground,
  file: Sayable,
  open: readonly EntryPointFact[],
  guarded: number,
  total: number,
): Omit<Candidate, 'root'> {
  return {
    rule: 'C-AUTHN',
    aspect: 'open',
    title: say('concerns/access.openTitle', open, file),
    description: say('concerns/access.openRoutes', { open, file, guarded, total }),
    rationale: say('concerns/access.openAmongGuarded', guarded, total),
    locations: open.map(registrationOf),
    entries: [...open],
    sources: entrySources(ground, open),
    reach: 'store',
    confidence: 'high',
    verified: true,
    partlyCovered: false,
    namingOnly: false,
    extra: open.every((entry) => !entry.mutates) ? [{ name: say('concerns/access.onlyReads'), delta: -1 }] : [],
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
    title: say('concerns/access.openEverywhereTitle', { open, total, app, files }),
    description: say('concerns/access.openEverywhere', open),
    rationale: say('concerns/access.oneCause', files),
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
      title: say('concerns/access.conditionalTitle', guard, behind, condition),
      description: say('concerns/access.conditional', guard, behind, condition),
      rationale: say('concerns/access.conditionalReason'),
      root: `conditional ${app}`,
      locations: [
        { file_path: guard.at.file, line_range: { start: guard.at.line, end: guard.at.line }, context: guard.name },
      ],
      entries: behind,
      sources: entrySources(ground, behind),
      reach: 'store',
      cap: { at: 'medium', why: say('concerns/access.needsConfiguration') },
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
    const cap = everybody ? { cap: { at: 'high' as const, why: say('concerns/access.mostlyForEverybody') } } : {};
    const perFile =
      files.size > MOST_FILES
        ? [openEverywhere(ground, app, sensitive, files.size, meant.length)]
        : [...files].map(([file, list]) => ({
            ...openRoutes(ground, file, list, guarded, meant.length),
            root: `open ${file}`,
          }));
    const pages =
      harmless.length > 0
        ? [
            {
              ...openRoutes(
                ground,
                say(
                  'text.listed',
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
