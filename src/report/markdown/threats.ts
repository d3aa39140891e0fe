import { STRIDE, SEVERITIES } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { ThreatModelData } from '../../artifacts/report-data';
import { humanize } from '../../knowledge/names';
import { findWeakness } from '../../knowledge/weaknesses';
import { proofOfConceptAmong } from './witness';
import { blocks, code, list, place, table, text } from './text';

const BANDS = ['critical', 'high', 'medium', 'low', 'none'] as const;
function strideTable(threats: readonly Threat[]): string {
  const rows = STRIDE.map((category) => {
    const mine = threats.filter((threat) => threat.strideCategory === category && threat.status === 'open');
    return [
      humanize(category),
      ...BANDS.map((band) => mine.filter((threat) => threat.cvss.overall.severity.toLowerCase() === band).length),
      mine.length,
    ];
  });
  return table(['STRIDE', 'Critical', 'High', 'Medium', 'Low', 'None', 'Open'], rows);
}

/** What a gap adds to the threat, which says what was found and what it leads to. */
const gapLine = (id: string, gap: ConsolidatedGap | undefined): string =>
  `Gap ${code(id)}: ${text(gap?.finding === undefined ? (gap?.description ?? '') : (gap.rated ?? `Rated ${gap.severity}.`))}`;

/** What to do; where an earlier threat says it already, that one is named. */
function remedyLines({ id, recommendedControls }: Threat, said: Map<string, string>): string[] {
  return recommendedControls.map((control) => {
    const action = typeof control === 'string' ? control : control.action;
    const before = said.get(action);
    if (before === undefined) said.set(action, id);
    return `Do: ${before === undefined ? text(action) : `as for ${before}.`}`;
  });
}

function threatDetail(threat: Threat, gaps: ReadonlyMap<string, ConsolidatedGap>, said: Map<string, string>): string {
  const { overall, environmental } = threat.cvss;
  return blocks(
    `#### ${threat.id}: ${text(threat.title)}`,
    text(threat.threat),
    table(
      ['Score', 'STRIDE', 'Component', 'Actor', 'Likelihood', 'Status'],
      [
        [
          `${overall.score.toFixed(1)} ${overall.severity}`,
          humanize(threat.strideCategory),
          code(threat.component),
          text(threat.threatActor),
          `${threat.likelihood.rating}: ${text(threat.likelihood.rationale)}`,
          threat.status,
        ],
      ],
    ),
    list([
      ...(threat.stake === undefined ? [] : [text(threat.stake)]),
      ...(threat.locations.length > 0
        ? [
            `Where: ${threat.locations.map((at) => place(at.file_path, at.line_range.start, at.line_range.end)).join(', ')}`,
          ]
        : [`Where: ${threat.dfdElements.map(({ id }) => code(id)).join(', ')}`]),
      `Attack: ${text(threat.attackVector)}`,
      ...threat.controlGaps.map((id) => gapLine(id, gaps.get(id))),
      ...remedyLines(threat, said),
      `Vector: ${code(overall.vector || environmental.vector)}`,
    ]),
    conceptOf(threat, gaps),
  );
}

function conceptOf(threat: Threat, gaps: ReadonlyMap<string, ConsolidatedGap>): string {
  const concept = proofOfConceptAmong(threat.controlGaps.flatMap((id) => gaps.get(id) ?? []));
  return concept === '' ? '' : blocks('##### Proof of concept', concept);
}

const gapsById = (data: ThreatModelData): Map<string, ConsolidatedGap> =>
  new Map(data.securityControls.gaps.map((gap) => [gap.gap_id, gap]));

/** The threats that are told in full. */
const urgentIn = ({ threats }: ThreatModelData): Threat[] =>
  threats.filter(
    ({ status, cvss: { overall } }) =>
      status === 'open' && (overall.severity === 'Critical' || overall.severity === 'High'),
  );

export function threatAnalysis(data: ThreatModelData): string {
  const gaps = gapsById(data);
  const urgent = urgentIn(data);
  const said = new Map<string, string>();
  return blocks(
    '## Threats',
    strideTable(data.threats),
    blocks(
      '### Critical and high',
      urgent.length === 0
        ? 'No open threat is critical or high.'
        : urgent.map((threat) => threatDetail(threat, gaps, said)).join('\n\n'),
    ),
    blocks(
      '### All threats',
      table(
        ['Id', 'Threat', 'STRIDE', 'Component', 'Score', 'Status', 'Where'],
        data.threats.map((threat) => {
          const [first] = threat.locations;
          return [
            threat.id,
            text(threat.title),
            humanize(threat.strideCategory),
            code(threat.component),
            `${threat.cvss.overall.score.toFixed(1)} ${threat.cvss.overall.severity}`,
            threat.status,
            first ? code(`${first.file_path}:${first.line_range.start}`) : '',
          ];
        }),
      ),
    ),
  );
}

