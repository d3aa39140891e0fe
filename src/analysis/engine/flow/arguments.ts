import type { Span } from '../../read/ir';
import type { Value } from './value';

/** Evaluated arguments of one call. */
export interface Arguments {
  positional: readonly { value: Value; span: Span }[];
  named: ReadonlyMap<string, { value: Value; span: Span }>;
  /** Everything that a spread argument of unknown length may hold. */
  spread?: Value;
}
