import { STRIDE } from '../../artifacts/enums';
import type { Threat } from '../../artifacts/phase5';
import { scoreVector, severityOf } from '../cvss/vector';
import type { ThreatModelInput, ThreatModelOutput } from './input';
import { bandOf } from './risk-matrix';
import { say, type Said, type Sayable } from '../../messages/say';

/** One broken rule of a threat model, whoever made it. */
export interface Violation {
  rule:
    | 'generic'
    | 'location'
    | 'gap'
    | 'actor'
    | 'reference'
    | 'cvss'
    | 'context'
    | 'order'
    | 'id'
    | 'coverage'
    | 'abuse-case'
    | 'attack-tree'
    | 'dfd'
    | 'matrix'
    | 'files'
    | 'summary';
  threat?: string;
  message: Sayable;
}

/** Everything that must hold between the files of phase 5 and the earlier phases. Empty when all of it does. */
export function validateThreatModel(output: ThreatModelOutput, input: ThreatModelInput): Violation[] {
  const { threats } = output.model;
  const known = references(input);
  return [
    ...threats.flatMap((threat) => [
      ...specific(threat, input),
      ...bound(threat),
      ...named(threat, known),
      ...scored(threat, input),
    ]),
    ...ordered(threats),
    ...covered(output, input),
    ...abused(output),
    ...drawn(output, input),
    ...counted(output),
    ...tested(output),
  ];
}

const violation = (rule: Violation['rule'], message: Said, threat?: string): Violation => ({
  rule,
  message,
  ...(threat === undefined ? {} : { threat }),
});

/** A threat must name something of this system: a place, an address or a component. */
function specific(threat: Threat, input: ThreatModelInput): Violation[] {
  const names = [
    ...threat.locations.map((place) => place.file_path),
    ...input.entryPoints.entryPoints
      .filter((entry) => threat.affectedEntryPoints.includes(entry.id))
      .map((entry) => entry.path),
    threat.component,
  ].filter((name) => name.length > 1);
  if (names.length === 0 || threat.threat === '' || threat.title === '')
    return [violation('generic', say('threats/violations.namesNothing'), threat.id)];
  return [];
}

function bound(threat: Threat): Violation[] {
  const found: Violation[] = [];
  if (threat.locations.length === 0 && threat.architectural !== true)
    found.push(violation('location', say('threats/violations.noLocation'), threat.id));
  if (threat.architectural === true && threat.affectedDataFlows.length + threat.trustBoundariesCrossed.length === 0)
    found.push(violation('location', say('threats/violations.noFlow'), threat.id));
  if (threat.status !== 'mitigated' && threat.controlGaps.length === 0)
    found.push(violation('gap', say('threats/violations.noGap'), threat.id));
  if (threat.businessContext.businessImpactFinancial === '')
    found.push(violation('context', say('threats/violations.noImpact'), threat.id));
  return found;
}

interface References {
  actors: Set<string>;
  components: Set<string>;
  gaps: Set<string>;
  entries: Set<string>;
  flows: Set<string>;
  boundaries: Set<string>;
  controls: Set<string>;
}

function references(input: ThreatModelInput): References {
  return {
    actors: new Set(input.business.threat_actors.threat_actors.flatMap((actor) => [actor.id, actor.name])),
    components: new Set(input.components.map((component) => component.name)),
    gaps: new Set(input.gaps.map((gap) => gap.gap_id)),
    entries: new Set(input.entryPoints.entryPoints.map((entry) => entry.id)),
    flows: new Set(input.dataFlows.flows.map((flow) => flow.id)),
    boundaries: new Set(input.boundaries.boundaries.map((boundary) => boundary.id)),
    controls: new Set(input.categories.flatMap((category) => category.controls.map((control) => control.control_id))),
  };
}

function named(threat: Threat, known: References): Violation[] {
  const foreign = (ids: readonly string[], set: ReadonlySet<string>, what: string): Violation[] =>
    ids
      .filter((id) => !set.has(id))
      .map((id) =>
        violation(what === 'actor' ? 'actor' : 'reference', say('threats/violations.missing', what, id), threat.id),
      );
  return [
    ...foreign([threat.threatActor], known.actors, 'actor'),
    ...foreign([threat.component], known.components, 'component'),
    ...foreign(threat.controlGaps, known.gaps, 'gap'),
    ...foreign(threat.affectedEntryPoints, known.entries, 'entry point'),
    ...foreign(threat.affectedDataFlows, known.flows, 'data flow'),
    ...foreign(threat.trustBoundariesCrossed, known.boundaries, 'trust boundary'),
    ...foreign(
      threat.existingControls.map((control) => (typeof control === 'string' ? control : control.control_id)),
      known.controls,
      'control',
    ),
  ];
}

function scored(threat: Threat, input: ThreatModelInput): Violation[] {
  const { cvss } = threat;
  if (cvss.version !== input.cvssVersion)
    return [violation('cvss', say('threats/violations.otherVersion', cvss, input.cvssVersion), threat.id)];
  const parts = [cvss.base, cvss.threat, cvss.temporal, cvss.environmental, cvss.overall].flatMap((part) => part ?? []);
  const wrong = parts.find(
    (part) => computed(part.vector) !== (part === cvss.overall ? (cvss.overall.cut?.from ?? part.score) : part.score),
  );
  if (wrong) return [violation('cvss', say('threats/violations.otherScore', wrong.vector, wrong.score), threat.id)];
  if (cvss.overall.severity !== severityOf(cvss.overall.score))
    return [violation('cvss', say('threats/violations.otherSeverity'), threat.id)];
  const unexplained = Object.keys(cvss.base.metrics).find((metric) => (cvss.reasons[metric] ?? '') === '');
  return unexplained === undefined
    ? []
    : [violation('cvss', say('threats/violations.noReason', unexplained), threat.id)];
}

