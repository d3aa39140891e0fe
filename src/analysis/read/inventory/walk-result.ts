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
  unreadable: Inventory['unreadable'];
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
  const rules: Inventory['unreadable'] = work.unreadable.map(({ path, code }) => ({
    path: pathOf(path),
    why: { is: 'ignore-rules-unread', name: code },
  }));
  if (IgnoreRules.isExhausted(work)) rules.push({ path: '.gitignore', why: { is: 'ignore-rules-exhausted' } });
  result.unreadable.push(...rules);
  result.files.sort();
  result.truncated.sort();
  for (const list of [result.links, result.unreadable, result.skippedBuilds, result.leftOut]) list.sort(byPath);
  return result;
}
