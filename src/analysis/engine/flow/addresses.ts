import { EMPTY_HOST_TEST } from '../../../knowledge/flow/sink-names';
import type { Span } from '../../read/ir';
import { ALL } from '../../../knowledge/flow/families';
import type { Machine } from './machine';
import type { Identity, Mark } from './mark';
import type { Clear, Facts, Value, Weak } from './value';
import { when } from './check-facts';

export function ancestors(mark: Mark): Identity[] {
  const all: Identity[] = [];
  for (let identity: Identity | undefined = mark.identity; identity; identity = identity.parent) all.push(identity);
  return all;
}

/**
 * An address in which the parser sees no host: `///host` and `/\\host` have none either, and browsers go to `host`.
 * The host is settled, the address is not.
 */
export function hostless(m: Machine, span: Span, value: Value, outcome: boolean): Facts {
  const clears = value.marks.map((mark): Clear => ({ identity: mark.identity, bits: ALL }));
  const weak = value.marks.flatMap(({ identity }): Weak[] =>
    identity.host && identity.parent
      ? [
          {
            identity: identity.parent,
            file: m.at.file,
            span,
            name: EMPTY_HOST_TEST,
            why: 'hostless-addresses',
          },
        ]
      : [],
  );
  return when(outcome, clears, weak);
}

export const namesHost = (value: Value): boolean =>
  value.marks.some((mark) => mark.identity.host === true && mark.identity.parent !== undefined);