function computed(vector: string): number | undefined {
  try {
    return scoreVector(vector);
  } catch {
    return undefined;
  }
}

function ordered(threats: readonly Threat[]): Violation[] {
  const ids = new Set(threats.map((threat) => threat.id));
  const found = ids.size === threats.length ? [] : [violation('id', say('threats/violations.idsNotUnique'))];
  threats.forEach((threat, index) => {
    const next = threats[index + 1];
    if (next && next.cvss.overall.score > threat.cvss.overall.score)
      found.push(violation('order', say('threats/violations.standsBefore', next), threat.id));
    if (threat.cvss.overall.priorityRank !== index + 1)
      found.push(violation('order', say('threats/violations.otherRank', threat, index), threat.id));
  });
  return found;
}

function covered({ model }: ThreatModelOutput, input: ThreatModelInput): Violation[] {
  const rows = new Map(model.strideCoverage.map((row) => [`${row.component} ${row.category}`, row]));
  const ids = new Set(model.threats.map((threat) => threat.id));
  const missing = input.components.flatMap((component) =>
    STRIDE.filter((stride) => !rows.has(`${component.name} ${stride}`)).map((stride) =>
      violation('coverage', say('threats/violations.noVerdict', stride, component)),
    ),
  );
  const wrong = model.strideCoverage.flatMap((row) => {
    const empty = row.threatIds.length === 0;
    if (row.threatIds.some((id) => !ids.has(id)))
      return [violation('coverage', say('threats/violations.missingThreat', row))];
    if (row.rationale === '') return [violation('coverage', say('threats/violations.verdictWithoutReason', row))];
    return row.result !== 'not-applicable' && empty && row.unknown !== true
      ? [violation('coverage', say('threats/violations.verdictWithoutThreat', row))]
      : [];
  });
  return [...missing, ...wrong];
}

function abused({ abuseCases, attackTrees, model }: ThreatModelOutput): Violation[] {
  const cases = Object.values(abuseCases).flat();
  const related = new Set(cases.flatMap((item) => item.relatedThreats));
  const found = model.threats
    .filter(
      (threat) =>
        threat.status === 'open' && /^(High|Critical)$/.test(threat.cvss.overall.severity) && !related.has(threat.id),
    )
    .map((threat) => violation('abuse-case', say('threats/violations.noAbuseCase'), threat.id));
  if (new Set(cases.map((item) => item.id)).size !== cases.length)
    found.push(violation('id', say('threats/violations.abuseIdsNotUnique')));
  for (const [name, tree] of Object.entries(attackTrees))
    if (tree === '') found.push(violation('attack-tree', say('threats/violations.noGoal', name)));
  return found;
}

/** Every threat is on the diagram; every flow over a boundary has its verdicts. */
function drawn({ dfd }: ThreatModelOutput, input: ThreatModelInput): Violation[] {
  const found = dfd.unmapped.map((id) => violation('dfd', say('threats/violations.notMapped'), id));
  const filled = (cell: { applicable: boolean; threatIds: string[]; note?: string | undefined }): boolean =>
    !cell.applicable || cell.threatIds.length > 0 || (cell.note ?? '') !== '';
  for (const element of dfd.elements) {
    const { S, T, R, I, D, E } = element.stride;
    if (![S, T, R, I, D, E].every(filled)) found.push(violation('dfd', say('threats/violations.emptyCell', element)));
  }
  const elements = new Map(dfd.elements.map((element) => [element.id, element]));
  for (const flow of input.dataFlows.flows.filter((item) => item.crossesBoundaries.length > 0)) {
    const own = elements.get(flow.id)?.stride;
    if (!own || !(own.T.applicable || own.I.applicable))
      found.push(violation('dfd', say('threats/violations.flowWithoutVerdict', flow)));
    for (const id of flow.crossesBoundaries) {
      const crossed = elements.get(id)?.stride;
      if (!crossed || !(crossed.S.applicable || crossed.E.applicable))
        found.push(violation('dfd', say('threats/violations.boundaryWithoutVerdict', id, flow)));
    }
  }
  return found;
}

function counted({ matrix, model }: ThreatModelOutput): Violation[] {
  const open = model.threats.filter((threat) => threat.status === 'open');
  const found = (['critical', 'high', 'medium', 'low', 'none'] as const).flatMap((band) => {
    const expected = open.filter((threat) => bandOf(threat.cvss.overall.score) === band).map((threat) => threat.id);
    const { count, threat_ids: ids } = matrix.distribution[band];
    return count === expected.length && ids.join() === expected.join()
      ? []
      : [violation('matrix', say('threats/violations.insteadOf', band, count, expected))];
  });
  if (model.summary.totalThreats !== model.threats.length)
    found.push(
      violation('summary', say('threats/violations.totalInsteadOf', model.summary.totalThreats, model.threats)),
    );
  return found;
}

function tested({ files, model }: ThreatModelOutput): Violation[] {
  const listed = new Set(files.files.flatMap((file) => file.threatIds));
  return model.threats
    .filter((threat) => threat.locations.length > 0 && !listed.has(threat.id))
    .map((threat) => violation('files', say('threats/violations.noFileToTest'), threat.id));
}
