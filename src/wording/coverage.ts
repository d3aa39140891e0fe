import type { Incompleteness } from '../artifacts/completeness';
import { shareRead } from '../artifacts/completeness';
import type { CodeCoverage, Coverage, CoverageSummary, NotUnderstood, UnreadItem } from '../artifacts/coverage';
import { all, counted, number } from './locale';
import { unreadSentence } from './unread';

/** What people read about coverage. All of it is made here, from the numbers of one `CoverageSummary`. */

/** The same as it is written down and shown: with a sentence for everything that was not read. */
export const coverageInWords = (coverage: CodeCoverage): Coverage => ({
  ...coverage,
  failures: coverage.failures.map(({ path, why }) => {
    const sentence = unreadSentence(why);
    return path === undefined ? sentence : `${path}: ${sentence}`;
  }),
  unread: coverage.unread.map((item) => ({ ...item, reason: unreadSentence(item.why) })),
});

/** Never rounded up: 100 % is everything. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

const MOST_NAMED = 8;

/** `a, b and 3 more`. */
export function someOf(names: readonly string[], most = MOST_NAMED): string {
  if (names.length <= most) return all(names);
  return all([...names.slice(0, most), `${number(names.length - most)} more`]);
}

const GROUPS: Record<UnreadItem['group'], [one: string, many: string]> = {
  production: ['file or folder of production code not read', 'files or folders of production code not read'],
  partial: ['file read in part', 'files read in part'],
  script: [
    'script, template, query or deployment file not read as code',
    'scripts, templates, queries and deployment files not read as code',
  ],
  test: ['test file not judged', 'test files not judged'],
  example: ['code file among documents and examples not judged', 'code files among documents and examples not judged'],
  generated: ['generated or copied file not judged', 'generated or copied files not judged'],
  ignored: ['code file left out by ignore rules or settings', 'code files left out by ignore rules or settings'],
  output: ['file of build output not read', 'files of build output not read'],
  link: ['link or special file not followed', 'links or special files not followed'],
};
export const GROUP_TITLES: Record<UnreadItem['group'], string> = {
  production: 'Production code that was not read',
  partial: 'Read in part',
  script: 'Scripts, templates, queries, deployment',
  test: 'Tests',
  example: 'Documents and examples',
  generated: 'Generated or copied',
  ignored: 'Left out by ignore rules or settings',
  output: 'Build output',
  link: 'Links and special files',
};

/** `Production code read: 12 of 15 files (80 %, 75 % of the lines). JavaScript 12 of 12, Go 0 of 3.` */
function coverageLine({ files, lines, byLanguage }: Pick<CoverageSummary, 'files' | 'lines' | 'byLanguage'>): string {
  if (files.code === 0) return 'No production code was found in this folder.';
  const share = `${percent(files.read / files.code)}${lines.code > 0 ? `, ${percent(lines.read / lines.code)} of the lines` : ''}`;
  const languages = byLanguage.map((row) => `${row.language} ${number(row.read)} of ${number(row.files)}`).join(', ');
  return `Production code read: ${number(files.read)} of ${counted(files.code, 'file')} (${share}). ${languages}.`;
}

/** `80 % of the code read`, for places with room for a few words. */
export const coverageWords = (summary: CoverageSummary): string =>
  summary.files.code === 0 ? 'no production code' : `${percent(shareRead(summary))} of the code read`;

/** Everything in a few lines: the share, the handlers, what was not understood, what was left out. */
export function coverageLines(summary: Omit<CoverageSummary, 'failures'>): string[] {
  const { handlers, notUnderstoodNames, unreadByGroup } = summary;
  const groups = (Object.keys(GROUPS) as UnreadItem['group'][]).flatMap((group) => {
    const count = unreadByGroup[group] ?? 0;
    return count === 0 ? [] : [`${number(count)} ${GROUPS[group][count === 1 ? 0 : 1]}`];
  });
  return [
    coverageLine(summary),
    ...(handlers.found === 0
      ? []
      : [`Entry points: ${number(handlers.found)} found, ${number(handlers.followed)} followed into their handlers.`]),
    ...(notUnderstoodNames.length === 0
      ? []
      : [`Not understood, so that nothing is known about what it answers: ${someOf(notUnderstoodNames)}.`]),
    ...(groups.length === 0 ? [] : [`Not read, not judged, or in part only: ${groups.join('; ')}.`]),
  ];
}

/** One sentence about why a result is not complete. */
export function incompleteSentence(reason: Incompleteness): string {
  switch (reason.kind) {
    case 'coverage':
      return `Only ${percent(reason.share)} of the production code could be read; less than ${percent(reason.minimum)} says little about the whole.`;
    case 'failed-part':
      return reason.reason;
    case 'blocked-concerns':
      return `${counted(reason.concerns.length, 'concern')} got no answer: ${someOf(reason.concerns)}.`;
    case 'timed-out':
      return `A time limit ended ${counted(reason.agents.length, 'agent')}: ${someOf(reason.agents)}.`;
    case 'unmapped':
      return `${counted(reason.count, 'component')} could not be mapped.`;
  }
}

const WHAT: Record<NotUnderstood['what'], (name: string) => string> = {
  framework: (name) =>
    `The framework ${name} is used here. Its routes and handlers are not followed, so they are neither safe nor unsafe.`,
  server: (name) => `Something listens to the network here (${name}) and it is not known what answers.`,
  handler: (name) => `The handler of ${name} was not found in the code that was read.`,
  registration: (name) => `Routes are registered here from data (${name}); which ones is not known.`,
  'dynamic-import': (name) =>
    `Modules are loaded here under names made at run time (${name}); which ones is not known.`,
};

/** One sentence about something that was not understood. */
export const notUnderstoodSentence = ({ what, name, places }: NotUnderstood): string =>
  `${WHAT[what](name)}${places > 1 ? ` (${number(places)} places)` : ''}`;
