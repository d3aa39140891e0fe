import type { Location as SarifLocation, Log, ReportingDescriptor, Result } from 'sarif';
import type { Location, Severity } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { ThreatModelData } from '../../artifacts/report-data';
import { humanize } from '../../knowledge/names';
import { findWeakness } from '../../knowledge/weaknesses';
import { message } from '../../safety/text/sarif';
import { type CodeView, NO_CODE } from './code-view';
import { type Identified, withFingerprints } from './identity';
import { obstacleWords } from '../../wording/witness';
import { sarifRun } from './invocations';
import { sarifCodeFlow, sarifLocation, sarifLog, type SarifPlace } from './log';
import { isLead } from './leads';
import {
  cweTagsIn,
  type Level,
  LEVEL_OF_SEVERITY,
  plainRule,
  SCORE_OF_SEVERITY,
  weaknessRule,
  withScore,
} from './rules';

const LEVEL_OF_BAND: Record<Threat['cvss']['overall']['severity'], Level> = {
  Critical: 'error',
  High: 'error',
  Medium: 'warning',
  Low: 'note',
  None: 'none',
};
const LEVEL_OF_GAP: Record<Severity, Level> = { ...LEVEL_OF_SEVERITY, info: 'none' };

/** A result before its rule has a number. */
interface Draft extends Identified {
  descriptor: ReportingDescriptor;
  score: number;
}

const placeOf = (location: Location): SarifPlace => ({
  file: location.file_path,
  line: location.line_range.start,
  endLine: location.line_range.end,
});
const kebab = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
const isAt = (gap: ConsolidatedGap, location: Location): boolean =>
  gap.locations.some(
    (other) => other.file_path === location.file_path && other.line_range.start === location.line_range.start,
  );

function gapRule(gap: ConsolidatedGap): ReportingDescriptor {
  const weakness = findWeakness(gap.weakness ?? '');
  if (weakness) return weaknessRule(weakness);
  const state = gap.gap_type ?? 'uninvestigated';
  const description = `A control of the category ${gap.category} is ${gap.gap_type ?? 'not investigated'}.`;
  return plainRule(
    `${state}-${gap.category}-control`,
    `${humanize(state)} control: ${gap.category.replaceAll('-', ' ')}`,
    description,
    [`control/${gap.category}`, ...cweTagsIn(gap.cwe ? [gap.cwe] : [])],
  );
}

/** The rule of a threat that no single gap stands for. */
function threatRule(threat: Threat): ReportingDescriptor {
  const tags = [`stride/${threat.strideCategory}`, ...cweTagsIn(threat.references)];
  const kind = humanize(threat.strideCategory).toLowerCase();
  if (threat.chain !== undefined)
    return plainRule(
      `chain-${kebab(threat.chain)}`,
      `Flaws that add up: ${humanize(threat.chain).toLowerCase()}`,
      'Two flaws together allow what neither does alone.',
      tags,
    );
  const state = threat.status === 'mitigated' ? 'prevented' : 'possible';
  return plainRule(
    `${state}-${kebab(threat.strideCategory)}`,
    `${humanize(state)}: ${kind}`,
    `A threat of this kind is ${state === 'prevented' ? 'prevented by controls of the code' : 'possible'}.`,
    tags,
  );
}

const logicalLocation = ({ dfdElements, component }: Threat): SarifLocation => ({
  logicalLocations:
    dfdElements.length === 0
      ? [{ name: component, kind: 'component' }]
      : dfdElements.map(({ id, kind }) => ({ name: id, kind })),
});

const actionsOf = ({ recommendedControls }: Threat): string[] =>
  recommendedControls.map((control) => message(typeof control === 'string' ? control : control.action));

function flowsOf(gap: ConsolidatedGap | undefined, code: CodeView): Pick<Result, 'codeFlows'> {
  const steps = (gap?.flow ?? []).map((step) => ({
    place: { file: step.file_path, line: step.line, endLine: step.line },
    text: step.text,
  }));
  return steps.length > 1 ? { codeFlows: [sarifCodeFlow(steps, code)] } : {};
}

const related = (locations: readonly Location[], code: CodeView): Pick<Result, 'relatedLocations'> =>
  locations.length > 0
    ? { relatedLocations: locations.map((location, id) => ({ id: id + 1, ...sarifLocation(placeOf(location), code) })) }
    : {};

const whatIsWrong = (gap: ConsolidatedGap): string =>
  message(gap.recommendation ? `${gap.description} ${gap.recommendation}` : gap.description);

/** How sure the claim is, where its code runs, and what shows it. */
const claimOf = ({
  proof,
  zone,
  witness,
  obstacle,
}: Pick<ConsolidatedGap, 'proof' | 'zone' | 'witness' | 'obstacle'>): Record<string, unknown> => ({
  ...(witness === undefined ? {} : { witness }),
  ...(obstacle === undefined ? {} : { obstacle: { ...obstacle, text: message(obstacleWords(obstacle)) } }),
  ...(proof ? { proof } : {}),
  ...(zone ? { zone } : {}),
});

