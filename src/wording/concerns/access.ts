import type { ControlFact, EntryPointFact, GuardFact } from '../../artifacts/facts';
import { entryName } from '../../artifacts/notation';
import { count, listed } from '../text';

export const nobodyAsksTitle = (app: string, open: readonly EntryPointFact[], all: readonly EntryPointFact[]): string =>
  `No entry point ${app === '' ? 'of the application' : `of ${app}`} asks who is calling (${open.length} of ` +
  `${all.length})`;

export const nobodyAsks = (open: readonly EntryPointFact[], changing: number): string =>
  `No authentication was found in front of ${count(open.length, 'entry point')}, ${changing} of which ` +
  `change state: ${listed(open.map(entryName), 8)}. If the application is meant for signed-in users, ` +
  `everybody who can reach it can use all of it.`;

export const noIdentity = 'No guard on any route establishes an identity.';
export const onlyReads = 'nothing is changed, only read';

export const openTitle = (open: readonly EntryPointFact[], file: string): string =>
  `${listed(open.map(entryName), 3)} in ${file} ${open.length === 1 ? 'needs' : 'need'} no sign-in`;

export const openRoutes = ({
  open,
  file,
  guarded,
  total,
}: {
  open: readonly EntryPointFact[];
  file: string;
  guarded: number;
  total: number;
}): string =>
  `${count(open.length, 'entry point')} registered in ${file} can be called by anyone ` +
  `(${listed(open.map(entryName), 8)}), while ${guarded} of ${total} entry points of the application require ` +
  `a sign-in.`;

export const openAmongGuarded = (guarded: number, total: number): string =>
  `${guarded} of ${total} entry points are guarded; these are not and are not public by design.`;

export const openEverywhereTitle = ({
  open,
  total,
  app,
  files,
}: {
  open: readonly EntryPointFact[];
  total: number;
  app: string;
  files: number;
}): string =>
  `${open.length} of ${total} entry points ${app === '' ? '' : `of ${app} `}need no sign-in, in ${files} files`;

export const openEverywhere = (open: readonly EntryPointFact[]): string =>
  `No guard establishes an identity in front of ${listed(open.map(entryName), 10)}. The application may ` +
  `identify callers inside the operations; then each of them has to do it.`;

export const oneCause = (files: number): string => `Open entry points in ${files} files have one cause.`;

export const conditionalTitle = (guard: GuardFact, behind: readonly EntryPointFact[], condition: string): string =>
  `${guard.name} protects ${count(behind.length, 'entry point')} only when ${condition} holds`;

export const conditional = (guard: GuardFact, behind: readonly EntryPointFact[], condition: string): string =>
  `${guard.name} (${guard.at.file}:${guard.at.line}) is the only sign-in in front of ` +
  `${listed(behind.map(entryName), 5)}, and it is installed only when \`${condition}\` holds. With another ` +
  `configuration everything is open.`;

export const conditionalReason = 'The only guard is installed conditionally.';
export const needsConfiguration = 'it takes a configuration without sign-in';
export const mostlyForEverybody = 'most of the application is meant for everybody';

export const siblingsAskForRole = ({
  withRole,
  entries,
  file,
  guards,
}: {
  withRole: readonly EntryPointFact[];
  entries: readonly EntryPointFact[];
  file: string;
  guards: readonly GuardFact[];
}): string =>
  `${withRole.length} of ${entries.length} entry points in ${file} ask for a role or permission (${listed(
    guards.map((guard) => guard.name),
    3,
  )})`;

export const noRoleTitle = (suspects: readonly EntryPointFact[], file: string): string =>
  `${listed(suspects.map(entryName), 3)} in ${file} ${suspects.length === 1 ? 'checks' : 'check'} the ` +
  `sign-in but no role`;

export const noRole = (siblings: string, suspects: readonly EntryPointFact[]): string =>
  `${siblings}; ${listed(suspects.map(entryName), 8)} only ` +
  `${suspects.length === 1 ? 'requires' : 'require'} a sign-in. Any account may be able to do what is meant ` +
  `for administrators.`;

export const unusedRoleTitle = (first: ControlFact): string =>
  `The role check ${first.name} in ${first.at.file} is not used by any route`;

export const unusedRole = (first: ControlFact, behind: readonly EntryPointFact[]): string =>
  `${first.name} exists, but none of ${count(behind.length, 'signed-in entry point')} ` +
  `(${listed(behind.map(entryName), 6)}) uses it or another role check. Functions meant for administrators ` +
  `are open to every account.`;

export const unusedRoleReason = 'A role check is defined and no route uses it.';
export const needsAccount = 'the attacker needs an account';
