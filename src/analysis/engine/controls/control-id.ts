import { createHash } from 'node:crypto';
import type { ControlFact } from '../../../artifacts/facts';

/** The kind of a protection that the tables of knowledge call so: `Security headers` is `security-headers`. */
export const kindOf = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

/** The same control at the same code keeps its id when lines move. */
export function controlId(category: ControlFact['category'], name: string, at: ControlFact['at']): string {
  return createHash('sha256').update([category, name, at.file, at.text].join('\0')).digest('hex').slice(0, 12);
}
