import { SEVERITIES } from '../../artifacts/enums';
import type { Concern } from '../../artifacts/phase3';
import { text } from '../../safety/text/markdown';
import { count, cut } from '../text';
import { tokensOf } from '../tokens';
import type { Architecture } from './diagrams';

type Section = readonly [heading: string, lines: readonly string[]];

const MOST_TOKENS = 2000;

/** `summary.md` of the map; each list is cut so that the whole stays below 2,000 tokens. */
export function mapSummary(
  map: Architecture,
  concerns: readonly Concern[],
  byType: Readonly<Record<string, number>>,
): string {
  const sections = sectionsOf(map, concerns, byType);
  const render = (most: number): string => {
    const body = sections.map(([heading, lines]) => `## ${heading}\n\n${listed(lines, most)}`);
    return `# Codebase map\n\n${body.join('\n\n')}\n`;
  };
  return [12, 8, 5, 3, 1].map(render).find((markdown) => tokensOf(markdown) < MOST_TOKENS) ?? render(1);
}

function listed(lines: readonly string[], most: number): string {
  const shown = lines.slice(0, most).map((line) => `- ${text(cut(line, 200))}`);
  const rest = lines.length > most ? [`- and ${lines.length - most} more`] : [];
  return [...shown, ...rest].join('\n') || 'None.';
}

function sectionsOf(
  map: Architecture,
  concerns: readonly Concern[],
  byType: Readonly<Record<string, number>>,
): readonly Section[] {
  const { components, entryPoints, dataFlows, boundaries } = map;
  const precious = components.filter((component) => component.handles_crown_jewels);
  const severe = concerns.filter(({ severity }) => severity === 'critical' || severity === 'high');
  return [
    [
      'Counts',
      [
        count(components.length, 'component'),
        count(entryPoints.entryPoints.length, 'entry point'),
        count(dataFlows.flows.length, 'data flow'),
        count(boundaries.boundaries.length, 'trust boundary', 'trust boundaries'),
      ],
    ],
    ['Components', components.map(({ name, type, description }) => `${name} (${type}): ${description}`)],
    ['Entry points', Object.entries(byType).map(([type, many]) => `${type}: ${many}`)],
    [
      'Components with crown jewels',
      precious.map(({ name, crown_jewels_handled: jewels }) => `${name}: ${jewels.join(', ')}`),
    ],
    [
      'Concerns by severity',
      SEVERITIES.map((severity) => `${severity}: ${concerns.filter((one) => one.severity === severity).length}`),
    ],
    ['Most severe concerns', severe.map(({ id, title }) => `${id} ${title}`)],
  ];
}
