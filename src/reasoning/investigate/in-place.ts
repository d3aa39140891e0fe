import { ofProduct } from '../mapping/product-files';
import { techniquesIn, type Technique } from '../mapping/techniques';
import type { Inquiry } from './inquiry';
import { say, type Said } from '../../messages/say';

/** How far it reaches, as far as that was seen. */
function effectOf({ first, places }: Technique): Said {
  const { protects: behind, scope, at, details, category } = first;
  if (behind.length > 0) return say('investigate/in-place.inFrontOf', behind);
  if (details?.['unused'] === true) return say('investigate/in-place.notUsed');
  if (places.length > 1) return say('investigate/in-place.usedIn', places);
  if (category === 'dependency-security') return say('investigate/in-place.forWhole', at);
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
  const places = new Set(
    inquiry.concern.locations.map(({ file_path, line_range }) => `${file_path}:${line_range.start}`),
  );
  if (category === undefined) return;
  const protecting = ofProduct(inquiry.facts);
  const controls = inquiry.facts.controls.filter((control) => protecting(control, category));
  const found = techniquesIn(controls).filter(({ first: { at } }) => places.has(`${at.file}:${at.line}`));
  for (const [position, technique] of found.entries()) {
    await inquiry.pause(technique.first.name, position, found.length);
    await inquiry.fromFact(technique.first, effectOf(technique));
  }
}
