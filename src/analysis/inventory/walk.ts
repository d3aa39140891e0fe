import { type Dirent, readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';
import picomatch from 'picomatch';
import { BUILD_DIRECTORIES, FOREIGN_DIRECTORIES } from '../../knowledge/files';
import { IgnoreRules } from './ignore-rules';
import { sample } from './sample';

/** Directories further down are listed, not entered. */
export const MAX_LEVELS = 10;
/** Above this, directories below EXACT_LEVELS are sampled instead of counted. */
export const MAX_FILES = 100_000;
const EXACT_LEVELS = 4;

export interface WalkOptions {
  /** Absolute real path. */
  root: string;
  /** Relative paths: only what is in them, if given. */
  paths?: readonly string[];
  exclude: readonly string[];
  /** Relative or absolute path of the product's own files. */
  sessionRoot?: string;
  /** Build directories (relative paths) that are read all the same. */
  include?: ReadonlySet<string>;
  maxFiles?: number;
}

export interface FoundLink {
  path: string;
  reason: 'outside-link' | 'link-loop';
}

export interface Walk {
  /** Relative paths of regular files, sorted. */
  files: string[];
  directories: number;
  links: FoundLink[];
  unreadable: { path: string; reason: string }[];
  /** Too deep. */
  truncated: string[];
  /** Build directories that were left out, outermost ones. */
  skippedBuilds: string[];
  /** Files there are about, when not all were listed. */
  estimatedFiles?: number;
}

interface Place {
  path: string;
  level: number;
  rules: IgnoreRules;
}

function relativeTo(root: string, path: string): string {
  return path === root ? '' : path.slice(root.length + 1).split(sep).join('/');
}

class Walker {
  readonly result: Walk = { files: [], directories: 0, links: [], unreadable: [], truncated: [], skippedBuilds: [] };
  private readonly excluded: (path: string) => boolean;
  private readonly session: string | undefined;

  constructor(private readonly options: WalkOptions) {
    const globs = options.exclude.length > 0 ? picomatch([...options.exclude], { dot: true }) : () => false;
    this.excluded = (path) => globs(path) || globs(`${path}/`);
    const session = options.sessionRoot?.split(sep).join('/').replace(/\/+$/, '');
    const root = options.root.split(sep).join('/');
    this.session = session?.startsWith(`${root}/`) ? session.slice(root.length + 1) : session;
  }

  /** Whether the path is in, or on the way to, one of the chosen paths. */
  private wanted(path: string): boolean {
    const { paths } = this.options;
    if (!paths || paths.length === 0) return true;
    return paths.some((chosen) => chosen === '' || path === chosen || path.startsWith(`${chosen}/`) || chosen.startsWith(`${path}/`));
  }

  private skipsDirectory(name: string, path: string): boolean {
    if (FOREIGN_DIRECTORIES.has(name) || path === this.session) return true;
    if (!BUILD_DIRECTORIES.has(name) || this.options.include?.has(path)) return false;
    this.result.skippedBuilds.push(path);
    return true;
  }

  private link(absolute: string, path: string): void {
    try {
      const target = realpathSync(absolute);
      const inside = target === this.options.root || target.startsWith(this.options.root + sep);
      if (!inside) this.result.links.push({ path, reason: 'outside-link' });
      // What a link inside the folder points to is listed under its own name.
      else if (absolute.startsWith(target + sep) || target === this.options.root) this.result.links.push({ path, reason: 'link-loop' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ELOOP') this.result.links.push({ path, reason: 'link-loop' });
      // Behind a link to nothing there is nothing that was not read.
      else if (code !== 'ENOENT') this.result.unreadable.push({ path, reason: code ?? 'unreadable' });
    }
  }

  private entry(entry: Dirent, place: Place, found: Place[]): void {
    const absolute = join(place.path, entry.name);
    const path = relativeTo(this.options.root, absolute);
    if (!this.wanted(path) || this.excluded(path)) return;
    const isDirectory = entry.isDirectory();
    if (isDirectory && this.skipsDirectory(entry.name, path)) return;
    if (place.rules.ignores(absolute, isDirectory) && !this.options.include?.has(path)) return;
    if (entry.isSymbolicLink()) this.link(absolute, path);
    else if (entry.isFile()) this.result.files.push(path);
    else if (isDirectory && place.level >= MAX_LEVELS) this.result.truncated.push(path);
    else if (isDirectory) found.push({ path: absolute, level: place.level + 1, rules: this.options.include?.has(path) ? IgnoreRules.none : place.rules });
  }

  /** Lists one directory and returns the ones in it. */
  private list(place: Place): Place[] {
    const rules = place.rules.enter(place.path);
    let entries: Dirent[];
    try {
      entries = readdirSync(place.path, { withFileTypes: true });
    } catch (error) {
      this.result.unreadable.push({ path: relativeTo(this.options.root, place.path), reason: (error as NodeJS.ErrnoException).code ?? 'unreadable' });
      return [];
    }
    // An environment of Python under any name.
    if (entries.some((entry) => entry.name === 'pyvenv.cfg')) return [];
    this.result.directories += 1;
    const found: Place[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) this.entry(entry, { ...place, rules }, found);
    return found;
  }

  private subtree(place: Place): number {
    const before = this.result.files.length;
    const open = [place];
    for (let next = open.pop(); next; next = open.pop()) open.push(...this.list(next));
    return this.result.files.length - before;
  }

  run(): Walk {
    const maximum = this.options.maxFiles ?? MAX_FILES;
    let level: Place[] = [{ path: this.options.root, level: 0, rules: IgnoreRules.above(this.options.root) }];
    while (level.length > 0) {
      const [first] = level;
      if (this.result.files.length > maximum && (first?.level ?? 0) > EXACT_LEVELS) {
        const exact = this.result.files.length;
        const chosen = sample(level, (place) => place.path);
        const counted = chosen.map((place) => this.subtree(place)).reduce((sum, count) => sum + count, 0);
        this.result.estimatedFiles = exact + Math.round((counted / chosen.length) * level.length);
        break;
      }
      level = level.flatMap((place) => this.list(place));
    }
    this.result.files.sort();
    for (const list of [this.result.links, this.result.unreadable]) list.sort((a, b) => (a.path < b.path ? -1 : 1));
    this.result.truncated.sort();
    this.result.skippedBuilds.sort();
    return this.result;
  }
}

/** Lists a folder. Synchronous: it runs in a thread of its own, which is ended to cancel it. Never follows a link. */
export function walk(options: WalkOptions): Walk {
  return new Walker(options).run();
}
