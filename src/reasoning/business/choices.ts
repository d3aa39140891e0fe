import { ACTOR_ARCHETYPES } from '../../knowledge/actors';
import { REGULATIONS } from '../../knowledge/compliance';
import { DATA_CLASSES } from '../../knowledge/data-classes';
import { unique } from '../text';

/** What the form of phase 1 offers to choose from; other values can be typed. */
export function businessChoices() {
  return {
    users: [
      'public',
      'customers',
      'administrators',
      'employees',
      'partners',
      'client applications',
      'developers',
      'operators',
      'patients',
      'students',
    ],
    dataCategories: unique([...DATA_CLASSES.map((entry) => entry.category), 'proprietary']),
    threatActors: ACTOR_ARCHETYPES.map(({ id, name, description }) => ({ id, name, description })),
    regulations: REGULATIONS.map(({ name, description }) => ({ name, description })),
  };
}
