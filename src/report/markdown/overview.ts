import { SEVERITIES } from '../../artifacts/enums';
import type { ThreatModelData } from '../../artifacts/report-data';
import { humanize } from '../../knowledge/names';
import { revisionSentence } from '../../wording/revision';
import { languageTable, notUnderstoodTable, unreadTable } from './coverage';
import { blocks, code, list, plural, table, text } from './text';

const METHODOLOGY: Record<string, string> = {
  hybrid: 'STRIDE, PASTA and data flow diagrams',
  'stride-only': 'STRIDE',
  'pasta-only': 'PASTA',
  custom: 'custom',
};

export function heading(data: ThreatModelData): string {
  const { business_objectives: objectives } = data.businessContext;
  const revision = data.session.revision && revisionSentence(data.session.revision);
  const scope =
    data.scope.type === 'full'
      ? 'the whole workspace'
      : `${data.scope.type}: ${(data.scope.paths ?? []).map(code).join(', ')}`;
  return blocks(
    `# Threat model: ${text(objectives.application_name)}`,
    table(
      ['Session', 'Date', 'Methodology', 'Scoring', 'Scope'],
      [
        [
          code(data.sessionId),
          data.timestamp.slice(0, 10),
          METHODOLOGY[data.methodology] ?? data.methodology,
          `CVSS ${data.cvssVersion}`,
          scope,
        ],
      ],
    ),
    revision !== undefined && text(revision),
  );
}

export function executiveSummary(data: ThreatModelData): string {
  const open = data.threats.filter((threat) => threat.status === 'open');
  const urgent = open.filter(({ cvss }) => cvss.overall.severity === 'Critical' || cvss.overall.severity === 'High');
  const top = open.slice(0, 3);
  const { architecture, securityControls } = data;
  return blocks(
    '## Executive summary',
    ...data.executiveSummary.split('\n\n').map(text),
    table(
      ['Components', 'Entry points', 'Control gaps', 'Open threats', 'Critical or high'],
      [
        [
          architecture.components.length,
          architecture.entryPoints.length,
          securityControls.gaps.length,
          open.length,
          urgent.length,
        ],
      ],
    ),
    top.length > 0 &&
      blocks(
        '### The three most serious threats',
        top
          .map(
            (threat, index) =>
              `${index + 1}. **${text(threat.title)}** (${threat.id}, ` +
              `${threat.cvss.overall.score.toFixed(1)} ${threat.cvss.overall.severity}): ${text(threat.threat)}`,
          )
          .join('\n'),
      ),
  );
}

export function businessContext(data: ThreatModelData): string {
  const {
    business_objectives: objectives,
    data_classification: classes,
    threat_actors: actors,
    business_impact: impact,
    security_objectives: goals,
    compliance_requirements: compliance,
  } = data.businessContext;
  const unconfirmed = assumed(data).length;
  return blocks(
    '## Business context',
    text(objectives.primary_purpose),
    table(
      ['Crown jewel', 'Sensitivity', 'Why'],
      classes.crown_jewels.map((jewel) => [code(jewel.data_type), jewel.sensitivity ?? '', text(jewel.rationale)]),
    ),
    table(
      ['Threat actor', 'Capability', 'Likelihood', 'Why'],
      actors.threat_actors.map((actor) => [
        `${actor.id} ${text(actor.name)}`,
        actor.capability.replaceAll('_', ' '),
        actor.likelihood.replaceAll('_', ' '),
        text(actor.rationale),
      ]),
    ),
    table(
      ['Scenario', 'Risk', 'Score'],
      impact.scenarios.map((scenario) => [text(scenario.name), scenario.risk_level, scenario.total_risk_score]),
    ),
    `Regulations: ${compliance.applicable_regulations.map(({ name }) => text(name)).join(', ') || 'none apply'}. Priority: ${text(goals.cia_priority)}. Risk appetite: ${goals.risk_appetite.replaceAll('_', ' ')}.`,
    unconfirmed > 0 &&
      `Nobody has confirmed this: it rests on ${plural(unconfirmed, 'assumption')}, listed under "Assumptions".`,
  );
}

const assumed = ({ businessContext: context }: ThreatModelData): string[] => [
  ...new Set(Object.values(context).flatMap((file) => file.assumptions ?? [])),
];

