import { SEVERITIES, type Location } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import { code, text } from '../../safety/text/markdown';
import { capitalise } from '../text';
import { CONCERN_FIELDS } from '../../artifacts/concern-fields';

const field = (name: keyof typeof CONCERN_FIELDS, value: string): string => `**${CONCERN_FIELDS[name]}**: ${value}`;

const place = (location: Location): string =>
  code(`${location.file_path}:${location.line_range.start}-${location.line_range.end}`);

function section(concern: Concern): string[] {
  return [
    `### ${concern.id}: ${text(concern.title)}`,
    '',
    field('severity', concern.severity.toUpperCase()),
    field('description', text(concern.description)),
    field('locations', concern.locations.map(place).join(', ')),
    field('crownJewels', concern.crown_jewels_affected.map(code).join(', ') || 'none'),
    field('rule', text(concern.rule)),
    field('categories', concern.expected_control_categories.map((category) => category.category).join(', ')),
    '',
  ];
}

/** `comprehensive-findings.md`: all concerns by severity, in a form that can be imported again. */
export function concernsMarkdown(concerns: readonly Concern[], heading = 'Comprehensive findings'): string {
  const parts = SEVERITIES.flatMap((severity) => {
    const own = concerns.filter((concern) => concern.severity === severity);
    return own.length === 0 ? [] : [`## ${capitalise(severity)} Findings`, '', ...own.flatMap(section)];
  });
  return [`# ${heading}`, '', ...(parts.length > 0 ? parts : ['None.', ''])].join('\n');
}

/** `additional-threat-scenarios.md`: what only names or absent configuration suggest. */
export const scenariosMarkdown = (scenarios: readonly Concern[]): string =>
  concernsMarkdown(scenarios, 'Additional threat scenarios');
