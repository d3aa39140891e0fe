import { all } from '../locale';
import type { ConcernEdit } from '../../artifacts/checkpoint-record';
import type { BusinessContext } from '../../artifacts/phase1';
import type { SizingReport } from '../../artifacts/phase2';
import type { Component } from '../../artifacts/phase3';
import { count } from '../text';

/** What one phase hands on to the next in words. */

export const businessFindings = (business: BusinessContext): string[] => [
  `${business.business_objectives.application_name}: ${business.business_objectives.primary_purpose}`,
  `Crown jewels: ${all(business.data_classification.crown_jewels.map((jewel) => jewel.data_type))}`,
  `Actors: ${all(business.threat_actors.threat_actors.map((actor) => actor.name))}`,
];

export const businessDecisions = ({ security_objectives: objectives }: BusinessContext): string[] => [
  `Risk appetite: ${objectives.risk_appetite}`,
  `Order of protection: ${objectives.cia_priority}`,
];

export const jewelsFirst = 'Size the code base; components that hold crown jewels come first.';

export const tier = ({ strategy }: SizingReport): string =>
  `Tier ${strategy.tier}: ${strategy.components_to_spawn.length} components are mapped.`;

export const mattersMost = (component: SizingReport['components'][number]): string =>
  `${component.path} matters most (${component.security_relevant_files} security-relevant files).`;

export const sampling = ({ strategy }: SizingReport): string =>
  `${strategy.parallelization}, sampling ${strategy.sampling_required ? 'required' : 'not required'}`;

export const sizing = 'Size and mapping strategy';
export const mapAll = 'Map every component listed; those with crown jewels first.';

export const mapped = (components: number, entryPoints: number, dataFlows: number): string =>
  `${count(components, 'component')}, ${count(entryPoints, 'entry point')}, ${count(dataFlows, 'data flow')}`;

export const handles = ({ name, crown_jewels_handled: jewels }: Component): string => `${name} handles ${all(jewels)}`;

export function edited(edit: ConcernEdit): string {
  if (edit.action === 'add') return `Added a concern: ${edit.title}`;
  return `${edit.action === 'drop' ? 'Dropped' : 'Rated'} concern ${edit.id}`;
}

export const toInvestigate = 'What to investigate';
export const oneEach = 'One investigation per concern, most severe first.';

export const settled = (controls: number, gaps: number): string =>
  `${count(controls, 'control')} and ${count(gaps, 'gap')}`;

export const limitations = 'What was not investigated';
export const gapsToThreats = 'Turn gaps into threats with their places; controls that hold make threats mitigated.';

export const modelled = (open: number, threats: number): string => `${count(open, 'open threat')} of ${threats}`;

export const testAll =
  'Plan a test and a review for every open threat, most severe first; verify what is said to be mitigated.';
