import type { Methodology } from '../../artifacts/enums';
import type { ThreatModelInput } from './input';
import { count, listed } from '../../wording/text';
import * as say from '../../wording/threats/model';
import { plain } from '../../artifacts/notation';

/** A stage of PASTA, with what was done in it. All methods write the same files; they differ in what is reported. */
export interface Stage {
  number: number;
  title: string;
  result: string;
}

const usesPasta = (methodology: Methodology): boolean => methodology === 'hybrid' || methodology === 'pasta-only';

/** The seven stages of PASTA for this model; without PASTA only the stages that STRIDE needs too. */
export function pastaStages(
  input: ThreatModelInput,
  counts: { threats: number; gaps: number; abuseCases: number },
): Stage[] {
  const { business, components, entryPoints, dataFlows, boundaries } = input;
  const jewels = business.data_classification.crown_jewels.map((jewel) => plain(jewel.data_type));
  const actors = business.threat_actors.threat_actors.map((actor) => actor.name);
  const stages: Stage[] = [
    {
      number: 1,
      title: 'Objectives',
      result: say.protects(jewels, business),
    },
    {
      number: 2,
      title: 'Technical scope',
      result: `${input.scope.type}: ${count(components.length, 'component')}, ${count(entryPoints.entryPoints.length, 'entry point')}, ${count(dataFlows.externalIntegrations.length, 'external integration')}.`,
    },
    {
      number: 3,
      title: 'Decomposition',
      result: say.flowsOver(dataFlows, boundaries),
    },
    { number: 4, title: 'Threat analysis', result: `${listed(actors, 6)}.` },
    {
      number: 5,
      title: 'Vulnerability analysis',
      result: say.gapsLinked(counts),
    },
    { number: 6, title: 'Attack modeling', result: say.trees(counts) },
    {
      number: 7,
      title: say.riskAndImpact,
      result: say.scored(counts, input.cvssVersion),
    },
  ];
  return usesPasta(input.methodology) ? stages : stages.filter((stage) => stage.number === 5 || stage.number === 7);
}
