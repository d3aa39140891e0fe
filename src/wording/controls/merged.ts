import { CHECK_NAMES } from '../../knowledge/control-names';
import { count, listed } from '../text';

const NAMES: Readonly<Record<string, string>> = { ...CHECK_NAMES, policy: 'policy check' };

export const inHandlers = (name: string, kind: unknown): string =>
  typeof kind === 'string' && NAMES[kind] !== undefined ? `${NAMES[kind]}s in handlers` : name;

const MOST_NAMED = 4;

export const places = (where: readonly { file: string; line: number }[]): string =>
  `In ${count(where.length, 'place')}: ${listed(
    where.map(({ file, line }) => `${file}:${line}`),
    MOST_NAMED,
  )}.`;
