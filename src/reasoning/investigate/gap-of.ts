import type { Zone } from '../../artifacts/enums';
import type { Gap } from '../../artifacts/phase4';
import { weaknessOf } from '../../knowledge/weaknesses';
import { asItActs } from '../../knowledge/weaknesses/effects';
import { defined } from '../defined';
import type { GapInput } from './gap-input';
import { proofOf } from './proof';
import { type Draft, say } from '../../messages/say';

/** What the investigation knows about a gap beside what is claimed. */
interface Known {
  number: number;
  locations: GapInput['locations'];
  entryPoints: string[] | undefined;
  zone: Zone;
}

const orNone = <T>(list: T[] | undefined): T[] | undefined => (list && list.length > 0 ? list : undefined);

/** A gap as it is kept: the fields, and beside them the description made of them. */
export function gapOf(input: GapInput, { number, locations, entryPoints, zone }: Known): Draft<Gap> {
  const { finding, consequence, rated, sink, effect, resource } = input;
  const catalogue = asItActs(weaknessOf(input.weakness), effect);
  return {
    gap_id: `GAP-${String(number).padStart(3, '0')}`,
    gap_type: input.type,
    gap_severity: input.severity,
    description: say(
      'text.together',
      [finding, consequence, rated].filter((part) => part !== undefined),
    ),
    ...defined({ finding, rated, sink, effect, resource, parameters: orNone(input.parameters) }),
    affected_components: [...new Set(locations.map((place) => place.file_path))],
    attack_vector: input.attack,
    category: input.category ?? catalogue.category,
    locations,
    ...defined({ flow: orNone(input.flow), entry_points: entryPoints }),
    cwe: input.cwe ?? `CWE-${catalogue.cwe[0]}`,
    confidence: input.confidence,
    proof: input.proof ?? proofOf(input.weakness, input.confidence),
    zone,
    ...input.shown,
    weakness: input.weakness,
  };
}
