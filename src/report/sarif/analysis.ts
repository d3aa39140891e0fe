import { coverageInWords } from '../../wording/coverage';
import { messageOf } from '../../wording/seen';
import type { Log, Result } from 'sarif';
import type { Incompleteness } from '../../artifacts/completeness';
import { proofSaid, SEVERITIES, type Severity, type Zone } from '../../artifacts/enums';
import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts, WeaknessFact } from '../../artifacts/facts';
import { ratingLimit } from '../../knowledge/rating-limits';
import { weaknessOf } from '../../knowledge/weaknesses';
import { message } from '../../safety/text/sarif';
import { obstacleWords } from '../../wording/witness';
import { codeView, type CodeView } from './code-view';
import { withFingerprints } from './identity';
import { sarifRun } from './invocations';
import { isLead } from './leads';
import { sarifCodeFlow, sarifLocation, sarifLog } from './log';
import { LEVEL_OF_SEVERITY, SCORE_OF_SEVERITY, weaknessRule } from './rules';

function stepText(span: CodeSpan, index: number, last: number): string {
  if (index === 0) return `Data enters: ${span.text}`;
  return index === last ? `Data arrives: ${span.text}` : span.text;
}

/** As severe as the catalogue says of the kind, or as its proof and the place where it runs allow. */
function severityOf(fact: WeaknessFact, zone: Zone | undefined): Severity {
  const { severity } = weaknessOf(fact.weakness);
  const limit = ratingLimit(proofSaid(fact), zone ?? 'production', fact.confidence);
  if (limit === undefined) return severity;
  return (
    SEVERITIES.find(
      (one) => Number(SCORE_OF_SEVERITY[one]) <= Math.min(limit.most, Number(SCORE_OF_SEVERITY[severity])),
    ) ?? 'low'
  );
}

function resultOf(fact: WeaknessFact, ruleIndex: number, code: CodeView, zone: Zone | undefined): Result {
  const severity = severityOf(fact, zone);
  const last = fact.path.length - 1;
  const steps = fact.path.map((place, index) => ({ place, text: stepText(place, index, last) }));
  return {
    ruleId: fact.weakness,
    ruleIndex,
    level: LEVEL_OF_SEVERITY[severity],
    message: { text: message(messageOf(fact)) },
    locations: [sarifLocation(fact.at, code)],
    ...(fact.source
      ? { relatedLocations: [{ id: 1, ...sarifLocation(fact.source.at, code, 'Where the data comes from') }] }
      : {}),
    ...(steps.length > 1 ? { codeFlows: [sarifCodeFlow(steps, code)] } : {}),
    properties: {
      // The same helper or habit of one file is one cause, mended in one go.
      threat: `${fact.weakness}@${fact.at.file}`,
      confidence: fact.confidence,
      proof: proofSaid(fact),
      ...(fact.witness ? { witness: fact.witness } : {}),
      ...(fact.obstacle ? { obstacle: { ...fact.obstacle, text: message(obstacleWords(fact.obstacle)) } } : {}),
      ...(zone === undefined ? {} : { zone }),
      'security-severity': SCORE_OF_SEVERITY[severity],
      entryPoints: fact.entryPoints,
      sink: fact.sink,
    },
  };
}

/**
 * What reading the code alone established, as SARIF: one rule per kind of weakness that occurs, one result per place.
 * `leads`: with what is only worth a look.
 * `texts`: the analysed files that hold one, by path; without its text a place has neither columns nor a line hash.
 */
export function analysisSarif(
  facts: CodeFacts,
  version: string,
  texts: ReadonlyMap<string, string>,
  incomplete: readonly Incompleteness[],
  leads = false,
): Log {
  const code = codeView(texts, facts);
  const zones = new Map(facts.inventory.files.map((file) => [file.path, file.zone]));
  const told = facts.weaknesses.filter((fact) => leads || proofSaid(fact) !== 'lead');
  const ids = [...new Set(told.map((fact) => fact.weakness))].sort();
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const items = facts.weaknesses.map((fact) => ({
    rule: fact.weakness,
    place: fact.at,
    result: resultOf(fact, indexOf.get(fact.weakness) ?? 0, code, zones.get(fact.at.file)),
  }));
  return sarifLog(
    version,
    ids.map((id) => weaknessRule(weaknessOf(id))),
    // Fingerprints count leads in either case, so that they do not change with the option.
    withFingerprints(items, code).filter((result) => leads || !isLead(result)),
    sarifRun(coverageInWords(facts.coverage), incomplete),
  );
}
