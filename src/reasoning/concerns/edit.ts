import type { ConcernEdit } from '../../artifacts/checkpoint-record';
import type { Concern } from '../../artifacts/phase3';
import { concernName } from './names';
import { say, type Draft } from '../../messages/say';

/** An edit that cannot be applied. */
class ConcernEditError extends Error {
  constructor(
    readonly reason: 'unknown-id' | 'full',
    message: string,
  ) {
    super(message);
    this.name = 'ConcernEditError';
  }
}

function added(edit: Extract<ConcernEdit, { action: 'add' }>, id: string, taken: Set<string>): Draft<Concern> {
  return {
    id,
    name: concernName(edit.title, taken),
    title: edit.title,
    severity: edit.severity,
    description: edit.description,
    locations: [{ file_path: edit.file, line_range: { start: edit.line, end: edit.line } }],
    crown_jewels_affected: [],
    expected_control_categories: [{ category: edit.category, role: 'primary' }],
    source: [{ artifact: 'user', id }],
    rule: 'user',
    severity_factors: {
      crown_jewel_proximity: 0,
      exposure: 0,
      data_sensitivity: 0,
      modifiers: [{ name: say('concerns/changes.ratedByUser', edit.severity), delta: 0 }],
      score: 0,
    },
    rationale: say('concerns/changes.addedByUser'),
    edited_by_user: true,
  };
}

const nextId = (concerns: readonly Draft<Concern>[], dropped: readonly string[]): string => {
  const highest = Math.max(0, ...concerns.map((concern) => Number(concern.id)), ...dropped.map(Number));
  if (highest >= 999)
    throw new ConcernEditError(
      'full',
      'There is no free concern number below 1000. Drop a concern first and start the mapping again.',
    );
  return String(highest + 1).padStart(3, '0');
};

/**
 * The concerns after the user's changes, in order of id. Numbers are never given out twice, so that dropping and adding
 * cannot confuse two concerns.
 * @throws {ConcernEditError} for an id that does not exist, or when all numbers are used.
 */
export function applyConcernEdits(concerns: readonly Concern[], edits: readonly ConcernEdit[]): Draft<Concern>[] {
  let result: Draft<Concern>[] = [...concerns];
  const dropped: string[] = [];
  const names = new Set(concerns.map((concern) => concern.name));
  const require = (id: string): Draft<Concern> => {
    const found = result.find((concern) => concern.id === id);
    if (!found) throw new ConcernEditError('unknown-id', `There is no concern ${id}.`);
    return found;
  };
  for (const edit of edits) {
    if (edit.action === 'add') result.push(added(edit, nextId(result, dropped), names));
    else if (edit.action === 'drop') {
      require(edit.id);
      dropped.push(edit.id);
      result = result.filter((concern) => concern.id !== edit.id);
    } else {
      const concern = require(edit.id);
      const factors = {
        ...concern.severity_factors,
        modifiers: [
          ...concern.severity_factors.modifiers,
          { name: say('concerns/changes.ratedByUser', edit.severity), delta: 0 },
        ],
      };
      result = result.map((item) =>
        item.id === edit.id
          ? { ...item, severity: edit.severity, severity_factors: factors, edited_by_user: true }
          : item,
      );
    }
  }
  return result.sort((a, b) => Number(a.id) - Number(b.id));
}