export function abuseCases(data: ThreatModelData): string {
  if (data.abuseCases.length === 0)
    return blocks('## Abuse cases', 'No open threat is high or critical, so no abuse case was written.');
  const cases = data.abuseCases.map((abuse) =>
    blocks(
      `### ${abuse.id}: ${text(abuse.name)}`,
      text(abuse.scenario),
      abuse.attackSteps.map((step, index) => `${index + 1}. ${text(step)}`).join('\n'),
      `Threats: ${abuse.relatedThreats.join(', ')}.`,
    ),
  );
  return blocks('## Abuse cases', ...cases);
}

export function testPlan(data: ThreatModelData): string {
  const { codeReview, manualTestCases, priorities } = data.testPlan;
  const summary = Object.entries(
    priorities.summary as Record<string, { count: number; effort: string; timeline: string }>,
  );
  const targets = [...codeReview.critical, ...codeReview.high, ...codeReview.medium];
  return blocks(
    '## Security test plan',
    table(
      ['Priority', 'Tests', 'Effort', 'When'],
      summary.map(([priority, row]) => [priority, row.count, text(row.effort), text(row.timeline)]),
    ),
    blocks(
      '### Code to review first',
      table(
        ['File', 'Lines', 'Focus', 'Time'],
        targets
          .slice(0, 20)
          .map((target) => [
            code(target.file),
            target.lines ?? '',
            text(target.focusAreas.join('; ')),
            text(target.estimatedTime),
          ]),
      ),
    ),
    blocks(
      '### Manual tests',
      table(
        ['Id', 'Priority', 'Test', 'Threat or gap'],
        manualTestCases.testCases.map((test) => [
          test.id,
          test.priority,
          text(test.name),
          test.relatedThreat ?? test.gap_id ?? '',
        ]),
      ),
    ),
  );
}

const HORIZONS = { immediate: 'Immediate', 'short-term': 'Short term', 'medium-term': 'Medium term' } as const;

/** What to do about a gap: in short where the threat it belongs to says how. */
function actionsOf(data: ThreatModelData): (item: ThreatModelData['remediationPriorities'][number]) => string {
  const gaps = gapsById(data);
  const told = new Set(urgentIn(data).flatMap(({ controlGaps }) => controlGaps));
  return ({ gap_id, action }) => {
    const [remedy] = (told.has(gap_id) && gaps.get(gap_id)?.remedies) || [];
    return (remedy === undefined ? undefined : findWeakness(remedy)?.remedy.action) ?? action;
  };
}

export function roadmap(data: ThreatModelData): string {
  const actionOf = actionsOf(data);
  const parts = Object.entries(HORIZONS).map(([horizon, name]) => {
    const items = data.remediationPriorities.filter((item) => item.horizon === horizon);
    // One thing to do can close several gaps.
    const actions = [...new Set(items.map(actionOf))];
    return (
      items.length > 0 &&
      blocks(
        `### ${name}`,
        list(
          actions.map(
            (action) =>
              `${text(action)} (${items
                .filter((item) => actionOf(item) === action)
                .map((item) => item.gap_id)
                .join(', ')})`,
          ),
        ),
      )
    );
  });
  return blocks('## Remediation roadmap', ...parts, data.remediationPriorities.length === 0 && 'Nothing is open.');
}

export function compliance(data: ThreatModelData): string {
  const { regulations } = data.compliance;
  if (regulations.length === 0) return blocks('## Compliance alignment', 'No regulation was named as applicable.');
  return blocks(
    '## Compliance alignment',
    table(
      ['Regulation', 'Partial', 'Missing', 'Not evaluated'],
      regulations.map((row) => [
        text(row.name),
        row.requirements_partial,
        row.requirements_missing,
        row.requirements_not_evaluated,
      ]),
    ),
    'Code shows which controls are there. Whether a requirement is met is for people to say.',
    table(
      ['Requirement', 'Status', 'Gaps'],
      regulations.flatMap((row) =>
        row.results
          .filter(({ status }) => status !== 'not-evaluated')
          .map((result) => [
            text(
              `${result.requirement_id.startsWith(row.name) ? '' : `${row.name} `}${result.requirement_id} ` +
                result.name,
            ),
            result.status,
            result.gap_ids.join(', '),
          ]),
      ),
    ),
  );
}

export function appendix(data: ThreatModelData): string {
  const counts = SEVERITIES.map(
    (severity) =>
      `${humanize(severity)} ${data.securityControls.gaps.filter((gap) => gap.severity === severity).length}`,
  ).join(', ');
  return blocks(
    '## Appendix',
    list([
      `Produced by Threatline ${text(data.session.toolVersion)}, engine ` +
        `${data.session.engines.map(text).join(', ')}, ${data.session.agentRuns} agent runs, ` +
        `${data.session.tokens} tokens.`,
      `Gaps by severity: ${counts}.`,
      'Artifacts: `phase-1/` business context, `phase-2/` sizing, `phase-3/` map and concerns, `phase-4/` ' +
        'controls and gaps, `phase-5/` threats, `phase-6/` test plan, `checkpoints/` decisions.',
    ]),
    table(
      ['Checkpoint', 'Decision', 'By', 'Feedback'],
      data.session.decisions.map((row) => [
        code(row.checkpoint),
        row.decision,
        row.decidedBy,
        text(row.feedback ?? ''),
      ]),
    ),
  );
}
