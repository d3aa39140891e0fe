import { all } from '../locale';

/** Parts of what is said when something cannot be done. */

export const didYouMean = (names: readonly string[]): string =>
  names.length === 0
    ? ''
    : ` Did you mean ${all(
        names.map((name) => `"${name}"`),
        'or',
      )}?`;

export const supported =
  'Supported are JavaScript, TypeScript and Python. Check the scope and the setting "threatline.exclude".';

/** `absent`: which of what it waits for does not exist. */
export const waitsFor = (id: string, needs: readonly string[], absent: (need: string) => boolean): string =>
  `${id} waits for ${all(needs.map((need) => (absent(need) ? `${need}, which does not exist` : need)))}`;

export const noReason = 'no reason given';
