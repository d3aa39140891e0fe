import { COOKIE_FUNCTION, HEADER_READER, READS_MARK, SIGNED_READER } from '../../../../knowledge/controls/identity';
import { type Run } from './context';
import { place } from './named-values';
import { inAddress, isCredential, person } from './paths';
import { constant, NULL, OTHER, type Value } from './value';
import { type Call, text } from './call';

/** `session.get('uid')`, `request.headers.get('authorization')`, `reflector.get(KEY, handler)`. */
export function read(run: Run, call: Call): Value | undefined {
  const { path, given } = call;
  const key = text(given[0]?.value);
  if (READS_MARK.test(path)) return marked(run, key);
  if (key === undefined) return ofCookie(run, call);
  if (SIGNED_READER.test(path)) return person(run);
  return kept(run, call, key) ?? sentUnder(run, call, key);
}

/** `getCookie(c, 'session')`, `getSignedCookie(c, secret, name)`: what a cookie of the request holds. */
function ofCookie(run: Run, { name, object, given }: Call): Value | undefined {
  if (object !== undefined || !COOKIE_FUNCTION.test(name) || given.length < 2) return undefined;
  if (SIGNED_READER.test(name)) return person(run);
  const key = text(given.at(-1)?.value);
  return { kind: 'sent', credential: key !== undefined && isCredential(key) };
}

/** What a decorator has noted on the handler. */
function marked(run: Run, key: string | undefined): Value {
  run.asked.situation = true;
  const mark = key === undefined ? undefined : run.request.mark(key);
  if (mark === undefined || mark === false) return NULL;
  return { kind: 'list', items: mark === true ? [OTHER] : mark.map(constant) };
}

/** What the server keeps under the key. */
function kept(run: Run, { name, object, state }: Call, key: string): Value | undefined {
  if (name !== 'get' || object?.kind !== 'path') return undefined;
  const value = place(run, state, `${object.path}.${key}`);
  return value.kind === 'path' ? undefined : value;
}

/** What the sender says under the key. */
function sentUnder(run: Run, { path, name, object, given }: Call, key: string): Value | undefined {
  if (object?.kind === 'sent' && inAddress(run, path.slice(0, -`.${name}`.length), key))
    return { kind: 'sent', credential: true };
  if (object?.kind === 'nothing' && name === 'get') return object;
  const onRequest = object === undefined || object.kind === 'path';
  return onRequest && HEADER_READER.test(path) && given.length === 1 && isHeader(key)
    ? { kind: 'sent', credential: isCredential(key) }
    : undefined;
}

const isHeader = (key: string): boolean => /^[\w-]+$/.test(key);
