import type { Inventory } from '../../../artifacts/inventory';
import { IgnoreRules, type RuleWork } from './ignore-rules';
import { type Surveyed } from './survey';
import { compareText } from '../order';

export type LeftOut = NonNullable<Inventory['leftOut']>[number];

interface FoundLink {
  path: string;
  reason: 'outside-link' | 'link-loop' | 'special';
}

/** A build directory that was left out, with the code in it. */
export interface SkippedBuild extends Surveyed {
  path: string;
  /** The ignore rule that names it, if one does. */
  rule?: string;
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
  skippedBuilds: SkippedBuild[];
  leftOut: LeftOut[];
  /** Files there are about, when not all were listed. */
  estimatedFiles?: number;
}

const byPath = (a: { path: string }, b: { path: string }): number => compareText(a.path, b.path);

/** With the folders whose rules could not be read, and in an order that does not depend on the disk. */
export function inOrder(result: Walk, work: RuleWork, pathOf: (absolute: string) => string): Walk {
  const rules = work.unreadable.map(({ path, reason }) => ({
    path: pathOf(path),
    reason: `its ignore rules are not applied: ${reason}`,
  }));
  if (IgnoreRules.isExhausted(work))
    rules.push({ path: '.gitignore', reason: 'too many ignore rules: the later ones are not applied' });
  result.unreadable.push(...rules);
  result.files.sort();
  result.truncated.sort();
  for (const list of [result.links, result.unreadable, result.skippedBuilds, result.leftOut]) list.sort(byPath);
  return result;
}
