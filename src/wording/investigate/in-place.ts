import type { CodeSpan } from '../../artifacts/code-span';
import { count } from '../text';

export const inFrontOf = (protects: readonly string[]): string => `Guards ${count(protects.length, 'entry point')}.`;

export const notUsed = 'No route uses it.';

export const usedIn = (covers: readonly CodeSpan[]): string => `Used in ${count(covers.length, 'place')}.`;

export const wholeApplication = 'Acts on the whole application.';

export const setUpIn = (at: CodeSpan): string => `Set up in ${at.file}; which requests pass it was not established.`;

export const actsIn = (at: CodeSpan): string => `Acts in ${at.file}.`;
