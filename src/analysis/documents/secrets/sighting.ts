import type { Confidence } from '../../../artifacts/enums';
import type { Span } from '../../read/ir';

/** A secret as it was seen. The value never leaves this directory. */
export interface Sighting {
  /** What the code calls it; empty when only its shape tells. */
  name: string;
  /** Kind of credential, for the message. */
  what: string;
  value: string;
  /** Of the value. */
  span: Span;
  confidence: Confidence;
  /** Handed to a call right where it stands, or compared with what a caller sends. */
  used?: boolean;
  /** Sessions or tokens are signed with it. */
  signs?: boolean;
  /** An account is made with it. */
  ofAccount?: boolean;
  /** Nothing was seen to read it. */
  unread?: boolean;
  /** Used only when nothing else is set. */
  standsIn?: boolean;
}
