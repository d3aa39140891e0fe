import { createHash } from 'node:crypto';
import type { ControlFact } from '../../artifacts/facts';

/** The same control at the same code keeps its id when lines move. */
export function controlId(category: ControlFact['category'], name: string, at: ControlFact['at']): string {
  return createHash('sha256').update([category, name, at.file, at.text].join('\0')).digest('hex').slice(0, 12);
}
