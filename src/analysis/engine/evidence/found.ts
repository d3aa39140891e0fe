import type { EvidenceFact } from '../../../artifacts/evidence';
import type { Span } from '../../read/ir';

type Without<T, K extends string> = T extends unknown ? Omit<T, K> : never;

/** Evidence before its place is known as text. */
export type Found = Without<EvidenceFact, 'at'> & { span: Span };
