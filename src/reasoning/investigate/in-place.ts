import type { ControlFact } from '../../artifacts/facts';
import type { Inquiry } from './inquiry';
import { count } from '../../wording/text';

/** How far it reaches, as far as that was seen. */
function effectOf({ category, protects, covers, scope, at, details }: ControlFact): string {
  if (protects.length > 0) return `Stands in front of ${count(protects.length, 'entry point')}.`;
  if (details?.['unused'] === true) return 'No route uses it.';
  if (covers.length > 1) return `Used in ${count(covers.length, 'place')}.`;
  if (category === 'output-encoding' || category === 'dependency-security') return 'Acts on the whole application.';
  return scope === 'app' && category !== 'secrets-management'
    ? `Set up in ${at.file}; which requests pass it was not established.`
    : `Acts in ${at.file}.`;
}

/**
 * The controls that stand at the places of the concern, each read again. It asks for no more: what is missing, other
 * concerns ask.
 */
export async function examineInPlace(inquiry: Inquiry): Promise<void> {
  const category = inquiry.concern.expected_control_categories[0]?.category;
  const places = inquiry.concern.locations;
  const found = inquiry.facts.controls.filter(
    (control) =>
      control.category === category &&
      places.some((place) => place.file_path === control.at.file && place.line_range.start === control.at.line),
  );
  for (const [position, control] of found.entries()) {
    await inquiry.pause(control.name, position, found.length);
    await inquiry.fromFact(control, effectOf(control));
  }
}
