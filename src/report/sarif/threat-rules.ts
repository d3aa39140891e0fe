import type { ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import { humanize } from '../../knowledge/names';
import { findWeakness } from '../../knowledge/weaknesses';
import { cweTagsIn, type Level, LEVEL_OF_SEVERITY, plainRule, weaknessRule } from './rules';

export const LEVEL_OF_BAND: Record<Threat['cvss']['overall']['severity'], Level> = {
  Critical: 'error',
  High: 'error',
  Medium: 'warning',
  Low: 'note',
  None: 'none',
};

export const LEVEL_OF_GAP: Record<Severity, Level> = { ...LEVEL_OF_SEVERITY, info: 'none' };
const kebab = (text: string): string =>
  text
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');

export function gapRule(gap: ConsolidatedGap): ReportingDescriptor {
  const weakness = findWeakness(gap.weakness ?? '');
  if (weakness) return weaknessRule(weakness);
  const state = gap.gap_type ?? 'uninvestigated';
  const description = `A control of the category ${gap.category} is ${gap.gap_type ?? 'not investigated'}.`;
  return plainRule(
    `${state}-${gap.category}-control`,
    `${humanize(state)} control: ${gap.category.replaceAll('-', ' ')}`,
    description,
    [`control/${gap.category}`, ...cweTagsIn(gap.cwe ? [gap.cwe] : [])],
  );
}

/** The rule of a threat that no single gap stands for. */
export function threatRule(threat: Threat): ReportingDescriptor {
  const tags = [`stride/${threat.strideCategory}`, ...cweTagsIn(threat.references)];
  const kind = humanize(threat.strideCategory).toLowerCase();
  if (threat.chain !== undefined)
    return plainRule(
      `chain-${kebab(threat.chain)}`,
      `Combined flaws: ${humanize(threat.chain).toLowerCase()}`,
      'Two flaws together allow what neither does alone.',
      tags,
    );
  const state = threat.status === 'mitigated' ? 'prevented' : 'possible';
  return plainRule(
    `${state}-${kebab(threat.strideCategory)}`,
    `${humanize(state)}: ${kind}`,
    `A threat of this kind is ${state === 'prevented' ? 'prevented by controls of the code' : 'possible'}.`,
    tags,
  );
}

/** SARIF has no level for a passing or informational result but `none`; `kind` says which of the two it is. */
export function withKind(result: Result): Result {
  if (result.kind === 'pass') return { ...result, level: 'none' };
  return result.level === 'none' ? { ...result, kind: 'informational' } : result;
}
