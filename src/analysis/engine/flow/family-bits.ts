import { bits } from '../../../knowledge/flow/families';

export const PATH = bits('path-traversal');
export const PARENT = bits('parent-folder');
export const QUOTE = bits('quote');

export const REMOTE_PLACE = bits('ssrf', 'open-redirect');