/** A threat at one of its places. `gap`: what is wrong at just that place. */
function threatDraft(
  threat: Threat,
  location: Location | undefined,
  gap: ConsolidatedGap | undefined,
  others: readonly Location[],
  code: CodeView,
): Draft {
  const descriptor = gap && threat.chain === undefined ? gapRule(gap) : threatRule(threat);
  const { overall } = threat.cvss;
  const place = location && placeOf(location);
  const gaps = gap ? [gap.gap_id] : threat.controlGaps;
  const result: Result = {
    ruleId: descriptor.id,
    level: LEVEL_OF_BAND[overall.severity],
    kind: threat.status === 'mitigated' ? 'pass' : 'fail',
    message: { text: gap ? whatIsWrong(gap) : message(`${threat.title}. ${threat.threat}`) },
    locations: [place ? sarifLocation(place, code) : logicalLocation(threat)],
    ...related(others, code),
    ...flowsOf(gap, code),
    properties: {
      threat: threat.id,
      gapIds: gaps,
      ...claimOf(gap ?? { proof: threat.proof, zone: threat.zone }),
      'security-severity': overall.score.toFixed(1),
      cvss: {
        environmentalScore: threat.cvss.environmental.score,
        overallScore: overall.score,
        severity: overall.severity,
        vector: overall.vector,
      },
      strideCategory: threat.strideCategory,
      businessImpact: message(threat.businessContext.businessImpactFinancial),
      likelihood: threat.likelihood.rating,
      recommendedControls: actionsOf(threat),
    },
  };
  return { rule: descriptor.id, place, result, descriptor, score: overall.score };
}

/** One result for every place at which a gap of the threat shows; one in all for a threat that no place shows. */
function threatDrafts(threat: Threat, gaps: ReadonlyMap<string, ConsolidatedGap>, code: CodeView): Draft[] {
  const own = threat.controlGaps.flatMap((id) => gaps.get(id) ?? []);
  const shown =
    threat.chain === undefined ? threat.locations.filter((location) => own.some((gap) => isAt(gap, location))) : [];
  if (shown.length === 0) {
    const [first, ...others] = threat.locations;
    return [threatDraft(threat, first, own.length === 1 ? own[0] : undefined, others, code)];
  }
  return shown.map((location) =>
    threatDraft(
      threat,
      location,
      own.find((gap) => isAt(gap, location)),
      [],
      code,
    ),
  );
}

function gapDrafts(gap: ConsolidatedGap, code: CodeView): Draft[] {
  const descriptor = gapRule(gap);
  const places = gap.locations.length > 0 ? gap.locations : [undefined];
  return places.map((location) => {
    const place = location && placeOf(location);
    const result: Result = {
      ruleId: descriptor.id,
      level: LEVEL_OF_GAP[gap.severity],
      kind: 'fail',
      message: { text: whatIsWrong(gap) },
      locations: [
        place
          ? sarifLocation(place, code)
          : { logicalLocations: gap.affected_components.map((name) => ({ name, kind: 'component' })) },
      ],
      ...flowsOf(gap, code),
      properties: {
        threat: gap.gap_id,
        gapIds: [gap.gap_id],
        ...claimOf(gap),
        severity: gap.severity,
        'security-severity': SCORE_OF_SEVERITY[gap.severity],
        ...(gap.cwe ? { tags: cweTagsIn([gap.cwe]) } : {}),
      },
    };
    return { rule: descriptor.id, place, result, descriptor, score: Number(SCORE_OF_SEVERITY[gap.severity]) };
  });
}

/** SARIF has no level for a passing or informational result but `none`; `kind` says which of the two it is. */
function withKind(result: Result): Result {
  if (result.kind === 'pass') return { ...result, level: 'none' };
  return result.level === 'none' ? { ...result, kind: 'informational' } : result;
}

/** One flaw at one place is one result, whichever threats name it: the first, which weighs most. */
function distinct(drafts: readonly Draft[]): Draft[] {
  const kept = new Map<string, Draft>();
  for (const draft of drafts) {
    const { rule, place, result } = draft;
    const key = place
      ? `${rule} ${place.line}-${place.endLine} ${place.file}`
      : `${rule} ${JSON.stringify([result.locations, result.properties?.['threat']])}`;
    if (!kept.has(key)) kept.set(key, draft);
  }
  return [...kept.values()];
}

/**
 * The threats in the order of the report, one result per place, then the gaps
 * that no threat covers (spec P-175, P-176). `leads`: with what is only worth a look; without it the report and the
 * JSON alone hold that.
 */
export function threatsSarif(data: ThreatModelData, code: CodeView = NO_CODE, leads = false): Log {
  const gaps = new Map(data.securityControls.gaps.map((gap) => [gap.gap_id, gap]));
  const covered = new Set(data.threats.flatMap((threat) => threat.controlGaps));
  const uncovered = data.securityControls.gaps.filter((gap) => !covered.has(gap.gap_id));
  const drafts = distinct([
    ...data.threats.flatMap((threat) => threatDrafts(threat, gaps, code)),
    ...uncovered.flatMap((gap) => gapDrafts(gap, code)),
  ]);
  const told = drafts.filter((draft) => leads || !isLead(draft.result));
  const rules = [...new Map(told.map(({ rule, descriptor }) => [rule, descriptor])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const scored = rules.map((rule) =>
    withScore(
      rule,
      told.filter((draft) => draft.rule === rule.id).map(({ score }) => score),
    ),
  );
  // Leads are counted among equal lines in either case: a fingerprint does not change with the option.
  const identified = withFingerprints(
    drafts.map((draft) => ({
      ...draft,
      result: withKind({ ...draft.result, ruleIndex: indexOf.get(draft.rule) ?? 0 }),
    })),
    code,
  );
  const results = identified.filter((result) => leads || !isLead(result));
  return sarifLog(data.session.toolVersion, scored, results, sarifRun(data.coverage, data.incomplete), {
    sessionId: data.sessionId,
    methodology: data.methodology,
    cvssVersion: data.cvssVersion,
  });
}
