import type { Inquiry } from './inquiry';

/** The controls that stand at the places of the concern, each read again. It asks for no more: what is missing, other concerns ask. */
export async function examineInPlace(inquiry: Inquiry): Promise<void> {
  const category = inquiry.concern.expected_control_categories[0]?.category;
  const places = inquiry.concern.locations;
  const found = inquiry.facts.controls.filter((control) => control.category === category && places.some((place) => place.file_path === control.at.file && place.line_range.start === control.at.line));
  for (const [position, control] of found.entries()) {
    await inquiry.pause(control.name, position, found.length);
    await inquiry.fromFact(control, control.basis);
  }
}
