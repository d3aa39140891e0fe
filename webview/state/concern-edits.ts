import type { ConcernEdit } from '../../src/artifacts/checkpoint-record';
import type { ConcernLine } from '../../src/artifacts/checkpoint-views';
import type { Severity } from '../../src/artifacts/enums';

/**
 * The user's changes to the list of concerns, as they will be sent. At most one
 * of `rate` and one of `drop` per concern.
 */
export type Edits = ConcernEdit[];
export type AddedConcern = Extract<ConcernEdit, { action: 'add' }>;

const without = (edits: Edits, action: 'rate' | 'drop', id: string) =>
  edits.filter((edit) => edit.action !== action || edit.id !== id);

/** Back to the original severity means no edit at all. */
export function rate(edits: Edits, concern: ConcernLine, severity: Severity): Edits {
  const rest = without(edits, 'rate', concern.id);
  return severity === concern.severity ? rest : [...rest, { action: 'rate', id: concern.id, severity }];
}

export const drop = (edits: Edits, id: string, reason: string): Edits => [
  ...without(edits, 'drop', id),
  { action: 'drop', id, reason },
];
export const restore = (edits: Edits, id: string): Edits => without(edits, 'drop', id);
export const add = (edits: Edits, concern: AddedConcern): Edits => [...edits, concern];
export const removeAdded = (edits: Edits, concern: AddedConcern): Edits => edits.filter((edit) => edit !== concern);

export function severityOf(edits: Edits, concern: ConcernLine): Severity {
  const rated = edits.find((edit) => edit.action === 'rate' && edit.id === concern.id);
  return rated?.action === 'rate' ? rated.severity : concern.severity;
}

export function droppedReason(edits: Edits, id: string): string | undefined {
  const dropped = edits.find((edit) => edit.action === 'drop' && edit.id === id);
  return dropped?.action === 'drop' ? dropped.reason : undefined;
}

export const addedConcerns = (edits: Edits): AddedConcern[] => edits.filter((edit) => edit.action === 'add');
