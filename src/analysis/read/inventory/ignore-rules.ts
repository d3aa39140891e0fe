import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { ReadFailure, readWhole } from '../../../safety/files/guarded-read';
import { wayInside } from '../../../safety/files/relative-path';

/** Bytes of one file of rules. */
const MAX_RULES = 512 * 1024;
const MAX_PATTERN = 300;
const MAX_PATTERNS = 5_000;
/** Comparisons of a path with a pattern in one listing: rules that take more apply to what was looked at before. */
const MAX_COMPARISONS = 100_000_000;

interface Level {
  /** Absolute directory the patterns are relative to. */
  base: string;
  rules: Ignore;
  patterns: number;
  /** The file, as people call it. */
  name: string;
}

/** What the rules of one listing share. */
export interface RuleWork {
  comparisons: number;
  /** Absolute paths of rule files that cannot be read, and why. */
  unreadable: { path: string; code: string }[];
}

export const newRuleWork = (): RuleWork => ({ comparisons: 0, unreadable: [] });

/** Each `*` in a name multiplies the work of matching: nobody needs four of them, an attacker does. */
function isCheap(pattern: string): boolean {
  return (
    pattern.length <= MAX_PATTERN &&
    pattern.split('/').every((name) => name.replace(/\*+/g, '*').split('*').length <= 4)
  );
}

function patternsIn(file: string, work: RuleWork): string[] | undefined {
  try {
    const lines = readWhole(file, MAX_RULES).toString('utf8').split(/\r?\n/);
    const patterns = lines.filter((line) => line.trim() !== '' && !line.startsWith('#') && isCheap(line));
    if (patterns.length > MAX_PATTERNS) throw new ReadFailure('too many rules');
    return patterns;
  } catch (error) {
    if (!(error instanceof ReadFailure)) throw error;
    // A file that is not there says nothing. Any other is named: what it wanted to leave out is read.
    if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR')
      work.unreadable.push({ path: file, code: error.code === 'ELOOP' ? 'a link' : error.code });
    return undefined;
  }
}

function readRules(base: string, file: string, name: string, work: RuleWork): Level | undefined {
  const patterns = patternsIn(file, work);
  if (!patterns || patterns.length === 0) return undefined;
  // Upper and lower case differ, as for git where files tell them apart: the same
  // is left out on every machine, never more.
  const rules = ignore({ allowRelativePaths: true, ignorecase: false }).add(patterns);
  return { base, rules, patterns: patterns.length, name };
}

/**
 * What git ignores, by the `.gitignore` files on the way down and
 * `.git/info/exclude`. Immutable: each directory has its own.
 */
export class IgnoreRules {
  private constructor(
    private readonly levels: readonly Level[],
    private readonly work: RuleWork,
  ) {}

  static readonly none = new IgnoreRules([], newRuleWork());

  /**
   * The rules of the repository that hold above `root`. A folder that the repository ignores as a whole has been chosen
   * deliberately: then they do not count.
   */
  static above(root: string, work: RuleWork = newRuleWork()): IgnoreRules {
    const chain: string[] = [];
    for (let folder = root; ; folder = dirname(folder)) {
      chain.unshift(folder);
      if (existsSync(join(folder, '.git'))) break;
      if (dirname(folder) === folder) return new IgnoreRules([], work);
    }
    const [top = root] = chain;
    const excludes = readRules(top, join(top, '.git', 'info', 'exclude'), '.git/info/exclude', work);
    const above = chain.slice(0, -1).map((folder) => readRules(folder, join(folder, '.gitignore'), '.gitignore', work));
    const rules = new IgnoreRules(
      [excludes, ...above].flatMap((level) => level ?? []),
      work,
    );
    return top !== root && rules.rule(root, true) !== undefined ? new IgnoreRules([], work) : rules;
  }

  /** The rules inside `directory`. */
  enter(directory: string): IgnoreRules {
    const level = readRules(directory, join(directory, '.gitignore'), '.gitignore', this.work);
    return level ? new IgnoreRules([...this.levels, level], this.work) : this;
  }

  /**
   * The rule that leaves the path out, as `.gitignore: *.log`; undefined when none does. The
   * innermost file that says something decides.
   */
  rule(path: string, isDirectory: boolean): string | undefined {
    for (let at = this.levels.length - 1; at >= 0; at -= 1) {
      const level = this.levels[at];
      if (!level) continue;
      this.work.comparisons += level.patterns;
      if (this.work.comparisons > MAX_COMPARISONS) return undefined;
      const { ignored, unignored, rule } = level.rules.test(
        (wayInside(level.base, path) ?? '') + (isDirectory ? '/' : ''),
      );
      if (ignored) return `${level.name}: ${rule?.pattern ?? ''}`;
      if (unignored) return undefined;
    }
    return undefined;
  }

  /** Whether there were too many rules to apply them all. */
  static isExhausted(work: RuleWork): boolean {
    return work.comparisons > MAX_COMPARISONS;
  }
}
