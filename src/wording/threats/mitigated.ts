import type { EntryPoint } from '../../artifacts/phase3';
import type { ConsolidatedControl } from '../../artifacts/phase4';
import { entryLabel } from '../../artifacts/notation';
import { listed, lowerFirst, shorten } from '../text';

export const title = (label: string, component: string, first: ConsolidatedControl): string =>
  shorten(`${label} in ${component}, prevented by ${first.control_name}`, 140);

export const without = ({
  names,
  title,
  component,
  entries,
  consequence,
  controls,
}: {
  names: readonly string[];
  title: string;
  component: string;
  entries: readonly EntryPoint[];
  consequence: string;
  controls: readonly ConsolidatedControl[];
}): string =>
  `Without ${listed(names, 3)}, ${lowerFirst(title)} would threaten ` +
  `${component}${entries.length > 0 ? ` through ${listed(entries.map(entryLabel), 3)}` : ''}. ${consequence} ` +
  `The ${controls.length === 1 ? 'control was' : 'controls were'} verified in the code and no gap is open.`;

export const fails = (first: ConsolidatedControl): string => `${first.control_name} fails or is removed.`;

export const keep = (first: ConsolidatedControl): string => `Keep ${first.control_name} in front of new code too.`;

export const low = 'Low as long as the control holds.';

export const verify = (first: ConsolidatedControl, payloads: readonly string[], where: string): string =>
  `Verify that ${first.control_name} holds: try \`${payloads[0] ?? ''}\` at ${where} and expect it to be refused.`;
