import { SIGNATURE_COMPARISON } from '../../../knowledge/flow/sink-names';
import { ALL } from '../../../knowledge/flow/families';
import { FROM_OPERATORS } from '../../../knowledge/flow/sources';
import type { Span } from '../../read/ir';
import { allMarks } from './callbacks';
import { weakOf } from './guards';
import { when } from './check-facts';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import type { Identity } from './mark';
import type { Clear, Facts, Ref, Value } from './value';

/** Hashes with a key: data that comes with the right one was signed by somebody who has the key. */

type Digest = Extract<Ref, { kind: 'digest' }>;

const digestOf = (value: Value | undefined): Digest | undefined => value?.refs.find((ref) => ref.kind === 'digest');

/** The hash of the data with the key; undefined when the key comes from outside. */
export function digest(key: Value | undefined, data: readonly Value[]): Digest | undefined {
  if (!key || key.marks.some((mark) => !FROM_OPERATORS.has(mark.origin.kind))) return undefined;
  return { kind: 'digest', of: new Set(data.flatMap((one) => one.marks.map((mark) => mark.identity))) };
}

/** `hmac.update(data)`, `hmac.digest('hex')`: it stays the hash, of more data. */
export function digestMethod(m: Machine, self: Value, name: string, args: Arguments): Value | undefined {
  const known = digestOf(self);
  if (!known) return undefined;
  for (const mark of allMarks(m, args)) known.of.add(mark.identity);
  const paths = self.refs.flatMap((ref) => (ref.kind === 'external' ? [`${ref.path}.${name}()`] : []));
  return { refs: [known, ...paths.map((path) => ({ kind: 'external' as const, path }))], marks: [] };
}

/** The hashes among what a text or buffer was made from. */
export const digestsIn = (values: readonly Value[]): Digest[] => values.flatMap((one) => digestOf(one) ?? []);

/**
 * What it establishes that two values are equal, one of which is such a hash. What is signed for a webhook was chosen
 * by the partner that has the key as well: its signature comes in a header of its own.
 */
export function signedFacts(m: Machine, values: readonly Value[], span: Span, equal: boolean): Facts | undefined {
  const known = digestsIn(values);
  if (known.length === 0) return undefined;
  const signed: Identity[] = known.flatMap((one) => [...one.of]);
  const byPartner = values.some((one) => one.marks.some((mark) => mark.origin.kind === 'header'));
  if (!byPartner)
    return when(
      equal,
      signed.map((identity): Clear => ({ identity, bits: ALL })),
    );
  const why = 'by-partner';
  const marks = signed.map((identity) => ({ identity, bits: ALL, before: '', origin: { kind: '', file: '', span } }));
  return when(equal, [], weakOf(m, { refs: [], marks }, span, SIGNATURE_COMPARISON, why));
}
