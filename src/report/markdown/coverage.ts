import { UNREAD_GROUPS, type NotUnderstood, type UnreadItem } from '../../artifacts/coverage';
import type { ThreatModelData } from '../../artifacts/report-data';
import {
  coverageLines,
  GROUP_TITLES,
  incompleteSentence,
  notUnderstoodSentence,
  percent,
} from '../../wording/coverage';
import { blocks, code, list, table, text } from './text';

/** Paths named for one reason; the JSON holds all of them. */
const NAMED = 5;
/** Rows of what was not understood. */
const MOST_ROWS = 50;

/** On the first page, before everything else: what makes the model incomplete. */
export function incompleteNote({ incomplete }: ThreatModelData): string {
  if (incomplete.length === 0) return '';
  return (
    `**This threat model is incomplete.** ` + incomplete.map((reason) => text(incompleteSentence(reason))).join(' ')
  );
}

/** On the first page: how much of the code this is about, and what is missing from it. */
export const coverageBlock = ({ coverage }: ThreatModelData): string =>
  blocks('## What was read', coverageLines(coverage).map(text).join(' '));

/** How much of each language was read. */
export function languageTable({ coverage }: ThreatModelData): string {
  const rows = coverage.byLanguage.map((row) => [
    row.language,
    row.files,
    row.read,
    row.files === 0 ? '' : percent(row.read / row.files),
    row.lines,
    row.linesRead,
  ]);
  return table(['Language', 'Files', 'Read', 'Share', 'Lines', 'Lines read'], rows);
}

/** What was not read or not judged, one row for each reason; what counts as production code first. */
export function unreadTable(unread: readonly UnreadItem[]): string {
  const keys = [
    ...new Map(unread.map(({ group, reason }) => [`${group}\0${reason}`, { group, reason }])).values(),
  ].sort((a, b) => UNREAD_GROUPS.indexOf(a.group) - UNREAD_GROUPS.indexOf(b.group) || (a.reason < b.reason ? -1 : 1));
  return table(
    ['What', 'Why', 'Places', 'Which'],
    keys.map(({ group, reason }) => {
      const paths = unread.filter((item) => item.group === group && item.reason === reason).map(({ path }) => path);
      const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more in \`threat-model-data.json\`` : '';
      return [GROUP_TITLES[group], text(reason), paths.length, `${paths.slice(0, NAMED).map(code).join(', ')}${more}`];
    }),
  );
}

/** What takes input and was not understood, with its first place. */
export function notUnderstoodTable(items: readonly NotUnderstood[]): string {
  if (items.length === 0) return '';
  const more = items.length > MOST_ROWS && `${items.length - MOST_ROWS} more are in \`threat-model-data.json\`.`;
  return blocks(
    '### Not understood',
    table(
      ['Where', 'What'],
      items.slice(0, MOST_ROWS).map((item) => [code(`${item.file}:${item.line}`), text(notUnderstoodSentence(item))]),
    ),
    more && list([more]),
  );
}
