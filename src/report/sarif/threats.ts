import type { Location as SarifLocation, Log, ReportingConfiguration, ReportingDescriptor, Result } from 'sarif';
import type { Location, Severity } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { ThreatModelData } from '../../artifacts/report-data';
import { sarifRun } from './invocations';
import { fingerprint, pascalCase, sarifCodeFlow, sarifLocation, sarifLog, type SarifPlace } from './log';

type Level = NonNullable<ReportingConfiguration['level']>;

const LEVEL_OF_BAND: Record<Threat['cvss']['overall']['severity'], Level> = { Critical: 'error', High: 'error', Medium: 'warning', Low: 'note', None: 'none' };
const LEVEL_OF_SEVERITY: Record<Severity, Level> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'none' };
/** GitHub reads `security-severity` as a CVSS-like number; a gap without a score gets the middle of its band. */
const SCORE_OF_SEVERITY: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: '0.0' };

const placeOf = (location: Location): SarifPlace => ({ file: location.file_path, line: location.line_range.start, endLine: location.line_range.end });
const cweTags = (references: readonly string[] = []): string[] =>
  references.flatMap((reference) => /^CWE-(\d+)/.exec(reference)?.[1] ?? []).map((number) => `external/cwe/cwe-${number.padStart(3, '0')}`);

function threatRule(threat: Threat): ReportingDescriptor {
  const { environmental, overall } = threat.cvss;
  const remedies = threat.recommendedControls.map((control) => (typeof control === 'string' ? control : control.action));
  return {
    id: threat.id,
    name: pascalCase(threat.title),
    shortDescription: { text: threat.title },
    fullDescription: { text: threat.threat },
    defaultConfiguration: { level: LEVEL_OF_BAND[overall.severity] },
    help: { text: remedies.join(' ') || threat.threat, markdown: [threat.threat, ...remedies.map((remedy) => `- ${remedy}`)].join('\n') },
    properties: {
      strideCategory: threat.strideCategory,
      cvss: { environmentalScore: environmental.score, overallScore: overall.score, severity: overall.severity, vector: overall.vector },
      tags: ['security', `stride/${threat.strideCategory}`, ...cweTags(threat.references)],
      'security-severity': overall.score.toFixed(1),
    },
  };
}

const logicalLocation = (threat: Threat): SarifLocation => ({
  logicalLocations: [...threat.dfdElements.map(({ id, kind }) => ({ name: id, kind })), ...(threat.dfdElements.length === 0 ? [{ name: threat.component, kind: 'component' }] : [])],
});

function threatResult(threat: Threat, ruleIndex: number, gaps: ReadonlyMap<string, ConsolidatedGap>): Result {
  const [first, ...others] = threat.locations;
  const flow = threat.controlGaps.flatMap((id) => gaps.get(id)?.flow ?? []);
  const steps = flow.map((step) => ({ place: { file: step.file_path, line: step.line, endLine: step.line }, message: step.text }));
  return {
    ruleId: threat.id,
    ruleIndex,
    level: LEVEL_OF_BAND[threat.cvss.overall.severity],
    kind: threat.status === 'mitigated' ? 'pass' : 'fail',
    message: { text: `${threat.title}. ${threat.threat}` },
    locations: [first ? sarifLocation(placeOf(first)) : logicalLocation(threat)],
    ...(others.length > 0 ? { relatedLocations: others.map((location, id) => ({ id: id + 1, ...sarifLocation(placeOf(location)) })) } : {}),
    ...(steps.length > 1 ? { codeFlows: [sarifCodeFlow(steps)] } : {}),
    partialFingerprints: { 'threatModel/v1': fingerprint(`${threat.strideCategory}/${(threat.references ?? []).join()}`, first?.file_path ?? threat.component, first?.context ?? threat.title) },
    properties: {
      threatId: threat.id,
      gapIds: threat.controlGaps,
      businessImpact: threat.businessContext.businessImpactFinancial,
      likelihood: threat.likelihood.rating,
      recommendedControls: threat.recommendedControls.map((control) => (typeof control === 'string' ? control : control.action)),
    },
  };
}

/** SARIF has no level for a passing or informational result but `none`; `kind` says which of the two it is. */
const withKind = (result: Result): Result => (result.kind === 'pass' ? { ...result, level: 'none' } : result.level === 'none' ? { ...result, kind: 'informational' } : result);

const gapRuleId = (gap: ConsolidatedGap): string => `GAP/${gap.category}/${gap.gap_type ?? 'blocked'}`;

function gapRule(gap: ConsolidatedGap): ReportingDescriptor {
  const title = `${gap.gap_type ?? 'Uninvestigated'} control: ${gap.category.replaceAll('-', ' ')}`;
  return {
    id: gapRuleId(gap),
    name: pascalCase(title),
    shortDescription: { text: title },
    fullDescription: { text: `A control of the category ${gap.category} is ${gap.gap_type ?? 'not investigated'} and no threat of the model covers it.` },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['security', `control/${gap.category}`], 'security-severity': SCORE_OF_SEVERITY[gap.severity] },
  };
}

function gapResult(gap: ConsolidatedGap, ruleIndex: number): Result {
  const [first, ...others] = gap.locations;
  return {
    ruleId: gapRuleId(gap),
    ruleIndex,
    level: LEVEL_OF_SEVERITY[gap.severity],
    kind: 'fail',
    message: { text: gap.recommendation ? `${gap.description} ${gap.recommendation}` : gap.description },
    locations: [first ? sarifLocation(placeOf(first)) : { logicalLocations: gap.affected_components.map((name) => ({ name, kind: 'component' })) }],
    ...(others.length > 0 ? { relatedLocations: others.map((location, id) => ({ id: id + 1, ...sarifLocation(placeOf(location)) })) } : {}),
    partialFingerprints: { 'threatModel/v1': fingerprint(gapRuleId(gap), first?.file_path ?? gap.category, first?.context ?? gap.description) },
    properties: { gapIds: [gap.gap_id], severity: gap.severity, ...(gap.cwe ? { tags: cweTags([gap.cwe]) } : {}) },
  };
}

/** One rule and one result per threat, then the gaps that no threat covers (spec P-175, P-176). */
export function threatsSarif(data: ThreatModelData): Log {
  const gaps = new Map(data.securityControls.gaps.map((gap) => [gap.gap_id, gap]));
  const covered = new Set(data.threats.flatMap((threat) => threat.controlGaps));
  const uncovered = data.securityControls.gaps.filter((gap) => !covered.has(gap.gap_id));
  const gapRules = [...new Map(uncovered.map((gap) => [gapRuleId(gap), gapRule(gap)])).values()];
  const rules = [...data.threats.map(threatRule), ...gapRules];
  const indexOf = new Map(rules.map((rule, index) => [rule.id, index]));
  const results = [
    ...data.threats.map((threat) => threatResult(threat, indexOf.get(threat.id) ?? 0, gaps)),
    ...uncovered.map((gap) => gapResult(gap, indexOf.get(gapRuleId(gap)) ?? 0)),
  ].map(withKind);
  const tool = { name: 'threat-model', version: data.session.toolVersion, informationUri: 'https://github.com/threatline/threatline' };
  return sarifLog(tool, rules, results, sarifRun(data.coverage, data.incomplete), { sessionId: data.sessionId, methodology: data.methodology, cvssVersion: data.cvssVersion });
}
