import { Proof, Zone } from './enums';
import { NoWitness, Witness } from './witness';

/** How sure a claim is, where its code runs, and what shows it or keeps it from being shown. */
export const CLAIM = {
  proof: Proof.optional(),
  zone: Zone.optional(),
  witness: Witness.optional(),
  obstacle: NoWitness.optional(),
};
