import type { SinkModel } from '../../../knowledge/flow/model';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { pick } from './pick';
import type { Value } from './value';

/** The type of the answer, where that is the header which is set. */
export function noteHeader(m: Machine, { positional: [name, value] }: Arguments): void {
  if (/^content-type$/i.test(String(name?.value.consts?.[0] ?? '')) && value)
    m.state.set(m.root.contentType, value.value);
}

/** What keeps an answer from being a page is its type, wherever it is handed on to. */
export function noteType(m: Machine, sink: SinkModel, args: Arguments, self: Value | undefined): void {
  for (const { arg } of sink.unless ?? []) {
    const [typed] = pick(m, arg, args, self);
    if (typed) m.state.set(m.root.contentType, typed.value);
  }
}

export function answersText(m: Machine): boolean {
  const type = m.state.get(m.root.contentType);
  return typeof type?.consts?.[0] === 'string' && !/html|xml|svg/i.test(type.consts[0]);
}
