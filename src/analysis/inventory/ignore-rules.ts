import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

const MAX_RULES = 512 * 1024;
const MAX_PATTERN = 300;

interface Level {
  /** Absolute directory the patterns are relative to. */
  base: string;
  rules: Ignore;
}

function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Each `*` in a name multiplies the work of matching: nobody needs four of them, an attacker does. */
function isCheap(pattern: string): boolean {
  return pattern.length <= MAX_PATTERN && pattern.split('/').every((name) => name.replace(/\*+/g, '*').split('*').length <= 4);
}

function readRules(base: string, file: string): Level | undefined {
  try {
    const { size } = statSync(file);
    if (size > MAX_RULES) return undefined;
    return { base, rules: ignore({ allowRelativePaths: true }).add(readFileSync(file, 'utf8').split(/\r?\n/).filter(isCheap)) };
  } catch {
    // No such file, or none that can be read: then nothing is ignored by it.
    return undefined;
  }
}

/** What git ignores, by the `.gitignore` files on the way down and `.git/info/exclude`. Immutable: each directory has its own. */
export class IgnoreRules {
  private constructor(private readonly levels: readonly Level[]) {}

  static readonly none = new IgnoreRules([]);

  /**
   * The rules of the repository that hold above `root`. A folder that the repository ignores as a whole has been chosen
   * deliberately: then they do not count.
   */
  static above(root: string): IgnoreRules {
    const chain: string[] = [];
    for (let folder = root; ; folder = dirname(folder)) {
      chain.unshift(folder);
      if (existsSync(join(folder, '.git'))) break;
      if (dirname(folder) === folder) return IgnoreRules.none;
    }
    const [top = root] = chain;
    const levels = [readRules(top, join(top, '.git', 'info', 'exclude')), ...chain.slice(0, -1).map((folder) => readRules(folder, join(folder, '.gitignore')))];
    const rules = new IgnoreRules(levels.flatMap((level) => level ?? []));
    return top !== root && rules.ignores(root, true) ? IgnoreRules.none : rules;
  }

  /** The rules inside `directory`. */
  enter(directory: string): IgnoreRules {
    const level = readRules(directory, join(directory, '.gitignore'));
    return level ? new IgnoreRules([...this.levels, level]) : this;
  }

  /** The innermost `.gitignore` that says something about the path decides. */
  ignores(path: string, isDirectory: boolean): boolean {
    for (let at = this.levels.length - 1; at >= 0; at -= 1) {
      const level = this.levels[at];
      if (!level) continue;
      const { ignored, unignored } = level.rules.test(slashes(relative(level.base, path)) + (isDirectory ? '/' : ''));
      if (ignored) return true;
      if (unignored) return false;
    }
    return false;
  }
}
