import { OF_INPUT } from './concern-readings/of-input';
import { OF_PROTECTION } from './concern-readings/of-protection';
import type { WeaknessReading } from './concern-readings/reading';

/** How each weakness of the catalogue reads as a concern. */
export const WEAKNESS_READINGS: Readonly<Record<string, WeaknessReading>> = { ...OF_INPUT, ...OF_PROTECTION };