/** What the business context rests on: long, and for whoever wants to confirm it. */
export function assumptions(data: ThreatModelData): string {
  const all = assumed(data);
  return all.length > 0 ? blocks('## Assumptions', 'Not confirmed by anybody:', list(all.map(text))) : '';
}

const ARCHITECTURE_LIMIT = 60;

export function architecture(data: ThreatModelData): string {
  const { components, entryPoints, trustBoundaries, markdown } = data.architecture;
  const shown = entryPoints.slice(0, ARCHITECTURE_LIMIT);
  return blocks(
    '## Architecture',
    table(
      ['Component', 'Type', 'Criticality', 'Entry points', 'Crown jewels'],
      components.map((component) => [
        code(component.name),
        component.type,
        component.business_criticality,
        component.entryPoints.length,
        component.crown_jewels_handled.map(code).join(', '),
      ]),
    ),
    markdown && diagramsOf(markdown),
    blocks(
      '### Entry points',
      table(
        ['Id', 'Entry point', 'Handler', 'Authentication', 'Authorization', 'Risk'],
        shown.map((entry) => [
          entry.id,
          code(`${entry.method ?? entry.type} ${entry.path}`),
          code(`${entry.handler.file}:${entry.handler.line}`),
          text(entry.authentication),
          text(entry.authorization),
          entry.riskLevel,
        ]),
      ),
      entryPoints.length > shown.length &&
        `${entryPoints.length - shown.length} more are in \`phase-3/entry-points.json\`.`,
    ),
    blocks(
      '### Trust boundaries',
      table(
        ['Id', 'Boundary', 'Detected', 'Missing'],
        trustBoundaries.map((boundary) => [
          boundary.id,
          text(boundary.name),
          boundary.controls.detected.map(text).join(', '),
          boundary.controls.missing.map(text).join(', '),
        ]),
      ),
    ),
  );
}

/** Of the architecture document only the diagrams: its tables are in the report already. */
function diagramsOf(markdown: string): string {
  return (markdown.match(/^```mermaid\n[\s\S]*?^```$/gm) ?? []).join('\n\n');
}

const STATUS: Record<string, string> = {
  strong: 'Strong',
  partial: 'Partial',
  weak: 'Weak',
  missing: 'Missing',
  unknown: 'Unknown',
  'not-applicable': 'Not applicable',
};

export function controls(data: ThreatModelData): string {
  const categories = Object.values(data.securityControls.categories);
  const { gaps } = data.securityControls;
  return blocks(
    '## Security controls',
    table(
      ['Category', 'Status', 'Controls', 'Gaps', 'Why'],
      categories.map((file) => [
        humanize(file.category),
        STATUS[file.status] ?? file.status,
        file.controls.length,
        gaps.filter((gap) => gap.category === file.category).length,
        text(file.not_applicable_reason ?? file.status_reason ?? ''),
      ]),
    ),
    blocks('### Control gaps', gaps.length === 0 ? 'No gap was found.' : gapTable(data)),
  );
}

function gapTable(data: ThreatModelData): string {
  const rows = SEVERITIES.flatMap((severity) => data.securityControls.gaps.filter((gap) => gap.severity === severity));
  return table(
    ['Gap', 'Severity', 'Category', 'What is missing', 'Where'],
    rows.map((gap) => {
      const [first] = gap.locations;
      return [
        gap.gap_id,
        gap.severity,
        humanize(gap.category),
        text(gap.finding ?? gap.description),
        first ? code(`${first.file_path}:${first.line_range.start}`) : '',
      ];
    }),
  );
}

export function limitations(data: ThreatModelData): string {
  const { coverage, knownLimitations, session } = data;
  // What was not read or not understood stands in the tables.
  const listed = new Set([...coverage.unread.map(({ reason }) => reason)]);
  const others = knownLimitations.filter(({ kind, reason }) => kind !== 'not-understood' && !listed.has(reason));
  return blocks(
    '## Known limitations and coverage',
    'How much of the code was read stands on the first page, under "What was read".',
    languageTable(data),
    unreadTable(coverage.unread),
    notUnderstoodTable(coverage.notUnderstood),
    list(
      others.map(
        (limitation) => `**${humanize(limitation.kind)}**: ${text(limitation.description)} ${text(limitation.reason)}`,
      ),
    ),
    session.unattended &&
      'The checkpoints of this run were approved automatically. Nobody has looked at its assumptions.',
  );
}
