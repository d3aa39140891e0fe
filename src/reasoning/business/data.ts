import type { BusinessAnswers, CrownJewel, DataType } from '../../artifacts/phase1';
import { DATA_CLASSES } from '../../knowledge/data-classes';
import { type DataClass } from '../../knowledge/data-class';
import { classifyField, fieldWords } from '../../knowledge/field-names';
import { snake, unique } from '../text';
import { say, type Draft } from '../../messages/say';

const AVAILABILITY_FIRST = /^\W*availability/i;

/** Words of a jewel's name that say nothing about where it is. */
const EMPTY_WORDS = new Set([
  'data',
  'record',
  'records',
  'information',
  'content',
  'file',
  'files',
  'document',
  'documents',
  'application',
  'system',
  'of',
  'and',
  'the',
  'customer',
]);

/** The data class a crown jewel belongs to, by its id or the words of its name. */
function classOfJewel(id: string): DataClass | undefined {
  const exact = DATA_CLASSES.find((entry) => entry.crownJewel === id || entry.id === id.replace(/_/g, '-'));
  if (exact) return exact;
  const words = meaningful(id).join(' ');
  return DATA_CLASSES.find((entry) => entry.words.includes(words));
}

const meaningful = (id: string): string[] =>
  fieldWords(id)
    .split(' ')
    .filter((word) => !EMPTY_WORDS.has(word));

function typesOf(dataClass: DataClass | undefined, types: readonly DataType[]): DataType[] {
  if (!dataClass) return [];
  const exact = types.filter((type) =>
    type.examples.some((example) => classifyField(example)?.dataClass === dataClass),
  );
  return exact.length > 0 ? exact : types.filter((type) => type.category === dataClass.category);
}

/**
 * The crown jewels of the form as the later phases need them: with sensitivity, reason
 * and words by which they are found in code.
 */
export function classify(answers: BusinessAnswers): Draft<CrownJewel>[] {
  return unique(answers.crown_jewels.map(snake)).map((id) => {
    const dataClass = classOfJewel(id);
    const types = typesOf(dataClass, answers.data_types);
    const examples = types
      .flatMap((type) => type.examples)
      .filter((example) => classifyField(example)?.dataClass === dataClass);
    const regulations = unique(types.flatMap((type) => type.regulatory_requirements));
    return {
      data_type: id,
      rationale: dataClass?.rationale ?? say('business/form.namedAsJewel'),
      sensitivity: types[0]?.sensitivity ?? dataClass?.sensitivity ?? 'high',
      ...(regulations[0] === undefined ? {} : { regulatory_requirement: regulations.join(', ') }),
      protection_requirements: [...(dataClass?.protection ?? [say('business/form.perRecord'), 'integrity checks'])],
      keywords: unique([...(dataClass?.keywords ?? meaningful(id)), ...examples]).slice(0, 20),
      requires_confidentiality: true,
      requires_integrity: true,
      requires_availability: AVAILABILITY_FIRST.test(answers.cia_priority),
    };
  });
}
