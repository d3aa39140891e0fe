import * as vscode from 'vscode';
import { iconLabel } from '../../safety/text/editor';
import { SEVERITIES } from '../../artifacts/enums';
import type { FindingView } from '../../pipeline/contract';
import { GROUPINGS, isFiltering, type Grouping } from '../findings/finding-groups';
import { firstSentence, placeText } from '../findings/finding-words';
import type { CommandMap, Parts } from '../parts';
import { idIn } from '../parts';
import { Cancelled } from '../popups';
import { capitalized } from '../words';

type FindingCommands = Pick<
  CommandMap,
  | 'threatline.openFinding'
  | 'threatline.revealFinding'
  | 'threatline.groupFindings'
  | 'threatline.filterFindings'
  | 'threatline.clearFilter'
  | 'threatline.clearFindings'
>;

/** Looking at findings. */
export function findingCommands(parts: Parts): FindingCommands {
  return {
    'threatline.openFinding': async (argument) => parts.pages.show(await chosenFinding(parts, argument)),
    'threatline.revealFinding': async (argument) => reveal(parts, await chosenFinding(parts, argument)),
    'threatline.groupFindings': () => chooseGrouping(parts),
    'threatline.filterFindings': () => chooseFilter(parts),
    'threatline.clearFilter': () => parts.findingsTree.setFilter(undefined),
    'threatline.clearFindings': () => parts.findings.clear(),
  };
}

async function chosenFinding({ findings }: Parts, argument: unknown): Promise<FindingView> {
  const id = idIn(argument);
  const named = id === undefined ? undefined : findings.find(id);
  if (named) return named;
  const items = findings.findings.map((finding) => ({
    label: iconLabel(firstSentence(finding.title)),
    description: `${finding.severity} · ${finding.id}`,
    detail: finding.location && iconLabel(placeText(finding.location.file, finding.location.start)),
    finding,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Findings',
    placeHolder: items.length > 0 ? 'Which finding?' : 'There are no findings yet',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!chosen) throw new Cancelled();
  return chosen.finding;
}

/** Goes to the line; code that is gone has no line, so its page opens instead. */
async function reveal({ tracker, pages, popups }: Parts, finding: FindingView): Promise<void> {
  await tracker.settled;
  const place = tracker.place(finding.id);
  if (!place || place.state === 'gone') {
    if (place) popups.info('The code of this finding is gone since the analysis. Its page shows what was found.');
    return pages.show(finding);
  }
  await vscode.window.showTextDocument(place.uri, {
    selection: new vscode.Range(place.range.start, place.range.start),
    preview: true,
  });
}

const GROUPING_LABELS: Record<Grouping, string> = {
  severity: 'Severity',
  component: 'Component',
  stride: 'STRIDE category',
  category: 'Control category',
  file: 'File',
};

async function chooseGrouping({ findingsTree }: Parts): Promise<void> {
  const items = GROUPINGS.map((grouping) => ({
    label: GROUPING_LABELS[grouping],
    description: grouping === findingsTree.grouping ? 'now' : '',
    grouping,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: 'Group Findings', placeHolder: 'Group by what?' });
  if (!chosen) throw new Cancelled();
  await findingsTree.group(chosen.grouping);
}

async function chooseFilter({ findingsTree }: Parts): Promise<void> {
  const { severities, closed } = findingsTree.filter;
  const items = [
    ...SEVERITIES.map((severity) => ({
      label: capitalized(severity),
      picked: severities.includes(severity),
      severity,
    })),
    {
      label: 'Mitigated and closed',
      description: 'mitigated, accepted, false positive, fixed',
      picked: closed,
      severity: undefined,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Filter Findings',
    placeHolder: 'What should be shown?',
    canPickMany: true,
  });
  if (!chosen) throw new Cancelled();
  const filter = {
    severities: chosen.flatMap(({ severity }) => severity ?? []),
    closed: chosen.some(({ severity }) => severity === undefined),
  };
  await findingsTree.setFilter(isFiltering(filter) ? filter : undefined);
}
