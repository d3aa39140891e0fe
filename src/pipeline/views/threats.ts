import type { ViewOf } from '../../artifacts/checkpoint-views';
import { linksTo } from '../checkpoint';
import type { RunContext } from '../context';
import { tally } from '../tally';
import { firstLink } from './links';
import * as say from '../../wording/run/checkpoints';

/** What the checkpoint of phase 5 shows. */
export async function threatsView(context: RunContext): Promise<ViewOf<'threats'>> {
  const { threats, strideCoverage } = await context.artifacts.threatModel();
  const matrix = await context.artifacts.matrix();
  const abuseCases = await context.artifacts.abuseCases();
  const open = threats.filter((threat) => threat.status === 'open');
  const severe = open.filter(
    (threat) => threat.cvss.overall.severity === 'Critical' || threat.cvss.overall.severity === 'High',
  );
  const verdicts = (result: string): number => strideCoverage.filter((verdict) => verdict.result === result).length;
  return {
    kind: 'threats',
    threats: threats.map((threat) => ({
      id: threat.id,
      title: threat.title,
      component: threat.component,
      stride: threat.strideCategory,
      score: threat.cvss.overall.score,
      severity: threat.cvss.overall.severity,
      status: threat.status,
      crownJewel: threat.businessContext.targetsCrownJewel,
      ...firstLink(threat.locations),
    })),
    bySeverity: tally(open, (threat) => threat.cvss.overall.severity),
    byStride: tally(open, (threat) => threat.strideCategory),
    matrix: matrix.likelihood_impact.map((cell) => ({
      likelihood: cell.likelihood,
      band: cell.impact_band,
      threatIds: cell.threat_ids,
    })),
    crownJewelThreats: open.filter((threat) => threat.businessContext.targetsCrownJewel).length,
    complianceRisks: open.filter(
      (threat) =>
        threat.businessContext.complianceImpact !== undefined && threat.businessContext.complianceImpact !== '',
    ).length,
    abuseCases: abuseCases.map((item) => ({
      id: item.id,
      name: item.name,
      actor: item.threatActor,
      threats: item.relatedThreats,
    })),
    strideCoverage: {
      components: new Set(strideCoverage.map((verdict) => verdict.component)).size,
      verdicts: strideCoverage.length,
      threat: verdicts('threat'),
      mitigated: verdicts('mitigated'),
      notApplicable: verdicts('not-applicable'),
    },
    keyFindings: [say.threats(open.length, severe.length), ...open.slice(0, 5).map((threat) => threat.title)],
    questions: [...say.aboutThreats],
    artifacts: linksTo(context.state, ['phase-5/']),
    next: say.afterThreats,
  };
}
