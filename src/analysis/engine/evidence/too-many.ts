import { TOO_MANY } from '../../../knowledge/controls/answers';

/** The status of an answer, or a name or text in it, that tells somebody to have asked too often. */
export const isTooMany = (said: unknown): boolean => said === 429 || (typeof said === 'string' && TOO_MANY.test(said));
