import { CONTAINERS, ROLES, type Role } from '../../knowledge/roles';
import { byText, kebab, words } from '../wording';

/** A logical component: files that do one job. */
export interface Part {
  name: string;
  path: string;
  role: Role | undefined;
  files: string[];
}

const MAX_PARTS = 12;

/** The role that a folder or file name stands for. */
function roleOf(name: string): Role | undefined {
  const parts = words(name.replace(/\.[a-z0-9]+$/i, ''));
  return ROLES.find((role) => parts.some((part) => role.names.includes(part)));
}

/** What is shown in a browser beside code for other things: a file that only has such a word in its name is code. */
const SHOWN = /\.(?:html?|css|s[ac]ss|less|vue|svelte|astro|[jt]sx|ejs|hbs|pug|njk|j2|jinja2?)$/i;

/** The role of a single file that lies beside files for other things. */
function roleOfFile(name: string): Role | undefined {
  const role = roleOf(name);
  return role?.type === 'frontend' && !SHOWN.test(name) ? undefined : role;
}

interface Group {
  folder: string;
  files: string[];
  /** Files that lie directly in a container folder. */
  loose: boolean;
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Splits by folder: containers such as `src` are looked into, any other folder stays whole. */
function byFolder(folder: string, files: readonly string[]): Group[] {
  const children = new Map<string, string[]>();
  const own: string[] = [];
  for (const file of files) {
    const rest = folder === '' ? file : file.slice(folder.length + 1);
    const slash = rest.indexOf('/');
    if (slash < 0) own.push(file);
    else {
      const child = folder === '' ? rest.slice(0, slash) : `${folder}/${rest.slice(0, slash)}`;
      children.set(child, [...(children.get(child) ?? []), file]);
    }
  }
  const groups: Group[] = own.length > 0 ? [{ folder, files: own, loose: true }] : [];
  for (const [child, inside] of [...children].sort(([a], [b]) => byText(a, b))) {
    const container = CONTAINERS.has(baseName(child).toLowerCase()) || inside.length > files.length * 0.6;
    const deeper = container ? byFolder(child, inside) : [];
    groups.push(...(deeper.length > 0 ? deeper : [{ folder: child, files: inside, loose: false }]));
  }
  return groups;
}

/** The file that starts things, without extension: it names a container better than the container's own name does. */
function mainFile(files: readonly string[]): string | undefined {
  const stems = files.map((file) => baseName(file).replace(/\.[^.]+$/, ''));
  return ['server', 'app', 'main', 'index', 'application', 'wsgi', 'asgi', '__init__']
    .find((name) => stems.includes(name))
    ?.replace(/^(?:index|__init__)$/, 'app');
}

/** Loose files beside each other are told apart by their names when they do different jobs. */
function byRole(group: Group): Part[] {
  const own = group.folder === '' ? 'app' : baseName(group.folder);
  const main = group.loose && CONTAINERS.has(own) ? mainFile(group.files) : undefined;
  const fallback: Part = {
    name: kebab(main ?? own),
    path: group.folder === '' ? '.' : group.folder,
    role: roleOf(own),
    files: [],
  };
  if (!group.loose) return [{ ...fallback, files: group.files }];
  const parts = new Map<string, Part>();
  for (const file of group.files) {
    const role = roleOfFile(baseName(file));
    const key = role?.id ?? '';
    const part =
      parts.get(key) ??
      (role ? { name: role.id, path: group.folder === '' ? '.' : group.folder, role, files: [] } : fallback);
    part.files.push(file);
    parts.set(key, part);
  }
  return [...parts.values()];
}

function unite(parts: readonly Part[], key: (part: Part) => string): Part[] {
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const known = merged.get(key(part));
    if (known) known.files.push(...part.files);
    else merged.set(key(part), { ...part, files: [...part.files] });
  }
  return [...merged.values()];
}

/**
 * The logical components of a set of files, at most twelve. `weight` says how much of interest a file holds (entry
 * points, stores, flaws); folders without any and small ones are united first when there are too many.
 */
export function partition(
  files: readonly string[],
  isCode: (file: string) => boolean,
  weight: (file: string) => number,
): Part[] {
  const settings = ROLES.find((role) => role.id === 'config');
  const folders = byFolder('', [...files].sort(byText)).flatMap(byRole);
  // Manifests and settings beside the code are no part of the program's logic.
  let parts = unite(
    folders.map((part) => (part.files.some(isCode) ? part : { ...part, name: 'config', path: '.', role: settings })),
    (part) => part.name,
  );
  const worth = (part: Part): number => part.files.reduce((sum, file) => sum + weight(file), 0);
  if (parts.length > MAX_PARTS) {
    const ranked = [...parts].sort(
      (a, b) => worth(b) - worth(a) || b.files.length - a.files.length || byText(a.name, b.name),
    );
    const kept = new Set(ranked.slice(0, MAX_PARTS - 1).map((part) => part.name));
    parts = unite(
      parts.map((part) =>
        kept.has(part.name)
          ? part
          : { ...part, name: 'other', path: '.', role: ROLES.find((role) => role.id === 'shared') },
      ),
      (part) => part.name,
    );
  }
  return parts.map((part) => ({ ...part, files: [...part.files].sort(byText) })).sort((a, b) => byText(a.name, b.name));
}
