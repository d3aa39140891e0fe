import type { ToPanel } from '../../src/protocol/messages';
import type { FieldError } from './answers';
import type { Draft } from './saved';

/**
 * The one decision on its way to the host. `accepted` still waits for the event that shows its effect;
 * the draft stays here until then, so that the form does not jump back to what was offered.
 */
export type Request =
  | { status: 'none' }
  | { status: 'sent'; id: string; key: string; draft: Draft }
  | { status: 'accepted'; id: string; key: string; draft: Draft }
  | { status: 'rejected'; key: string; message: string; fields: FieldError[] };

export const NO_REQUEST: Request = { status: 'none' };
export const NO_ANSWER = 'The editor did not answer. Nothing is lost: try again.';

export function answer(request: Request, message: ToPanel): Request {
  if (request.status !== 'sent') return request;
  if (message.type === 'accepted' && message.requestId === request.id) return { ...request, status: 'accepted' };
  if (message.type === 'rejected' && message.requestId === request.id) {
    return { status: 'rejected', key: request.key, message: message.message, fields: message.fields ?? [] };
  }
  return request;
}

/** Nothing came back in time: the user gets the buttons again. */
export function expire(request: Request, id: string): Request {
  if (request.status === 'sent' && request.id === id)
    return { status: 'rejected', key: request.key, message: NO_ANSWER, fields: [] };
  return request.status === 'accepted' && request.id === id ? NO_REQUEST : request;
}

/** Another checkpoint, or none, is shown now: what concerned the old one is over. */
export function settle(request: Request, shown: string | undefined): Request {
  return request.status === 'none' || request.key === shown ? request : NO_REQUEST;
}

export const isBusy = (request: Request) => request.status === 'sent' || request.status === 'accepted';
