import * as z from 'zod';
import { Proof, Zone } from './enums';
import { Way } from './way';
import { NoWitness, Witness } from './witness';

/** How sure a claim is, where its code runs, and what shows it or keeps it from being shown. */
export const CLAIM = {
  proof: Proof.optional(),
  zone: Zone.optional(),
  witness: Witness.optional(),
  obstacle: NoWitness.optional(),
};

/** The same of a flaw that data reaches: `ways` say how it gets there, the nearest one first. */
export const FLOW_CLAIM = { ...CLAIM, ways: z.array(Way).optional() };
