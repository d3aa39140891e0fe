import type { CodeSpan } from '../../artifacts/code-span';
import type { EntryPointFact } from '../../artifacts/facts';
import type { DataFlow, EntryPoint } from '../../artifacts/phase3';
import { entryName } from '../names';
import { listed } from '../text';

export const flowName = (entry: EntryPointFact, ends: readonly string[]): string =>
  `${entryName(entry)} to ${listed(ends, 3)}`;

export const flowDescription = (entry: EntryPointFact, handler: CodeSpan, ends: readonly string[]): string =>
  `${entryName(entry)} is handled in ${handler.file} and its data reaches ${listed(ends, 5)}.`;

export const registeredTwice = (kept: EntryPoint, other: EntryPoint): string =>
  `${kept.method ?? ''} ${kept.path}: registered more than once with different authentication (${kept.authentication}, ${other.authentication}); the weaker one is assumed`;

export const severalEntries = (sources: readonly string[]): string => `${sources.length} entry points`;

export const severalTo = (sources: readonly string[], first: DataFlow, target: string): string =>
  `${sources.length} entry points of ${first.steps[0]?.component ?? 'the application'} to ${target}`;

export const dataReaches = (sources: readonly string[], target: string): string =>
  `${sources.join(', ')}: data reaches ${target}.`;
