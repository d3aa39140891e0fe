import type { Log, ReportingDescriptor, Result } from 'sarif';
import type { Incompleteness } from '../../artifacts/completeness';
import type { CodeFacts, CodeSpan, WeaknessFact } from '../../artifacts/facts';
import type { Severity } from '../../artifacts/enums';
import { weaknessOf } from '../../knowledge/weaknesses';
import type { Weakness } from '../../knowledge/weakness';
import { sarifRun } from './invocations';
import { fingerprint, pascalCase, sarifCodeFlow, sarifLocation, sarifLog } from './log';

const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = { critical: 'error', high: 'error', medium: 'warning', low: 'note', info: 'note' };
const SCORE: Record<Severity, string> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.5', info: '0.5' };

function rule(weakness: Weakness): ReportingDescriptor {
  return {
    id: weakness.id,
    name: pascalCase(weakness.title),
    shortDescription: { text: weakness.title },
    fullDescription: { text: weakness.consequence },
    defaultConfiguration: { level: LEVEL[weakness.severity] },
    help: { text: `${weakness.remedy.action} ${weakness.remedy.guidance}`, markdown: `${weakness.remedy.action}\n\n${weakness.remedy.guidance}` },
    properties: {
      tags: ['security', ...weakness.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`)],
      'security-severity': SCORE[weakness.severity],
    },
  };
}

const stepMessage = (span: CodeSpan, index: number, last: number): string => (index === 0 ? `Data enters: ${span.text}` : index === last ? `Data arrives: ${span.text}` : span.text);

function result(fact: WeaknessFact, ruleIndex: number): Result {
  const last = fact.path.length - 1;
  const steps = fact.path.map((span, index) => ({ place: span, message: stepMessage(span, index, last) }));
  return {
    ruleId: fact.weakness,
    ruleIndex,
    level: LEVEL[weaknessOf(fact.weakness).severity],
    message: { text: fact.message },
    locations: [sarifLocation(fact.at)],
    ...(fact.source ? { relatedLocations: [{ id: 1, ...sarifLocation(fact.source.at, 'Where the data comes from') }] } : {}),
    ...(steps.length > 1 ? { codeFlows: [sarifCodeFlow(steps)] } : {}),
    partialFingerprints: { 'threatModel/v1': fingerprint(fact.weakness, fact.at.file, fact.at.text) },
    properties: { confidence: fact.confidence, entryPoints: fact.entryPoints, sink: fact.sink },
  };
}

/** What reading the code alone established, as SARIF: one rule per kind of weakness that occurs, one result per place. */
export function analysisSarif(facts: CodeFacts, version: string, incomplete: readonly Incompleteness[]): Log {
  const ids = [...new Set(facts.weaknesses.map((fact) => fact.weakness))].sort();
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const results = facts.weaknesses.map((fact) => result(fact, indexOf.get(fact.weakness) ?? 0));
  const tool = { name: 'Threatline', version, informationUri: 'https://github.com/threatline/threatline' };
  return sarifLog(tool, ids.map((id) => rule(weaknessOf(id))), results, sarifRun(facts.coverage, incomplete));
}
