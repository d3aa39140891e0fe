import type { Certainty } from '../../../knowledge/certainty';
import type { FlowFamily } from '../../../knowledge/flow/families';
import type { Span } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { Passed } from './conditions';
import type { Mark } from './mark';
import type { Weak } from './value';

/** One outside value that reaches one dangerous place. */
export interface Finding {
  family: FlowFamily;
  file: string;
  span: Span;
  callSpan: Span;
  sink: string;
  mark: Mark;
  weak: readonly Weak[];
  confidence: Certainty;
  owner?: FunctionNode;
  entryPoints: readonly string[];
  /** The conditions passed before the place. */
  passed: Passed | undefined;
  /** The text behind the data, where it is known. */
  after?: string;
  /** It is handed to a program as an argument of its own, which may be an option. */
  option?: true;
}
