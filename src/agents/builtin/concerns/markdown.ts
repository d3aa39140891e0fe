import { SEVERITIES, type Location } from '../../../artifacts/enums';
import type { Concern } from '../../../artifacts/phase3';
import { capitalise } from '../wording';

const place = (location: Location): string => `${location.file_path}:${location.line_range.start}-${location.line_range.end}`;

// Titles come from code: they stay on their line and start no markup.
const inline = (text: string): string => text.replace(/\s+/g, ' ').replace(/([\\`*_[\]<>])/g, '\\$1').trim();

function section(concern: Concern): string[] {
  return [
    `### ${concern.id}: ${inline(concern.title)}`,
    '',
    `**Severity**: ${concern.severity.toUpperCase()}`,
    `**Description**: ${inline(concern.description)}`,
    `**Locations**: ${concern.locations.map(place).join(', ')}`,
    `**Crown Jewels Affected**: ${JSON.stringify(concern.crown_jewels_affected)}`,
    `**Rule**: ${concern.rule}`,
    `**Categories**: ${concern.expected_control_categories.map((category) => category.category).join(', ')}`,
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
