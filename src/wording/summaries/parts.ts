import type { Threat } from '../../artifacts/phase5';

/** What the summaries of several phases are made of. */

export const openOf = (threats: readonly Threat[]): Threat[] => threats.filter((threat) => threat.status === 'open');

export const section = (title: string, lines: readonly string[]): string[] => ['', `## ${title}`, '', ...lines];

export const orNone = (lines: readonly string[], none: string): readonly string[] =>
  lines.length > 0 ? lines : [none];
