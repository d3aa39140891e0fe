import { STRIDE, type Stride } from '../../artifacts/enums';
import type { Component } from '../../artifacts/phase3';
import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { StrideVerdict, Threat } from '../../artifacts/phase5';
import { STRIDE_TABLE, defendingCategories } from '../../knowledge/stride';
import { type Landscape, changesState, isNetwork, isOpen } from './landscape';
import { count, listed } from '../../wording/text';

/**
 * Marks a verdict for which neither control nor gap was recorded although the component is exposed: unknown, not clean.
 */
const GAP_MISSED = 'gap-missed';

export interface CoverageInput {
  landscape: Landscape;
  threats: readonly Threat[];
  /** Gaps that became no threat, with the reason. */
  dropped: ReadonlyMap<string, ConsolidatedGap[]>;
}

const concerns = (threat: Threat, stride: Stride): boolean =>
  threat.strideCategory === stride || threat.secondaryStride?.includes(stride) === true;

/** A verdict for every component and every STRIDE category, without exception. */
export function strideCoverage(input: CoverageInput): StrideVerdict[] {
  return input.landscape.components.flatMap((component) => STRIDE.map((stride) => verdict(component, stride, input)));
}

function verdict(component: Component, stride: Stride, input: CoverageInput): StrideVerdict {
  const row = { component: component.name, category: stride };
  const here = input.threats.filter((threat) => threat.component === component.name && concerns(threat, stride));
  const open = here.filter((threat) => threat.status !== 'mitigated');
  if (open.length > 0)
    return {
      ...row,
      result: 'threat',
      threatIds: open.map((threat) => threat.id),
      rationale: `${count(open.length, 'threat')} from ${count(new Set(open.flatMap((threat) => threat.controlGaps)).size, 'gap')}.`,
    };
  const mitigated =
    here.length > 0
      ? here
      : input.threats.filter(
          (threat) =>
            threat.status === 'mitigated' &&
            threat.strideCategory === stride &&
            coversAlso(component, stride, threat, input.landscape),
        );
  if (mitigated.length > 0)
    return {
      ...row,
      result: 'mitigated',
      threatIds: mitigated.map((threat) => threat.id),
      rationale: `Prevented by ${listed(controlNames(mitigated, input.landscape), 3)}.`,
    };
  return { ...row, threatIds: [], ...withoutThreat(component, stride, input) };
}

const controlNames = (threats: readonly Threat[], landscape: Landscape): string[] => {
  const ids = new Set(
    threats.flatMap((threat) =>
      threat.existingControls.map((control) => (typeof control === 'string' ? control : control.control_id)),
    ),
  );
  return landscape.controls.filter((control) => ids.has(control.control_id)).map((control) => control.control_name);
};

/** A control of another component that stands in front of all entry points of this one. */
function coversAlso(component: Component, stride: Stride, threat: Threat, landscape: Landscape): boolean {
  const entries = component.entryPoints.filter(isNetwork);
  if (entries.length === 0) return false;
  if (stride === 'Spoofing') return entries.every((entry) => entry.publicByDesign === true || !isOpen(entry));
  if (stride === 'ElevationOfPrivilege')
    return entries.every((entry) => entry.publicByDesign === true || !/^(none|unknown)$/.test(entry.authorization));
  if (stride === 'DoS') return entries.every((entry) => entry.rateLimited === true);
  const ids = new Set(
    threat.existingControls.map((control) => (typeof control === 'string' ? control : control.control_id)),
  );
  return landscape.controls.some((control) => ids.has(control.control_id) && isApplicationWide(control));
}

const isApplicationWide = (control: ConsolidatedControl): boolean => control.details?.scope === 'app';

function withoutThreat(
  component: Component,
  stride: Stride,
  { landscape, dropped }: CoverageInput,
): Pick<StrideVerdict, 'result' | 'rationale' | 'unknown'> {
  const left = [...dropped].flatMap(([reason, gaps]) =>
    gaps
      .filter(
        (gap) =>
          gap.stride_impact.includes(stride) &&
          gap.locations.some((place) => landscape.componentOf(place.file_path) === component.name),
      )
      .map((gap) => ({ reason, gap })),
  );
  if (left[0])
    return {
      result: 'not-applicable',
      rationale: `${left[0].reason} (${listed(
        left.map(({ gap }) => gap.gap_id),
        5,
      )}).`,
    };
  const exposure = exposureOf(component, stride);
  if (exposure === undefined)
    return {
      result: 'not-applicable',
      rationale: `No entry point, store or flow of this component is exposed to ${STRIDE_TABLE[stride].label.toLowerCase()}, and no gap was recorded.`,
    };
  const partial = landscape.controls.filter(
    (control) =>
      landscape.componentOf(control.file_location) === component.name &&
      defendingCategories(stride).includes(control.control_type),
  );
  const known =
    partial.length > 0
      ? `only ${listed(
          partial.map((control) => control.control_name),
          3,
        )} (${partial[0]?.strength ?? ''}) was found`
      : 'no control was found';
  return {
    result: 'threat',
    rationale: `${GAP_MISSED}: ${exposure}; ${known} and no gap was recorded. Not established: treat as unknown.`,
    unknown: true,
  };
}

/** Why this category could matter here, or undefined. */
function exposureOf(component: Component, stride: Stride): string | undefined {
  const entries = component.entryPoints.filter(isNetwork);
  const meant = entries.filter((entry) => entry.publicByDesign !== true);
  const stores = component.dataStores;
  if (stride === 'Spoofing')
    return meant.length > 0 ? `${count(meant.length, 'network entry point')} meant for known users` : undefined;
  if (stride === 'ElevationOfPrivilege')
    return meant.length > 0 ? `${count(meant.length, 'network entry point')} not meant for everybody` : undefined;
  if (stride === 'DoS') return entries.length > 0 ? count(entries.length, 'network entry point') : undefined;
  const changing = entries.filter(changesState);
  if (stride === 'Repudiation')
    return changing.length > 0
      ? `${count(changing.length, 'entry point')} that ${changing.length === 1 ? 'changes' : 'change'} state`
      : undefined;
  const withInput = entries.filter((entry) => entry.inputParameters.length > 0);
  if (stride === 'Tampering')
    return withInput.length > 0 ? `${count(withInput.length, 'entry point')} with parameters` : undefined;
  if (component.handles_crown_jewels) return 'crown jewels are handled';
  return stores.length > 0 ? `${count(stores.length, 'data store')} in use` : undefined;
}
