import { CONTROL_CATEGORIES } from '../../artifacts/enums';
import type { ControlFact } from '../../artifacts/facts';
import { placeOf, type Candidate, type Ground } from './candidate';
import { ofProduct } from '../mapping/product-files';
import { techniquesIn } from '../mapping/techniques';
import { byText } from '../text';
import { say } from '../../messages/say';

/** Controls of one category that are read again. */
const ROOT = 'in place';
const MAX_PLACES = 60;

const SCOPES: readonly ControlFact['scope'][] = ['app', 'router', 'route', 'function', 'file'];

const widestFirst = (a: ControlFact, b: ControlFact): number =>
  SCOPES.indexOf(a.scope) - SCOPES.indexOf(b.scope) || byText(a.at.file, b.at.file) || a.at.line - b.at.line;

/**
 * C-VERIFY: the controls that were seen, by category. Without these, a control that does its work, and therefore gives
 * no
 * reason for concern, would be missing from the inventory, and its category would read as unprotected.
 */
export function inPlaceConcerns(ground: Ground): Candidate[] {
  const protecting = ofProduct(ground.facts);
  return CONTROL_CATEGORIES.flatMap((category): Candidate[] => {
    const own = ground.facts.controls.filter((control) => protecting(control, category));
    const controls = techniquesIn(own)
      .map(({ first }) => first)
      .sort(widestFirst);
    if (controls.length === 0) return [];
    const names = [...new Set(controls.map((control) => control.name))];
    return [
      {
        rule: 'C-VERIFY',
        aspect: 'in-place',
        title: say('concerns/coverage.inPlaceTitle', category, names),
        description: say('concerns/coverage.inPlace', controls, names),
        rationale: say('concerns/coverage.inPlaceReason'),
        root: `${ROOT} ${category}`,
        locations: controls.slice(0, MAX_PLACES).map((control) => placeOf(control.at, control.name)),
        entries: [],
        sources: [],
        reach: 'place',
        confidence: 'high',
        verified: false,
        partlyCovered: false,
        namingOnly: false,
        exposure: 0,
        jewels: [],
        categories: [{ category, role: 'primary' }],
      },
    ];
  });
}
