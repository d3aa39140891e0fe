import { count, listed } from '../text';

const CHECKS: Readonly<Record<string, string>> = {
  authenticated: 'sign-in checks',
  ownership: 'ownership checks',
  permission: 'permission checks',
  policy: 'policy checks',
  role: 'role checks',
};

export const inHandlers = (name: string, kind: unknown): string =>
  typeof kind === 'string' && CHECKS[kind] !== undefined ? `${CHECKS[kind]} in handlers` : name;

const MOST_NAMED = 4;

export const places = (where: readonly { file: string; line: number }[]): string =>
  `In ${count(where.length, 'place')}: ${listed(
    where.map(({ file, line }) => `${file}:${line}`),
    MOST_NAMED,
  )}.`;
