import type { FlowFamily } from '../../../knowledge/flow/families';
import type { Span } from '../../read/ir';
import type { FunctionNode } from '../link/definitions';
import type { Arguments } from './arguments';
import type { KnownAs } from './root-context';
import type { Value } from './value';

/** Why what reaches a dangerous place does no harm there, where no check and no call has seen to it. */
export type Harmless = 'settings' | 'form' | 'answer-is-data';

/** Is told what the interpreter meets, for those who ask why nothing was said. It changes nothing. */
export interface Watch {
  enters(node: FunctionNode): void;
  calls(name: string, known: KnownAs, args: Arguments, span: Span): void;
  /** Something arrives at a dangerous place. */
  arrives(family: FlowFamily, value: Value, place: { span: Span; callSpan: Span; sink: string }): void;
  /** It arrives there, and the way in which it is used keeps it from doing harm. */
  spares(why: Harmless, family: FlowFamily, value: Value, place: { span: Span; callSpan: Span; sink: string }): void;
}
