import { STRIDE, type Stride } from '../../artifacts/enums';
import type { ConsolidatedControl } from '../../artifacts/phase4';
import { ATTACK_REQUIREMENTS, TYPICAL_WEAKNESS } from '../../knowledge/attack-requirements';
import { ATTACK_PATTERNS } from '../../knowledge/attack-patterns';
import { cweUrl } from '../../knowledge/cwe';
import { STRIDE_TABLE, defendingCategories } from '../../knowledge/stride';
import { weaknessOf } from '../../knowledge/weaknesses';
import { scoreThreat } from '../cvss/score';
import type { InSteps } from '../in-steps';
import { actorFor, likelihoodOf } from './adversary';
import { businessEffect } from './business-effect';
import { circumstancesOf } from './circumstances';
import type { ThreatDraft } from './compose';
import type { ThreatModelInput } from './input';
import { type Landscape } from './landscape';
import { entryLabel } from '../../artifacts/notation';
import { unique } from '../text';
import { say } from '../../messages/say';

const isStrong = (control: ConsolidatedControl): boolean =>
  control.strength === 'strong' && control.verification_status === 'verified';

/**
 * Threats that verified strong controls prevent: kept, so that a test can show that the controls
 * hold. One per component and STRIDE category.
 */
export function* mitigatedThreats(
  open: readonly ThreatDraft[],
  input: ThreatModelInput,
  landscape: Landscape,
): InSteps<ThreatDraft[]> {
  const strong = landscape.controls.filter(isStrong);
  const found: ThreatDraft[] = [];
  for (const component of landscape.components) {
    yield;
    for (const stride of STRIDE) {
      const threatened = open.some(
        (draft) =>
          draft.component === component.name &&
          (draft.strideCategory === stride || draft.secondaryStride?.includes(stride) === true),
      );
      const controls = strong.filter(
        (control) =>
          landscape.componentOf(control.file_location) === component.name &&
          STRIDE_TABLE[stride].primary.includes(control.control_type),
      );
      const threat =
        threatened || controls.length === 0 ? undefined : compose(component.name, stride, controls, input, landscape);
      if (threat) found.push(threat);
    }
  }
  return found;
}

function compose(
  component: string,
  stride: Stride,
  controls: readonly ConsolidatedControl[],
  input: ThreatModelInput,
  landscape: Landscape,
): ThreatDraft | undefined {
  const first = controls[0];
  const category = defendingCategories(stride).find((item) =>
    controls.some((control) => control.control_type === item),
  );
  if (!first || !category) return undefined;
  const weaknessId = TYPICAL_WEAKNESS[category];
  const weakness = { ...weaknessOf(weaknessId), stride: [stride] as const };
  const requirement = ATTACK_REQUIREMENTS[weaknessId];
  const actor = actorFor(input.business.threat_actors.threat_actors, { stride: [stride], requirement });
  if (!actor) return undefined;
  const parts = landscape.component(component);
  const entries = (parts?.entryPoints ?? []).flatMap((entry) => landscape.entry(entry.id) ?? []);
  const flows = landscape
    .flowsFrom(
      entries,
      controls.map((control) => control.file_location),
    )
    .slice(0, 20);
  const jewels = (parts?.crown_jewels_handled ?? []).slice(0, 3);
  const names = unique(
    controls.map((control) => `${control.control_name} (${control.file_location}:${control.line_range.start})`),
  );
  const cause = { key: '', weakness, requirement, component, gaps: [], entries, locations: [] };
  const cvss = scoreThreat({
    version: input.cvssVersion,
    circumstances: circumstancesOf(cause, {
      component: parts,
      flows,
      crownJewels: jewels,
      sensitivity: undefined,
      landscape,
    }),
    business: input.business,
    touched: { crownJewels: jewels, compliance: [], stride: [stride] },
    proved: {},
    preventedBy: first.control_name,
  });
  const label = STRIDE_TABLE[stride].label;
  const where = entries[0] ? entryLabel(entries[0]) : component;
  return {
    key: `mitigated ${component} ${stride}`,
    what: label,
    title: say('threats/mitigated.title', label, component, first),
    component,
    strideCategory: stride,
    threat: say('threats/mitigated.without', {
      names,
      title: weakness.title,
      component,
      entries,
      consequence: weakness.consequence,
      controls,
    }),
    threatActor: actor.id,
    attackVector: say('threats/describe.filled', weakness.attack, where),
    attackTree: ATTACK_PATTERNS[weaknessId].steps.map((step) => say('threats/describe.filled', step, where)),
    prerequisites: [say('threats/mitigated.fails', first)],
    locations: controls
      .slice(0, 6)
      .map((control) => ({ file_path: control.file_location, line_range: control.line_range })),
    affectedEntryPoints: entries.map((entry) => entry.id),
    affectedDataFlows: flows.map((flow) => flow.id),
    trustBoundariesCrossed: landscape.boundariesOf(entries, flows).map((boundary) => boundary.id),
    dfdElements: [],
    existingControls: controls
      .slice(0, 6)
      .map((control) => ({ control_id: control.control_id, effect: say('text.shorten', control.effectiveness, 200) })),
    controlGaps: [],
    investigationSources: unique(controls.flatMap((control) => control.investigation_sources)),
    status: 'mitigated',
    cvss,
    businessContext: businessEffect(input.business, stride, actor, jewels, [], requirement.from === 'supply'),
    likelihood: likelihoodOf('strong', actor),
    recommendedControls: [
      {
        action: say('threats/mitigated.keep', first),
        type: category,
        effort: 'low',
        residualRisk: say('threats/mitigated.low'),
      },
    ],
    testingGuidance: [say('threats/mitigated.verify', first, weakness.payloads, where)],
    filesRequiringTesting: unique(controls.map((control) => control.file_location)),
    references: [`CWE-${weakness.cwe[0]}: ${cweUrl(weakness.cwe[0])}`],
    confidence: 'medium',
  };
}
