import type { Component, TrustBoundaries } from '../../artifacts/phase3';
import { table, text } from '../../safety/text/markdown';
import { count, listed } from '../text';
import { type Architecture, levelOne, levelTwo, levelZero } from './diagrams';

function countsOf({ components, entryPoints, dataFlows, boundaries }: Architecture): string {
  return [
    count(components.length, 'component'),
    count(entryPoints.entryPoints.length, 'entry point'),
    count(dataFlows.flows.length, 'data flow'),
    count(boundaries.boundaries.length, 'trust boundary', 'trust boundaries'),
  ].join(', ');
}

const componentTable = (components: readonly Component[]): string =>
  table(
    ['Component', 'Type', 'Criticality', 'Responsibilities'],
    components.map((component) => [
      text(component.name),
      text(component.type),
      component.business_criticality,
      text(component.responsibilities.join('; ')),
    ]),
  );

const boundaryTable = ({ boundaries }: TrustBoundaries): string =>
  table(
    ['Id', 'Boundary', 'Controls seen', 'Controls not seen'],
    boundaries.map(({ id, name, controls }) => [
      text(id),
      text(name),
      text(listed(controls.detected, 9)) || 'none',
      text(listed(controls.missing, 9)) || 'none',
    ]),
  );

function flowsOf({ components, dataFlows }: Architecture): string[] {
  return components.flatMap((component) => {
    const diagram = levelTwo(component.name, dataFlows);
    return diagram === undefined ? [] : [`### ${text(component.name)}`, '', ...diagram];
  });
}

/** `architecture.md`: components, data flow diagrams of levels 0 to 2, trust boundaries. */
export function architectureMarkdown(name: string, architecture: Architecture): string {
  return [
    '# Architecture',
    '',
    `${text(name)}: ${countsOf(architecture)}. Main language: ` +
      `${text(architecture.manifest.technologies.primaryLanguage)}.`,
    '',
    '## Level 0: the system and its surroundings',
    '',
    ...levelZero(name, architecture),
    '## Level 1: components and stores',
    '',
    ...levelOne(architecture),
    componentTable(architecture.components),
    '',
    '## Level 2: flows of each component',
    '',
    ...flowsOf(architecture),
    '## Trust boundaries',
    '',
    boundaryTable(architecture.boundaries),
    '',
  ].join('\n');
}
