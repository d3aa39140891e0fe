import type { ControlFact } from '../../artifacts/facts';
import type { Component, TrustBoundary } from '../../artifacts/phase3';
import { humanize } from '../../knowledge/names';
import { capitalise, count, listed } from '../text';

export const firstEntryPoint = 'first entry point of the application';

export const boundaryTitle = (names: readonly string[], boundary: TrustBoundary): string =>
  `${capitalise(listed(names, 3))} at the boundary "${boundary.name}" is not visible in the code`;

export const boundary = (boundaries: readonly string[], names: readonly string[], elusive: boolean): string =>
  `The boundary ${listed(boundaries, 3)} needs ${listed(names, 4)}; nothing in the code provides ` +
  `it.${elusive ? ' It is often provided outside the repository, by a proxy or the platform, or leaves no trace in code.' : ''}`;

export const boundaryReason = 'Required control of a trust boundary without evidence in code.';

export const complianceTitle = (requirements: readonly string[], category: string): string =>
  `Nothing in the code answers ${listed(requirements, 3)} (${category})`;

export const compliance = (requirements: readonly string[], category: string): string =>
  `${listed(requirements, 4)} asks for ${category} controls; none was found.`;

export const complianceReason = 'A requirement of phase 1 without evidence in phase 3.';

export const note = (text: string, component: Component): string => `${text} Noted while mapping ${component.name}.`;

export const noteReason = 'A note of the mapper that no rule covers.';

export const inPlaceTitle = (category: string, names: readonly string[]): string =>
  `${humanize(category)}: verify the controls in place (${listed(names, 3)})`;

export const inPlace = (controls: readonly ControlFact[], names: readonly string[]): string =>
  `${count(controls.length, 'control')} of this category ${controls.length === 1 ? 'was' : 'were'} seen: ` +
  `${listed(names, 8)}. Each is read again where it stands.`;

export const inPlaceReason = 'A control that nobody looks at is neither counted nor checked.';
