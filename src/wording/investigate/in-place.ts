import type { CodeSpan } from '../../artifacts/code-span';
import { count, listed } from '../text';

export const inFrontOf = (protects: readonly string[]): string => `Guards ${count(protects.length, 'entry point')}.`;

export const notUsed = 'No route uses it.';

const MOST_NAMED = 3;

export function usedIn(places: readonly CodeSpan[]): string {
  const named = places.map(({ file, line }) => `${file}:${line}`);
  return `Used in ${count(places.length, 'place')}: ${listed(named, MOST_NAMED)}.`;
}

export const forWhole = (at: CodeSpan): string => `Stands in ${at.file}.`;

export const setUpIn = (at: CodeSpan): string => `Set up in ${at.file}; which requests pass it was not established.`;

export const actsIn = (at: CodeSpan): string => `Acts in ${at.file}.`;
