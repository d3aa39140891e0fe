import type { FileFact } from '../../artifacts/inventory';
import { ROLES, type Role, type RoleName } from '../../knowledge/roles';
import { byText, kebab } from '../text';

/** A logical component: files that do one job. */
export interface Part {
  name: string;
  path: string;
  role: Role | undefined;
  files: string[];
}

/** What is known of the files that are told apart. */
export interface About {
  /** The directories of the packages; the whole is ''. */
  packages: readonly string[];
  roleOf: (file: FileFact) => RoleName;
  /** How much of interest a file holds: entry points, stores, flaws. */
  weight: (file: string) => number;
}

/** More components than this say less. */
const MAX_PARTS = 12;

/** A package, or what is in none: what can be run, published or left out as one. */
interface Unit {
  directory: string;
  files: Map<RoleName, string[]>;
}

/** Roles that are never what a package is there for. */
const BESIDES: ReadonlySet<RoleName> = new Set<RoleName>(['config', 'scripts']);

const isInside = (file: string, directory: string): boolean => directory === '' || file.startsWith(`${directory}/`);

function unitsOf(files: readonly FileFact[], { packages, roleOf }: About): Unit[] {
  const innermost = [...new Set([...packages, ''])].sort((a, b) => b.length - a.length || byText(a, b));
  const units = new Map<string, Unit>();
  for (const file of files) {
    const directory = innermost.find((one) => isInside(file.path, one)) ?? '';
    const unit = units.get(directory) ?? { directory, files: new Map<RoleName, string[]>() };
    const role = roleOf(file);
    const known = unit.files.get(role);
    if (known) known.push(file.path);
    else unit.files.set(role, [file.path]);
    units.set(directory, unit);
  }
  return [...units.values()].sort((a, b) => byText(a.directory, b.directory));
}

/** Folders that only hold packages. */
const HOLDERS = /^(?:packages|apps|libs|services|modules|projects)\/(?=.)/;

const nameOf = (directory: string): string => kebab(directory.replace(HOLDERS, ''));

const pathOf = (directory: string): string => (directory === '' ? '.' : directory);

const SERVING = ['server', 'jobs', 'cli'] as const;

const isServed = ({ files }: Unit): boolean => SERVING.some((role) => files.has(role));

const isProgram = ({ files }: Unit): boolean => [...files.keys()].some((role) => !BESIDES.has(role));

/** The role that most of the files have, of those that say what a package is there for. */
function mainRole({ files }: Unit): Role | undefined {
  const answers = SERVING.find((role) => files.has(role));
  if (answers) return ROLES[answers];
  const [most] = [...files].filter(([role]) => !BESIDES.has(role)).sort((a, b) => b[1].length - a[1].length);
  const role = most?.[0] ?? [...files.keys()][0];
  // What other packages use is told by what is in it.
  return role === undefined || role === 'core' ? undefined : ROLES[role];
}

function asOne(unit: Unit, name: string): Part {
  return { name, path: pathOf(unit.directory), role: mainRole(unit), files: [...unit.files.values()].flat() };
}

function asSeveral(unit: Unit, prefix: string): Part[] {
  return [...unit.files].map(([role, files]) => ({
    name: role === 'config' || prefix === '' ? ROLES[role].id : `${prefix}-${ROLES[role].id}`,
    path: pathOf(unit.directory),
    role: ROLES[role],
    files,
  }));
}

function unite(parts: readonly Part[]): Part[] {
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const known = merged.get(part.name);
    if (known) known.files.push(...part.files);
    else merged.set(part.name, { ...part, files: [...part.files] });
  }
  return [...merged.values()];
}

/** What is in no package, configures or operates the others belongs to the whole; so does the only program. */
function partsOf(unit: Unit, alone: boolean, whole: boolean): Part[] {
  if (alone || unit.directory === '' || !isProgram(unit)) return asSeveral(unit, '');
  const name = nameOf(unit.directory);
  return whole || !isServed(unit) ? [asOne(unit, name)] : asSeveral(unit, name);
}

/**
 * The logical components of a set of files, at most twelve: packages, and what a package does where it is one that
 * answers. When there are too many, the packages that hold least of interest are shown together, those that answer
 * last.
 */
export function partition(files: readonly FileFact[], about: About): Part[] {
  const units = unitsOf(files, about);
  const worth = (unit: Unit): number =>
    [...unit.files.values()].flat().reduce((sum, file) => sum + about.weight(file), 0);
  const byWorth = [...units].sort((a, b) => worth(a) - worth(b) || byText(a.directory, b.directory));
  const alone = units.filter(isProgram).length < 2;
  const whole = new Set<Unit>();
  const together = new Set<Unit>();
  const parts = (): Part[] =>
    unite(
      units.flatMap((unit) =>
        together.has(unit)
          ? [{ ...asOne(unit, 'other-packages'), path: '.', role: undefined }]
          : partsOf(unit, alone, whole.has(unit)),
      ),
    );
  const inOrder: [Set<Unit>, Unit][] = [
    ...byWorth.filter((unit) => !isServed(unit)).map((unit): [Set<Unit>, Unit] => [together, unit]),
    ...byWorth.filter(isServed).map((unit): [Set<Unit>, Unit] => [whole, unit]),
    ...byWorth.filter(isServed).map((unit): [Set<Unit>, Unit] => [together, unit]),
  ];
  for (const [set, unit] of inOrder) {
    if (parts().length <= MAX_PARTS) break;
    if (unit.directory !== '') set.add(unit);
  }
  return parts()
    .map((part) => ({ ...part, files: [...part.files].sort(byText) }))
    .sort((a, b) => byText(a.name, b.name));
}
