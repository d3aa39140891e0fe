import { all } from '../locale';
import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact, GuardFact } from '../../artifacts/facts';
import type { DataFlow, EntryPoint } from '../../artifacts/phase3';
import { entryName } from '../../artifacts/notation';
import { listed } from '../text';

/** So many ends of a flow are named in a title. */
const MOST_ENDS = 3;

export const validatedBy = (guards: readonly GuardFact[]): string => listed(guards.map((guard) => guard.name));

export const flowName = (entry: EntryPointFact, ends: readonly string[]): string =>
  `${entryName(entry)} to ${listed(ends, MOST_ENDS)}`;

export const flowDescription = (entry: EntryPointFact, handler: CodeSpan, ends: readonly string[]): string =>
  `${entryName(entry)} is handled in ${handler.file} and its data reaches ${listed(ends, 5)}.`;

export const registeredTwice = (kept: EntryPoint, other: EntryPoint): string =>
  (
    `${kept.method ?? ''} ${kept.path}: registered more than once with different authentication ` +
    `(${kept.authentication}, ${other.authentication}); the weaker one is assumed`
  ).trim();

export const severalTo = (sources: readonly string[], first: DataFlow, ends: readonly string[]): string =>
  `${sources.length} entry points of ${first.steps[0]?.component ?? 'the application'} to ${listed(ends, MOST_ENDS)}`;

export const dataReaches = (sources: readonly string[], ends: readonly string[]): string =>
  `${all(sources)}: data reaches ${listed(ends, MOST_ENDS)}.`;
