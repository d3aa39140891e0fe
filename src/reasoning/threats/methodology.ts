import type { Methodology } from '../../artifacts/enums';
import type { ThreatModelInput } from './input';
import { say, type Draft } from '../../messages/say';
import { plain } from '../../artifacts/notation';
import type { Text } from '../../artifacts/text';

/** A stage of PASTA, with what was done in it. All methods write the same files; they differ in what is reported. */
export interface Stage {
  number: number;
  title: Text;
  result: Text;
}

const usesPasta = (methodology: Methodology): boolean => methodology === 'hybrid' || methodology === 'pasta-only';

/** The seven stages of PASTA for this model; without PASTA only the stages that STRIDE needs too. */
export function pastaStages(
  input: ThreatModelInput,
  counts: { threats: number; gaps: number; abuseCases: number },
): Draft<Stage>[] {
  const { business, dataFlows, boundaries } = input;
  const jewels = business.data_classification.crown_jewels.map((jewel) => plain(jewel.data_type));
  const actors = business.threat_actors.threat_actors.map((actor) => actor.name);
  const stages: Draft<Stage>[] = [
    {
      number: 1,
      title: 'Objectives',
      result: say('threats/model.protects', jewels, business),
    },
    {
      number: 2,
      title: 'Technical scope',
      result: say('threats/model.scope', input),
    },
    {
      number: 3,
      title: 'Decomposition',
      result: say('threats/model.flowsOver', dataFlows, boundaries),
    },
    { number: 4, title: 'Threat analysis', result: say('threats/model.actors', actors) },
    {
      number: 5,
      title: 'Vulnerability analysis',
      result: say('threats/model.gapsLinked', counts),
    },
    { number: 6, title: 'Attack modeling', result: say('threats/model.trees', counts) },
    {
      number: 7,
      title: say('threats/model.riskAndImpact'),
      result: say('threats/model.scored', counts, input.cvssVersion),
    },
  ];
  return usesPasta(input.methodology) ? stages : stages.filter((stage) => stage.number === 5 || stage.number === 7);
}
