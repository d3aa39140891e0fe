import type { ReportingDescriptor } from 'sarif';
import type { Severity } from '../../artifacts/enums';
import type { Weakness } from '../../knowledge/weakness';
import { text } from '../../safety/text/markdown';
import { message } from '../../safety/text/sarif';
import { pascalCase } from './log';

export type Level = 'error' | 'warning' | 'note' | 'none';

export const LEVEL_OF_SEVERITY: Readonly<Record<Severity, Exclude<Level, 'none'>>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
/** GitHub reads `security-severity` as a CVSS-like number; what has no score of its own gets the middle of its band. */
export const SCORE_OF_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.5',
};

/** GitHub and CodeQL know a CWE by this tag, three digits at least. */
const cweTag = (number: number | string): string => `external/cwe/cwe-${String(number).padStart(3, '0')}`;

/** `external/cwe/…` for references such as `CWE-78: …`. */
export const cweTagsIn = (references: readonly string[] = []): string[] =>
  references.flatMap((reference) => /^CWE-(\d+)/.exec(reference)?.[1] ?? []).map(cweTag);

/** The rule of a kind of flaw. Its id is that of the catalogue and never changes. */
export function weaknessRule(weakness: Weakness): ReportingDescriptor {
  const { action, guidance } = weakness.remedy;
  return {
    id: weakness.id,
    name: pascalCase(weakness.title),
    shortDescription: { text: message(weakness.title) },
    fullDescription: { text: message(weakness.consequence) },
    defaultConfiguration: { level: LEVEL_OF_SEVERITY[weakness.severity] },
    help: { text: message(`${action} ${guidance}`), markdown: `${text(action)}\n\n${text(guidance)}` },
    properties: {
      tags: ['security', ...weakness.cwe.map(cweTag)],
      'security-severity': SCORE_OF_SEVERITY[weakness.severity],
    },
  };
}

/** The rule of what is not in the catalogue. */
export function plainRule(
  id: string,
  title: string,
  description: string,
  tags: readonly string[],
): ReportingDescriptor {
  return {
    id,
    name: pascalCase(title),
    shortDescription: { text: message(title) },
    fullDescription: { text: message(description) },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: ['security', ...tags], 'security-severity': SCORE_OF_SEVERITY.info },
  };
}

const scoreOf = (rule: ReportingDescriptor): number =>
  Number((rule.properties as { 'security-severity'?: string } | undefined)?.['security-severity'] ?? 0);

/** A rule speaks for all its results: it is as severe as the most severe of them. */
export function withScore(rule: ReportingDescriptor, scores: readonly number[]): ReportingDescriptor {
  const most = scores.length > 0 ? Math.max(...scores) : scoreOf(rule);
  return { ...rule, properties: { ...rule.properties, 'security-severity': most.toFixed(1) } };
}
