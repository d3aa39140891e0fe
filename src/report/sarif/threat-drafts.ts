import type { Location as SarifLocation, ReportingDescriptor, Result } from 'sarif';
import type { Location } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { message } from '../../safety/text/sarif';
import { type CodeView } from './code-view';
import { type Identified } from './identity';
import { obstacleWords } from '../../wording/witness';
import { sarifCodeFlow, sarifLocation, type SarifPlace } from './log';
import { cweTagsIn, SCORE_OF_SEVERITY } from './rules';
import { gapRule, threatRule, LEVEL_OF_BAND, LEVEL_OF_GAP } from './threat-rules';

/** A result before its rule has a number. */
export interface Draft extends Identified {
  descriptor: ReportingDescriptor;
  score: number;
}

const placeOf = (location: Location): SarifPlace => ({
  file: location.file_path,
  line: location.line_range.start,
  endLine: location.line_range.end,
});

const isAt = (gap: ConsolidatedGap, location: Location): boolean =>
  gap.locations.some(
    (other) => other.file_path === location.file_path && other.line_range.start === location.line_range.start,
  );

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
export function threatDrafts(threat: Threat, gaps: ReadonlyMap<string, ConsolidatedGap>, code: CodeView): Draft[] {
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

export function gapDrafts(gap: ConsolidatedGap, code: CodeView): Draft[] {
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
