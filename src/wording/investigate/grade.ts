import { all } from '../locale';

export const withoutSignIn = 'reachable without signing in';
export const withPrivilege = 'reachable only with a privileged account';
export const withAccount = 'reachable with any account';
export const opensJewels = 'it opens the way to crown jewels';
export const fromOperator = 'the input comes from an operator';
export const onCallers = 'it depends on what callers of the library pass in';
export const notProduction = 'the file is for development, tests or examples';

export const ratedBecause = (severity: string, shown: readonly string[]): string => `Rated ${severity}: ${all(shown)}.`;

export const rated = (severity: string): string => `Rated ${severity}.`;
