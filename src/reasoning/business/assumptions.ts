import type { Assumption, BusinessAnswers, BusinessField } from '../../artifacts/phase1';
import { say, type Said } from '../../messages/say';

/** `data_types[0].category` and `data_types.PII` belong to `data_types`. */
const fieldOf = (path: string): string => path.split(/[.[\]:]/, 1)[0] ?? path;

/** Which answers are only assumed, and why. */
export class Assumptions {
  private readonly confirmed: ReadonlySet<string>;

  constructor(
    private readonly answers: BusinessAnswers,
    private readonly given: readonly Assumption[],
    confirmed: readonly string[],
  ) {
    this.confirmed = new Set(confirmed.map(fieldOf));
  }

  /** One line per value of these answers that the user did not confirm. */
  of(...fields: BusinessField[]): Said[] {
    return fields.flatMap((field) => this.ofField(field));
  }

  private ofField(field: BusinessField): Said[] {
    const value = this.answers[field];
    if (this.confirmed.has(field) || value === undefined) return [];
    const about = field === 'none_applicable' && value === false ? 'some_applicable' : field;
    const reasons = this.given
      .filter((assumption) => fieldOf(assumption.field) === field)
      .map((assumption) => say('business/assumptions.because', about, assumption));
    return reasons.length > 0 ? reasons : [say('business/assumptions.notConfirmed', about)];
  }
}
