import type { BusinessContext } from '../../artifacts/phase1';
import type { AbuseCase, FilesForTesting, RiskMatrix, Threat, ThreatModel } from '../../artifacts/phase5';
import { code, text as inline } from '../../safety/text/markdown';
import { count, listed, shorten } from '../text';
import { openOf, orNone, section } from './parts';
import { plain } from '../../artifacts/notation';

/** What phase 5 leaves. */
interface Modelled {
  model: Pick<ThreatModel, 'threats' | 'strideCoverage'>;
  abuseCases: Readonly<Record<string, readonly AbuseCase[]>>;
  files: FilesForTesting;
  matrix: RiskMatrix;
}

const TOP = 5;
const FILES = 10;
const BANDS = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** `phase-5/summary.md`. */
export function phase5Summary(output: Modelled, business: BusinessContext): string {
  const { threats } = output.model;
  const open = openOf(threats);
  return [
    '# Threat model',
    ...section('Business context', foundation(business)),
    ...section('Top threats', orNone(open.slice(0, TOP).flatMap(topThreat), 'No threat is open.')),
    ...section('Counts', bands(output)),
    ...section('Coverage', coverageLines(output)),
    ...section(
      'Recommended test targets',
      orNone(
        output.files.files
          .slice(0, FILES)
          .map((file) => `- ${code(file.path)} (${file.priority}): ${inline(shorten(file.reason, 160))}`),
        'None.',
      ),
    ),
    ...section(
      'Notes',
      output.matrix.prioritization_notes.map((note) => `- ${inline(note)}`),
    ),
    '',
  ].join('\n');
}

function foundation(business: BusinessContext): string[] {
  const jewels = business.data_classification.crown_jewels.map((jewel) => plain(jewel.data_type));
  const regulations = business.compliance_requirements.applicable_regulations.map((rule) => rule.name);
  return [
    `- Application: ${inline(shorten(business.business_objectives.application_name, 80))}`,
    `- Crown jewels: ${inline(listed(jewels, 5))}`,
    `- Actors: ${inline(
      listed(
        business.threat_actors.threat_actors.map((actor) => actor.name),
        5,
      ),
    )}`,
    `- Regulations: ${inline(listed(regulations, 5)) || 'none'}`,
  ];
}

function topThreat(threat: Threat, index: number): string[] {
  const { environmental, base } = threat.cvss;
  return [
    `${index + 1}. **${threat.id}** ${inline(threat.title)}`,
    `   - Score ${environmental.score.toFixed(1)} in this environment, ${base.score.toFixed(1)} base; ` +
      `${threat.strideCategory}; gaps ${listed(threat.controlGaps, 4)}`,
    `   - Impact: ${inline(threat.businessContext.businessImpactFinancial)}`,
  ];
}

function bands({ model: { threats }, matrix: { distribution } }: Modelled): string[] {
  const others = (status: Threat['status']): number => threats.filter((threat) => threat.status === status).length;
  return [
    '| Critical | High | Medium | Low | None | Mitigated | Accepted |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    `| ${BANDS.map((band) => distribution[band].count).join(' | ')} | ${others('mitigated')} | ${others('accepted')} |`,
  ];
}

function coverageLines({ model, abuseCases }: Modelled): string[] {
  const of = (result: string): number => model.strideCoverage.filter((row) => row.result === result).length;
  const unknown = model.strideCoverage.filter((row) => row.result === 'threat' && row.threatIds.length === 0).length;
  return [
    `- STRIDE: ${count(model.strideCoverage.length, 'verdict')}: ${of('threat') - unknown} threatened, ` +
      `${of('mitigated')} mitigated, ${of('not-applicable')} not applicable, ${unknown} unknown`,
    `- Abuse cases: ${Object.entries(abuseCases)
      .map(([category, list]) => `${category} ${list.length}`)
      .join(', ')}`,
    '- Attack trees: credential theft, data exfiltration, privilege escalation',
  ];
}
