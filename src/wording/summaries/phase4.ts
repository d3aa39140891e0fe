import { SEVERITIES, STRIDE } from '../../artifacts/enums';
import type { ComplianceStatus } from '../../artifacts/compliance-status';
import type { CategoryFile, ControlGaps, ControlsSummary } from '../../artifacts/phase4';
import type { PriorityFiles } from '../../artifacts/priority-files';
import { code, text as markdown } from '../../safety/text/markdown';
import { listed } from '../text';

/** 2,000 tokens at four characters each. */
const MAX_CHARACTERS = 7900;

const short = (text: string, max: number): string =>
  text.length > max ? `${text.slice(0, max - 1).trimEnd()}…` : text;

function strideTable(categories: readonly CategoryFile[], gaps: ControlGaps): string[] {
  return STRIDE.map((threat) => {
    const files = categories.filter((file) => file.stride_defense.includes(threat));
    const controls = files.reduce((sum, file) => sum + file.controls.length, 0);
    const open = gaps.gaps.filter((gap) => gap.stride_impact.includes(threat)).length;
    return `| ${threat} | ${controls} | ${open} |`;
  });
}

/** As many lines as fit: a line cut in the middle could end an escape or a code span early. */
function wholeLines(lines: readonly string[]): string {
  let length = 0;
  const kept = lines.filter((line) => (length += line.length + 1) <= MAX_CHARACTERS);
  return kept.join('\n');
}

/** What the investigations of all batches came to. */
interface Consolidated {
  summary: ControlsSummary;
  categories: readonly CategoryFile[];
  gaps: ControlGaps;
  compliance: ComplianceStatus;
  priorityFiles: PriorityFiles;
}

/** `summary.md`: inventory, compliance, gaps, STRIDE coverage and where to look next, below 2,000 tokens. */
export function summaryMarkdown({ summary, categories, gaps, compliance, priorityFiles: files }: Consolidated): string {
  const severities = SEVERITIES.map((severity) => `${severity} ${gaps.metadata.gaps_by_severity[severity] ?? 0}`).join(
    ', ',
  );
  const lines = [
    '# Security controls',
    '',
    `${summary.total_concerns_investigated} concerns investigated: ${summary.controls_found.total} ` +
      `controls, ${summary.gaps_found.total} gaps ` +
      `(${severities}).${summary.batches_remaining.length > 0 ? ` Still to do: ${summary.batches_remaining.join(', ')}.` : ''}`,
    '',
    '## Control inventory',
    '',
    '| Category | Status | Controls | Gaps |',
    '|---|---|---|---|',
    ...categories.map(
      (file) =>
        `| ${file.category} | ${file.status} | ${file.controls.length} | ` +
        `${gaps.metadata.gaps_by_category[file.category] ?? 0} |`,
    ),
    '',
    '## Compliance',
    '',
    ...(compliance.regulations.length > 0
      ? compliance.regulations
          .slice(0, 8)
          .map(
            (item) =>
              `- ${markdown(short(item.name, 60))}: ${item.requirements_partial} partial, ` +
              `${item.requirements_missing} missing, ${item.requirements_not_evaluated} not evaluated`,
          )
      : ['No regulation was named in phase 1.']),
    '',
    '## Top gaps',
    '',
    ...(gaps.gaps.length > 0
      ? gaps.gaps
          .slice(0, 5)
          .map((gap) => `- ${gap.gap_id} (${gap.severity}, ${gap.category}): ${markdown(short(gap.description, 240))}`)
      : ['None.']),
    '',
    '## STRIDE coverage',
    '',
    '| Threat | Controls | Gaps |',
    '|---|---|---|',
    ...strideTable(categories, gaps),
    '',
    '## Focus of phase 5',
    '',
    files.files.length > 0
      ? listed(
          files.files.map((file) => code(short(file.path, 100))),
          8,
        )
      : 'No file stands out.',
    '',
  ];
  return wholeLines(lines);
}
