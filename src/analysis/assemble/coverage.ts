import type { CodeCoverage, Failure, LanguageCoverage, NotUnderstood, UnreadFact } from '../../artifacts/coverage';
import { type CodeFacts, type EntryPointFact } from '../../artifacts/facts';
import { type Inventory } from '../../artifacts/inventory';
import { neededNet } from '../../artifacts/limits';
import type { WhyUnread } from '../../artifacts/unread';
import { isNoHandle } from '../../safety/files/patience';
import { KNOWN_LANGUAGES, type LanguageSet } from '../../knowledge/languages';
import { type CodeFile, codeFileOf, leftOutFile, unreadablePlace } from './coverage-items';

/** Entries of one group that are listed by path; the rest stands in the count of the group. */
const MOST_LISTED = 5_000;

export interface Seen {
  inventory: Inventory;
  limits: CodeFacts['limits'];
  entryPoints: readonly EntryPointFact[];
  notUnderstood: NotUnderstood[];
}

/** The first reason for a file, or for a folder it lies in. */
function whyFinder(limits: CodeFacts['limits']): (path: string) => WhyUnread | undefined {
  const known = new Map([...limits].reverse().map(({ path, why }) => [path, why]));
  return (path) => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
      const why = known.get(at);
      if (why) return why;
    }
    return undefined;
  };
}

/** Where there is nothing else, scripts are the code: a folder of shell scripts was not read. */
function scriptsAreTheCode(files: CodeFile[]): CodeFile[] {
  if (files.some((file) => file.counts !== 'not')) return files;
  return files.map((file) =>
    file.item?.group === 'script' ? { ...file, counts: 'unread', item: { ...file.item, group: 'production' } } : file,
  );
}

function codeFiles({ inventory, limits }: Seen, known: LanguageSet): CodeFile[] {
  const whyOf = whyFinder(limits);
  const listed = new Set(inventory.files.map((file) => file.path));
  const files = inventory.files.flatMap((file) => codeFileOf(file, whyOf, known) ?? []);
  const places = inventory.unreadable.filter((one) => !listed.has(one.path)).map(unreadablePlace);
  return scriptsAreTheCode([...files, ...(inventory.leftOut ?? []).map(leftOutFile), ...places]);
}

function languages(files: readonly CodeFile[]): LanguageCoverage[] {
  const found = new Map<string, LanguageCoverage>();
  for (const { language, lines, counts } of files) {
    const row = found.get(language) ?? { language, files: 0, read: 0, lines: 0, linesRead: 0 };
    found.set(language, row);
    row.files += 1;
    row.lines += lines;
    if (counts === 'read') {
      row.read += 1;
      row.linesRead += lines;
    }
  }
  return [...found.values()].sort((a, b) => b.files - a.files || (a.language < b.language ? -1 : 1));
}

/** What is said of a file that is no code, such as a manifest that cannot be understood. */
function otherLimits({ inventory, limits }: Seen, said: ReadonlySet<string>): UnreadFact[] {
  const listed = new Set(inventory.files.map((file) => file.path));
  return limits
    .filter(({ path }) => listed.has(path) && !said.has(path))
    .map(({ path, why }) => ({ path, why, group: 'partial' }));
}

function bounded(items: readonly UnreadFact[]): UnreadFact[] {
  const counts = new Map<string, number>();
  return items.filter(({ group }) => {
    const count = (counts.get(group) ?? 0) + 1;
    counts.set(group, count);
    return count <= MOST_LISTED;
  });
}

const sum = (rows: readonly LanguageCoverage[], key: 'files' | 'read' | 'lines' | 'linesRead'): number =>
  rows.reduce((total, row) => total + row[key], 0);

function countByGroup(items: readonly UnreadFact[]): CodeCoverage['unreadByGroup'] {
  const counts: CodeCoverage['unreadByGroup'] = {};
  for (const { group } of items) counts[group] = (counts[group] ?? 0) + 1;
  return counts;
}

/** Places for which no file handle was free: another time they can be read. */
function notOpened({ unreadable }: Seen['inventory']): Failure[] {
  const [first, ...others] = unreadable.filter(({ why }) => why.is === 'no-access' && isNoHandle(why.name));
  return first ? [{ why: { is: 'no-handle', path: first.path, others: others.length } }] : [];
}

/** Parts whose result is unknown as a whole, and what only a net against hanging or running out of memory ended. */
function failuresOf({ inventory, limits }: Seen): Failure[] {
  const parts = limits
    .filter((limit) => limit.path === './' || neededNet([limit]))
    .map(({ path, why }): Failure => (path === './' ? { why } : { path, why }));
  const sampled: Failure[] =
    inventory.estimatedFiles === undefined ? [] : [{ why: { is: 'files-sampled', count: inventory.estimatedFiles } }];
  return [...parts, ...notOpened(inventory), ...sampled];
}

/** How much of the code was read and followed, and what was not. Every number shown anywhere comes from here. */
export function coverageOf(seen: Seen, known = KNOWN_LANGUAGES): CodeCoverage {
  const files = codeFiles(seen, known);
  const byLanguage = languages(files.filter((file) => file.counts !== 'not'));
  const items = files.flatMap((file) => file.item ?? []);
  const unread = [...items, ...otherLimits(seen, new Set(files.map((file) => file.path)))].sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  const [code, read] = [sum(byLanguage, 'files'), sum(byLanguage, 'read')];
  return {
    files: { code, read, unread: code - read },
    lines: { code: sum(byLanguage, 'lines'), read: sum(byLanguage, 'linesRead') },
    byLanguage,
    handlers: {
      found: seen.entryPoints.length,
      followed: seen.entryPoints.filter((entry) => entry.followed === true).length,
    },
    unreadByGroup: countByGroup(unread),
    notUnderstoodNames: [
      ...new Set(
        seen.notUnderstood.filter(({ what }) => what === 'framework' || what === 'server').map(({ name }) => name),
      ),
    ],
    failures: failuresOf(seen),
    unread: bounded(unread),
    notUnderstood: seen.notUnderstood,
  };
}

/**
 * The entry points with whether they were followed: registration and handler are resolved, and no limit
 * ended the reading of the handler's file.
 */
export function withFollowed(
  entryPoints: readonly EntryPointFact[],
  flowLimits: CodeFacts['limits'],
): EntryPointFact[] {
  const cut = new Set(flowLimits.map(({ path }) => path));
  return entryPoints.map((entry) => ({
    ...entry,
    followed:
      entry.answeredByLibrary === true || (entry.handler?.functionId !== undefined && !cut.has(entry.handler.at.file)),
  }));
}
