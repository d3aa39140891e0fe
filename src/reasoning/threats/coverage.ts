import { STRIDE, type Stride } from '../../artifacts/enums';
import type { Component } from '../../artifacts/phase3';
import type { ConsolidatedControl, ConsolidatedGap } from '../../artifacts/phase4';
import type { StrideVerdict, Threat } from '../../artifacts/phase5';
import { defendingCategories } from '../../knowledge/stride';
import { type Landscape, changesState, isNetwork, isOpen } from './landscape';
import { say, type Draft, type Said } from '../../messages/say';
import type { Dropped } from '../../messages/threats';

/**
 * Marks a verdict for which neither control nor gap was recorded although the component is exposed: unknown, not clean.
 */
const GAP_MISSED = 'gap-missed';

export interface CoverageInput {
  landscape: Landscape;
  threats: readonly Draft<Threat>[];
  /** Gaps that became no threat, with the reason. */
  dropped: ReadonlyMap<Dropped, ConsolidatedGap[]>;
}

const concerns = (threat: Draft<Threat>, stride: Stride): boolean =>
  threat.strideCategory === stride || threat.secondaryStride?.includes(stride) === true;

/** A verdict for every component and every STRIDE category, without exception. */
export function strideCoverage(input: CoverageInput): Draft<StrideVerdict>[] {
  return input.landscape.components.flatMap((component) => STRIDE.map((stride) => verdict(component, stride, input)));
}

function verdict(component: Component, stride: Stride, input: CoverageInput): Draft<StrideVerdict> {
  const row = { component: component.name, category: stride };
  const here = input.threats.filter((threat) => threat.component === component.name && concerns(threat, stride));
  const open = here.filter((threat) => threat.status !== 'mitigated');
  if (open.length > 0)
    return {
      ...row,
      result: 'threat',
      threatIds: open.map((threat) => threat.id),
      rationale: say('threats/coverage.threatsFromGaps', open),
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
      rationale: say('threats/coverage.preventedBy', controlNames(mitigated, input.landscape)),
    };
  return { ...row, threatIds: [], ...withoutThreat(component, stride, input) };
}

const controlNames = (threats: readonly Draft<Threat>[], landscape: Landscape): string[] => {
  const ids = new Set(
    threats.flatMap((threat) =>
      threat.existingControls.map((control) => (typeof control === 'string' ? control : control.control_id)),
    ),
  );
  return landscape.controls.filter((control) => ids.has(control.control_id)).map((control) => control.control_name);
};

/** A control of another component that stands in front of all entry points of this one. */
function coversAlso(component: Component, stride: Stride, threat: Draft<Threat>, landscape: Landscape): boolean {
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
): Pick<Draft<StrideVerdict>, 'result' | 'rationale' | 'unknown'> {
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
      rationale: say(
        'threats/coverage.dropped',
        left[0].reason,
        left.map(({ gap }) => gap),
      ),
    };
  const exposure = exposureOf(component, stride);
  if (exposure === undefined)
    return {
      result: 'not-applicable',
      rationale: say('threats/coverage.notExposed', stride),
    };
  const partial = landscape.controls.filter(
    (control) =>
      landscape.componentOf(control.file_location) === component.name &&
      defendingCategories(stride).includes(control.control_type),
  );
  const known = partial.length > 0 ? say('threats/coverage.onlyPartial', partial) : say('threats/coverage.noControl');
  return {
    result: 'threat',
    rationale: say('threats/coverage.unknown', GAP_MISSED, exposure, known),
    unknown: true,
  };
}

/** Why this category could matter here, or undefined. */
function exposureOf(component: Component, stride: Stride): Said | undefined {
  const entries = component.entryPoints.filter(isNetwork);
  const meant = entries.filter((entry) => entry.publicByDesign !== true);
  const stores = component.dataStores;
  if (stride === 'Spoofing') return meant.length > 0 ? say('threats/coverage.forKnownUsers', meant) : undefined;
  if (stride === 'ElevationOfPrivilege')
    return meant.length > 0 ? say('threats/coverage.notForEverybody', meant) : undefined;
  if (stride === 'DoS') return entries.length > 0 ? say('threats/coverage.networkEntries', entries) : undefined;
  const changing = entries.filter(changesState);
  if (stride === 'Repudiation')
    return changing.length > 0 ? say('threats/coverage.changingState', changing) : undefined;
  const withInput = entries.filter((entry) => entry.inputParameters.length > 0);
  if (stride === 'Tampering')
    return withInput.length > 0 ? say('threats/coverage.withParameters', withInput) : undefined;
  if (component.handles_crown_jewels) return say('threats/coverage.jewelsHandled');
  return stores.length > 0 ? say('threats/coverage.storesInUse', stores) : undefined;
}
