import type { CallOrigin, Definition } from './definitions';

/** Longer library paths carry no more meaning. */
const MAX_PATH = 200;

export function external(path: string, suffix: string, origin?: CallOrigin): Definition[] {
  return path.length + suffix.length > MAX_PATH
    ? []
    : [{ kind: 'external', path: path + suffix, ...(origin && { origin }) }];
}
