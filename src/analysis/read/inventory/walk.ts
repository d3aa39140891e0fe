import { type Dirent, realpathSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import {
  BUILD_DIRECTORIES,
  FOREIGN_DIRECTORIES,
  FOREIGN_MARKS,
  TOOL_DIRECTORIES,
} from '../../../knowledge/made-folders';
import { isInside, wayInside } from '../../../safety/files/relative-path';
import { entriesOf, isUnreachable } from './entries';
import { IgnoreRules, newRuleWork } from './ignore-rules';
import { sample } from './sample';
import { isCodeName, Survey } from './survey';
import { type Walk, type LeftOut, inOrder } from './walk-result';

/** Directories further down are listed, not entered. */
const MAX_LEVELS = 10;

/** Above this, directories below EXACT_LEVELS are sampled instead of counted. */
const MAX_FILES = 100_000;

/** Nobody's project has so many files: beyond, folders are named and not entered. */
const MOST_FILES = 1_000_000;
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
  /** Told each folder (relative path) before it is listed, and how many files were found until then. */
  onFolder?(path: string, files: number): void;
}

interface Place {
  path: string;
  level: number;
  rules: IgnoreRules;
}

class Walker {
  readonly result: Walk = {
    files: [],
    directories: 0,
    links: [],
    unreadable: [],
    truncated: [],
    skippedBuilds: [],
    leftOut: [],
  };
  private readonly exclusions: readonly { glob: string; matches: (path: string) => boolean }[];
  private readonly session: string | undefined;
  private readonly survey: Survey;
  private readonly work = newRuleWork();

  constructor(private readonly options: WalkOptions) {
    // Our paths have forward slashes on every machine: a glob means the same everywhere.
    this.exclusions = options.exclude.map((glob) => ({
      glob,
      matches: picomatch(glob, { dot: true, windows: false }),
    }));
    this.session = options.sessionRoot && wayInside(options.root, resolve(options.root, options.sessionRoot));
    this.survey = new Survey(options.root);
  }

  /** As our files write it; what lies above the folder, such as rules of its repository, is named from there. */
  private pathOf(absolute: string): string {
    return wayInside(this.options.root, absolute) ?? relative(this.options.root, absolute).replaceAll(sep, '/');
  }

  /** Whether the path is in, or on the way to, one of the chosen paths. */
  private wanted(path: string): boolean {
    const { paths } = this.options;
    if (!paths || paths.length === 0) return true;
    return paths.some(
      (chosen) => chosen === '' || path === chosen || path.startsWith(`${chosen}/`) || chosen.startsWith(`${path}/`),
    );
  }

  private link(absolute: string, path: string): void {
    try {
      const target = realpathSync(absolute);
      if (!isInside(this.options.root, target)) this.result.links.push({ path, reason: 'outside-link' });
      // What a link inside the folder points to is listed under its own name.
      else if (isInside(target, absolute)) this.result.links.push({ path, reason: 'link-loop' });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ELOOP') this.result.links.push({ path, reason: 'link-loop' });
      // Behind a link to nothing there is nothing that was not read.
      else if (code !== 'ENOENT')
        this.result.unreadable.push({
          path,
          why: code === undefined ? { is: 'unreadable' } : { is: 'no-access', name: code },
        });
    }
  }

  /** Names the code of a place that is not entered; a folder too large to be looked through stands for itself. */
  private leaveOut(path: string, isDirectory: boolean, cause: LeftOut['cause'], rule?: string): void {
    const item = (at: string): LeftOut => ({ path: at, cause, ...(rule !== undefined && { rule }) });
    if (!isDirectory) {
      if (isCodeName(path)) this.result.leftOut.push(item(path));
      return;
    }
    const { code, cut } = this.survey.folder(path);
    this.result.leftOut.push(...code.map(item), ...(cut ? [item(`${path}/`)] : []));
  }

