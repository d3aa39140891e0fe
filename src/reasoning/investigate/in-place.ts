import type { ControlFact } from '../../artifacts/facts';
import type { Inquiry } from './inquiry';
import { say, type Said } from '../../messages/say';

/** How far it reaches, as far as that was seen. */
function effectOf({ category, protects, covers, scope, at, details }: ControlFact): Said {
  if (protects.length > 0) return say('investigate/in-place.inFrontOf', protects);
  if (details?.['unused'] === true) return say('investigate/in-place.notUsed');
  if (covers.length > 1) return say('investigate/in-place.usedIn', covers);
  if (category === 'output-encoding' || category === 'dependency-security')
    return say('investigate/in-place.wholeApplication');
  return scope === 'app' && category !== 'secrets-management'
    ? say('investigate/in-place.setUpIn', at)
    : say('investigate/in-place.actsIn', at);
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
