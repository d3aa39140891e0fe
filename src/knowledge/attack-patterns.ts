import { ON_PROTECTION } from './attack-patterns/on-protection';
import type { AttackPattern } from './attack-patterns/pattern';
import { WITH_INPUT } from './attack-patterns/with-input';
import type { WeaknessId } from './weaknesses';

/** How each weakness of the catalogue is attacked. */
export const ATTACK_PATTERNS: Readonly<Record<WeaknessId, AttackPattern>> = { ...WITH_INPUT, ...ON_PROTECTION };
