import type { InvestigationDraft } from '../../artifacts/investigation-draft';
import type { Inquiry } from './inquiry';
import { say, type Draft } from '../../messages/say';
import type { Control, Gap } from '../../artifacts/phase4';

type Impact = Draft<InvestigationDraft>['compliance_impact'][number];

/** How a requirement fares with what was found for it. */
function impactOf(gaps: readonly Draft<Gap>[], controls: readonly Draft<Control>[]): Impact['impact'] {
  if (gaps.length === 0) return controls.some((control) => control.strength === 'strong') ? 'passes' : 'partial';
  const serious = gaps.some((gap) => gap.gap_severity === 'critical' || gap.gap_severity === 'high');
  return serious || controls.length === 0 ? 'fails' : 'partial';
}

/** What the outcome means for the requirements of phase 1 that ask for the controls investigated here. */
export function complianceImpact(inquiry: Inquiry): Impact[] {
  const primary = inquiry.concern.expected_control_categories[0]?.category;
  const gaps = inquiry.gaps.filter((gap) => gap.category === primary);
  const controls = inquiry.controls.filter((control) => control.control_type === primary);
  if (gaps.length === 0 && controls.length === 0) return [];
  const requirements = inquiry.input.business.compliance_requirements.applicable_regulations
    .filter((regulation) => regulation.applicable)
    .flatMap((regulation) => regulation.requirements ?? []);
  return requirements
    .filter((requirement) => primary !== undefined && requirement.control_categories.includes(primary))
    .map((requirement): Impact => {
      return {
        requirement_id: requirement.requirement_id,
        requirement_name: requirement.name,
        impact: impactOf(gaps, controls),
        evidence:
          gaps.length > 0
            ? say('investigate/investigation.gapsOfConcern', gaps, inquiry.concern)
            : say('investigate/investigation.controlsFound', controls),
        ...(gaps.length > 0
          ? {
              remediation_needed: say('investigate/investigation.actions', inquiry.recommendations),
            }
          : {}),
      };
    });
}
