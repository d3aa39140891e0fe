import type { TestPriority } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { FilesForTesting, Threat } from '../../artifacts/phase5';
import { byText } from '../text';
import { type Draft, say } from '../../messages/say';

const FROM: readonly (readonly [number, TestPriority])[] = [
  [9, 'P0'],
  [7, 'P1'],
  [4, 'P2'],
  [0.1, 'P3'],
];

/** Priority band of an environmental score: P0 from 9.0, P1 from 7.0, P2 from 4.0, P3 from 0.1, else P4. */
export function priorityOf(score: number): TestPriority {
  return FROM.find(([bound]) => score >= bound)?.[1] ?? 'P4';
}

/** Files to test, confirmed by threats; the most urgent threat of a file decides. */
export function filesForTesting(
  threats: readonly Draft<Threat>[],
  gaps: readonly ConsolidatedGap[],
): Draft<FilesForTesting> {
  const concernOf = new Map(gaps.map((gap) => [gap.gap_id, gap.concern_id]));
  const byFile = new Map<string, Draft<Threat>[]>();
  for (const threat of threats)
    for (const file of threat.filesRequiringTesting) byFile.set(file, [...(byFile.get(file) ?? []), threat]);
  const files = [...byFile].map(([path, list]) => {
    const score = Math.max(...list.map((threat) => threat.cvss.environmental.score));
    const worst = list.find((threat) => threat.cvss.environmental.score === score);
    return {
      score,
      entry: {
        path,
        threatIds: list.map((threat) => threat.id),
        concernIds: [
          ...new Set(list.flatMap((threat) => threat.controlGaps.flatMap((id) => concernOf.get(id) ?? []))),
        ].sort(byText),
        priority: priorityOf(score),
        reason: say(
          'threats/model.testedFor',
          list.map((threat) => threat.id),
          worst?.title ?? '',
        ),
      },
    };
  });
  return {
    files: files.sort((a, b) => b.score - a.score || byText(a.entry.path, b.entry.path)).map((item) => item.entry),
  };
}
