import {
  FORM_TOKEN,
  FORM_TOKEN_CALLS,
  HEADER_CALLS,
  PROTECTIVE_HEADERS,
  SAME_SITE,
} from '../../../knowledge/controls/browser';
import type { Expr } from '../../read/ir';
import type { Body, Call } from './body';
import type { Found } from './found';
import { askedNames, calledName } from './spelling';

/** Headers that protect pages: named in a call, set under their name, or installed as a set. */
export function headers({ calls, settings }: Body): Found[] {
  const named = calls.flatMap((call): Found[] => {
    const header = HEADER_CALLS.test(calledName(call)) ? calledName(call) : headerIn(call);
    return header === undefined ? [] : [{ kind: 'sets-header', header, span: call.span }];
  });
  const set = settings
    .filter(({ name, value }) => PROTECTIVE_HEADERS.test(name) && !isOff(value))
    .map(({ name, span }): Found => ({ kind: 'sets-header', header: name, span }));
  return [...named, ...set];
}

/** The first argument is the name, a second one the value: `set('X-Frame-Options', 'DENY')`. */
function headerIn(call: Call): string | undefined {
  const [first, second] = call.args.map((arg) => arg.value);
  const name = first?.kind === 'literal' && second ? String(first.value) : '';
  return PROTECTIVE_HEADERS.test(name) ? name : undefined;
}

const isOff = (value: Expr): boolean =>
  value.kind === 'literal' && (value.value === false || value.value === 0 || value.value === null);

/** The SameSite attribute of cookies, where it is a constant. */
export function cookies({ settings }: Body): Found[] {
  return settings.flatMap(({ name, value, span }): Found[] => {
    const plain = value.kind === 'literal' && SAME_SITE.test(name) ? String(value.value).toLowerCase() : undefined;
    return plain === undefined ? [] : [{ kind: 'sets-cookie', sameSite: plain, span }];
  });
}

/** A form is accepted only with the token of its page. */
export function formTokens({ calls, decisions }: Body): Found[] {
  const called = calls.filter((call) => FORM_TOKEN_CALLS.test(calledName(call)));
  const asked = decisions
    .filter(({ test }) => askedNames(test).some((name) => FORM_TOKEN.test(name)))
    .map(({ test }) => test);
  return [...called, ...asked].map(({ span }): Found => ({ kind: 'checks-form-token', span }));
}
