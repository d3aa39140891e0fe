import { describe, expect, it } from 'vitest';
import { BusinessAnswers } from '../../src/artifacts/phase1';
import {
  assumptionsOf,
  change,
  changeNumber,
  confirm,
  finalAnswers,
  NO_CHANGES,
  openAssumptions,
  validate,
} from '../../webview/state/answers';
import { BUSINESS } from './samples';

const offered = BUSINESS.draft;
const messages = (form = NO_CHANGES) => validate(offered, form).map(({ field }) => field);

describe('the answers of phase 1', () => {
  it('counts a field as confirmed once it is edited or confirmed', () => {
    expect(openAssumptions(offered, NO_CHANGES)).toEqual([
      'primary_purpose',
      'users',
      'data_types',
      'crown_jewels',
      'threat_actors',
      'rto_hours',
    ]);
    const edited = change(NO_CHANGES, 'primary_purpose', 'Sends parcels.');
    expect(openAssumptions(offered, confirm(edited, 'users'))).toEqual([
      'data_types',
      'crown_jewels',
      'threat_actors',
      'rto_hours',
    ]);
    expect(assumptionsOf(offered, edited, 'primary_purpose')).toEqual([]);
    expect(assumptionsOf(offered, edited, 'users')).toHaveLength(1);
  });

  it('takes an assumption about a part of a field as one about the field', () => {
    const part = {
      ...offered,
      assumptions: [
        { field: 'data_types.0.sensitivity', text: 'x' },
        { field: 'data_types[1]', text: 'y' },
      ],
    };
    expect(openAssumptions(part, NO_CHANGES)).toEqual(['data_types']);
    expect(assumptionsOf(part, NO_CHANGES, 'data_types')).toHaveLength(2);
  });

  it('finds what the host would refuse', () => {
    expect(messages()).toEqual([]);
    expect(messages(change(NO_CHANGES, 'application_name', ' '))).toEqual(['application_name']);
    expect(messages(change(NO_CHANGES, 'primary_purpose', ''))).toEqual(['primary_purpose']);
    expect(messages(change(NO_CHANGES, 'crown_jewels', []))).toEqual(['crown_jewels']);
    expect(messages(change(NO_CHANGES, 'crown_jewels', Array.from({ length: 11 }, String)))).toEqual(['crown_jewels']);
    expect(messages(change(NO_CHANGES, 'threat_actors', []))).toEqual(['threat_actors']);
    expect(messages(change(NO_CHANGES, 'regulations', []))).toEqual(['regulations']);
    expect(messages(change(change(NO_CHANGES, 'regulations', []), 'none_applicable', true))).toEqual([]);
    for (const text of ['-1', 'many', '1e9', '1.', '4 hours'])
      expect(messages(changeNumber(NO_CHANGES, 'rto_hours', text)), text).toEqual(['rto_hours']);
  });

  it('sends answers the schema takes, with an emptied number left out', () => {
    const form = changeNumber(changeNumber(NO_CHANGES, 'rto_hours', ' '), 'breach_cost_usd', '4000000.5');
    const answers = BusinessAnswers.parse(finalAnswers(offered, form));
    expect(answers.rto_hours).toBeUndefined();
    expect(answers.breach_cost_usd).toBe(4000000.5);
    expect(BusinessAnswers.safeParse(finalAnswers(offered, NO_CHANGES)).success).toBe(true);
  });
});
