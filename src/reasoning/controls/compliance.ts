import { SEVERITIES, type Severity } from '../../artifacts/enums';
import type { ComplianceStatus } from '../../artifacts/compliance-status';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { PriorityFiles } from '../../artifacts/priority-files';
import { rank, sortedInvestigations, worst, type ConsolidationInput } from './input';
import { byText } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

type Result = Draft<ComplianceStatus['regulations'][number]['results'][number]>;

/**
 * A requirement is as good as the worst that any investigation says about it, and met in part at best: code shows that
 * controls are there, not that people keep the requirement.
 */
function evaluate(
  input: ConsolidationInput,
  gaps: readonly Draft<ConsolidatedGap>[],
  requirement: { requirement_id: string; name: string },
): Result {
  const entries = sortedInvestigations(input).flatMap(({ path, investigation }) =>
    investigation.compliance_impact
      .filter((item) => item.requirement_id === requirement.requirement_id)
      .map((item) => ({ path, ...item })),
  );
  const failing = entries.find((item) => item.impact === 'fails');
  const decisive = failing ?? entries.find((item) => item.impact === 'partial') ?? entries[0];
  const status = statusOf(failing !== undefined, entries.length > 0);
  return {
    requirement_id: requirement.requirement_id,
    name: requirement.name,
    status,
    evidence: decisive?.evidence ?? say('controls/verdict.notTouched'),
    sources: [...new Set(entries.map((item) => item.path))],
    gap_ids: gaps.filter((gap) => gap.compliance_impact.includes(requirement.requirement_id)).map((gap) => gap.gap_id),
  };
}

function statusOf(fails: boolean, evaluated: boolean): Result['status'] {
  if (fails) return 'missing';
  return evaluated ? 'partial' : 'not-evaluated';
}

export function complianceStatus(
  input: ConsolidationInput,
  gaps: readonly Draft<ConsolidatedGap>[],
): Draft<ComplianceStatus> {
  const regulations = input.business.compliance_requirements.applicable_regulations.filter(
    (regulation) => regulation.applicable,
  );
  return {
    regulations: regulations.map((regulation) => {
      const results = (regulation.requirements ?? []).map((requirement) => evaluate(input, gaps, requirement));
      const count = (status: Result['status']): number => results.filter((result) => result.status === status).length;
      return {
        name: regulation.name,
        ...(regulation.level === undefined ? {} : { level: regulation.level }),
        total_requirements: results.length,
        requirements_met: count('met'),
        requirements_partial: count('partial'),
        requirements_missing: count('missing'),
        requirements_not_evaluated: count('not-evaluated'),
        compliance_percentage: null,
        results,
      };
    }),
    last_updated: input.now,
  };
}

/** Files the investigations want to see analysed further, those of severe concerns first. */
export function priorityFiles(input: ConsolidationInput): Draft<PriorityFiles> {
  const files = new Map<string, { concerns: Set<string>; severity: Severity; reasons: Set<Said> }>();
  for (const { investigation } of sortedInvestigations(input)) {
    const severity = investigation.control_gaps.reduce<Severity>(
      (most, gap) => worst(most, gap.gap_severity),
      SEVERITIES[4],
    );
    const reason = say('controls/verdict.investigated', investigation);
    for (const path of investigation.files_for_phase5) {
      const known = files.get(path) ?? {
        concerns: new Set<string>(),
        severity: 'info' as Severity,
        reasons: new Set<Said>(),
      };
      known.concerns.add(investigation.concern_id);
      known.severity = worst(known.severity, severity);
      known.reasons.add(reason);
      files.set(path, known);
    }
  }
  return {
    files: [...files]
      .map(([path, item]) => ({
        path,
        concerns: [...item.concerns].sort(byText),
        max_severity: item.severity,
        reasons: [...item.reasons].slice(0, 5),
      }))
      .sort(
        (a, b) =>
          rank(a.max_severity) - rank(b.max_severity) ||
          b.concerns.length - a.concerns.length ||
          byText(a.path, b.path),
      ),
    last_updated: input.now,
  };
}
