import type { Log } from 'sarif';
import type { ThreatModelData } from '../../artifacts/report-data';
import { type CodeView, NO_CODE } from './code-view';
import { withFingerprints } from './identity';
import { sarifRun } from './invocations';
import { sarifLog } from './log';
import { isLead } from './leads';
import { withScore } from './rules';
import { type Draft, threatDrafts, gapDrafts } from './threat-drafts';
import { withKind } from './threat-rules';

/** One flaw at one place is one result, whichever threats name it: the first, which weighs most. */
function distinct(drafts: readonly Draft[]): Draft[] {
  const kept = new Map<string, Draft>();
  for (const draft of drafts) {
    const { rule, place, result } = draft;
    const key = place
      ? `${rule} ${place.line}-${place.endLine} ${place.file}`
      : `${rule} ${JSON.stringify([result.locations, result.properties?.['threat']])}`;
    if (!kept.has(key)) kept.set(key, draft);
  }
  return [...kept.values()];
}

/**
 * The threats in the order of the report, one result per place, then the gaps
 * that no threat covers (spec P-175, P-176). `leads`: with what is only worth a look; without it the report and the
 * JSON alone hold that.
 */
export function threatsSarif(data: ThreatModelData, code: CodeView = NO_CODE, leads = false): Log {
  const gaps = new Map(data.securityControls.gaps.map((gap) => [gap.gap_id, gap]));
  const covered = new Set(data.threats.flatMap((threat) => threat.controlGaps));
  const uncovered = data.securityControls.gaps.filter((gap) => !covered.has(gap.gap_id));
  const drafts = distinct([
    ...data.threats.flatMap((threat) => threatDrafts(threat, gaps, code)),
    ...uncovered.flatMap((gap) => gapDrafts(gap, code)),
  ]);
  const told = drafts.filter((draft) => leads || !isLead(draft.result));
  const rules = [...new Map(told.map(({ rule, descriptor }) => [rule, descriptor])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
  const scored = rules.map((rule) =>
    withScore(
      rule,
      told.filter((draft) => draft.rule === rule.id).map(({ score }) => score),
    ),
  );
  // Leads are counted among equal lines in either case: a fingerprint does not change with the option.
  const identified = withFingerprints(
    drafts.map((draft) => ({
      ...draft,
      result: withKind({ ...draft.result, ruleIndex: indexOf.get(draft.rule) ?? 0 }),
    })),
    code,
  );
  const results = identified.filter((result) => leads || !isLead(result));
  return sarifLog(data.session.toolVersion, scored, results, sarifRun(data.coverage, data.incomplete), {
    sessionId: data.sessionId,
    methodology: data.methodology,
    cvssVersion: data.cvssVersion,
  });
}