  /** True when the entry is not to be read; what it holds has been named then. */
  private leftOut(entry: Dirent, absolute: string, path: string, rules: IgnoreRules): boolean {
    const isDirectory = entry.isDirectory();
    const included = this.options.include?.has(path) === true;
    if (isDirectory && (FOREIGN_DIRECTORIES.has(entry.name) || path === this.session)) return true;
    const glob = this.exclusions.find(({ matches }) => matches(path) || (isDirectory && matches(`${path}/`)))?.glob;
    if (glob !== undefined) {
      this.leaveOut(path, isDirectory, 'excluded', glob);
      return true;
    }
    const rule = included ? undefined : rules.rule(absolute, isDirectory);
    if (isDirectory && BUILD_DIRECTORIES.has(entry.name) && !included) {
      this.result.skippedBuilds.push({
        path,
        ...this.survey.folder(path),
        ...(rule !== undefined && { rule }),
      });
      return true;
    }
    if (rule !== undefined) this.leaveOut(path, isDirectory, 'ignored', rule);
    else if (isDirectory && TOOL_DIRECTORIES.has(entry.name)) this.leaveOut(path, true, 'tool-output');
    else return false;
    return true;
  }

  private entry(entry: Dirent, place: Place, found: Place[]): void {
    const absolute = join(place.path, entry.name);
    const path = this.pathOf(absolute);
    if (!this.wanted(path) || this.leftOut(entry, absolute, path, place.rules)) return;
    if (isUnreachable(place.path, entry.name)) this.result.unreadable.push({ path, why: { is: 'name-not-utf8' } });
    else if (entry.isSymbolicLink()) this.link(absolute, path);
    else if (entry.isFile()) this.result.files.push(path);
    else if (!entry.isDirectory()) this.result.links.push({ path, reason: 'special' });
    else if (place.level >= MAX_LEVELS) this.tooDeep(path);
    else if (this.result.files.length > MOST_FILES) this.leaveOut(path, true, 'too-many');
    else found.push({ path: absolute, level: place.level + 1, rules: this.rulesBelow(absolute, path, place.rules) });
  }

  /** Where a build that is read is ignored as a whole, the rules do not count inside either. */
  private rulesBelow(absolute: string, path: string, rules: IgnoreRules): IgnoreRules {
    return this.options.include?.has(path) && rules.rule(absolute, true) !== undefined ? IgnoreRules.none : rules;
  }

  private tooDeep(path: string): void {
    this.result.truncated.push(path);
    this.leaveOut(path, true, 'too-deep');
  }

  /** Whether a package manager or tool filled the folder: then nothing in it is the project's. */
  private isForeign(place: Place, entries: readonly Dirent[]): boolean {
    if (place.level === 0) return false;
    const names = new Set(entries.map((entry) => entry.name));
    const name = place.path.slice(place.path.lastIndexOf(sep) + 1);
    const mark = FOREIGN_MARKS.find((one) => names.has(one.entry) && (one.in?.test(name) ?? true));
    if (mark?.what === 'output') this.leaveOut(this.pathOf(place.path), true, 'tool-output');
    return mark !== undefined;
  }

  /** Lists one directory and returns the ones in it. */
  private list(place: Place): Place[] {
    const path = this.pathOf(place.path);
    this.options.onFolder?.(path, this.result.files.length);
    const read = entriesOf(place.path);
    if ('failed' in read) {
      if (read.failed === 'crowded') this.result.leftOut.push({ path: `${path}/`, cause: 'crowded' });
      else this.result.unreadable.push({ path, why: { is: 'no-access', name: read.failed } });
      return [];
    }
    if (this.isForeign(place, read.entries)) return [];
    const rules = place.rules === IgnoreRules.none ? place.rules : place.rules.enter(place.path);
    this.result.directories += 1;
    const found: Place[] = [];
    for (const entry of read.entries) this.entry(entry, { ...place, rules }, found);
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
    let level: Place[] = [
      { path: this.options.root, level: 0, rules: IgnoreRules.above(this.options.root, this.work) },
    ];
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
    return inOrder(this.result, this.work, (path) => this.pathOf(path));
  }
}

/** Lists a folder. Synchronous: it runs in a thread of its own, which is ended to cancel it. Never follows a link. */
export function walk(options: WalkOptions): Walk {
  return new Walker(options).run();
}
