import type { AttackPath, AttackTreeDefinition } from '../../knowledge/attack-trees';
import { entryLabel } from '../../artifacts/notation';
import type { OpenWay } from '../../messages/threats';
import { code, text as inline } from '../../safety/text/markdown';
import { listed } from '../text';

const MAX_LEAVES = 8;

/** An attack tree as Markdown; leaves name the gaps and threats that make them true. */
export function tree(
  { title, goal }: AttackTreeDefinition,
  open: readonly OpenWay[],
  closed: readonly AttackPath[],
): string {
  const head = [`# Attack tree: ${title}`, '', `**Goal:** ${goal}.`, ''];
  const ways = open.length === 0 ? ['No open threat of this model leads to this goal.'] : [or(open.length)];
  return [...head, ...ways, ...open.flatMap(branch), ...notFound(closed), ''].join('\n');
}

const or = (possible: number): string =>
  `- **OR**: ${possible === 1 ? 'this way leads' : `any of these ${possible} ways leads`} to the goal`;

function branch({ path, leaves }: OpenWay): string[] {
  const shown = leaves.slice(0, MAX_LEAVES);
  const more = leaves.slice(MAX_LEAVES).map(({ threat }) => threat.id);
  return [
    `  - **AND**: ${path.title}`,
    `    1. ${path.first}`,
    `    2. **OR**: find one of these`,
    ...shown.map((one) => `       - ${leaf(one)}`),
    ...(more.length > 0 ? [`       - and ${more.length} more of lower score: ${more.join(', ')}`] : []),
    `    3. ${path.then}`,
  ];
}

/** One condition: true as long as its gaps are open. */
function leaf({ threat, what, through }: OpenWay['leaves'][number]): string {
  const place = threat.locations[0];
  const where = through.length > 0 ? ` through ${inline(listed(through.map(entryLabel), 3))}` : '';
  const at = place ? ` at ${code(`${place.file_path}:${place.line_range.start}`)}` : '';
  return (
    `[SUCCESS if ${listed(threat.controlGaps, 3)} (${threat.id}) ` +
    `${threat.controlGaps.length === 1 ? 'is' : 'are'} open] ${inline(what)}${where}${at}, score ` +
    threat.cvss.environmental.score.toFixed(1)
  );
}

function notFound(closed: readonly AttackPath[]): string[] {
  if (closed.length === 0) return [];
  return [
    '',
    `No open gap was found for: ${listed(
      closed.map(({ title }) => title.toLowerCase()),
      9,
    )}.`,
  ];
}
