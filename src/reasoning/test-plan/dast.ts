import type { EntryPoint } from '../../artifacts/phase3';
import type { Threat } from '../../artifacts/phase5';
import type { DastRecommendations } from '../../artifacts/phase6';
import { FAMILY, TOOLS } from '../../knowledge/tests';
import { requirementOf } from '../threats/causes';
import { isNetwork, isOpen } from '../threats/landscape';
import { type Ground, type TestPlanOutput, familyOf } from './input';
import { compareThreats, priorityOfThreat } from './priority';
import { parameterOf, payloadsFor } from './steps';
import { byText, unique } from '../text';
import { say, type Draft } from '../../messages/say';

const MAX_PAYLOADS = 8;
const TOKEN_HEADERS: Readonly<Record<string, string>> = {
  jwt: 'Authorization',
  apikey: 'X-API-Key',
  basic: 'Authorization',
  signature: 'X-Signature',
};

/** Addresses to attack in a running test system, with what to send and what to expect. */
export function dast(ground: Ground): Draft<TestPlanOutput['dast']> {
  const byEntry = new Map<EntryPoint, Threat[]>();
  for (const threat of ground.input.model.threats.filter((item) => item.status === 'open')) {
    if (!FAMILY[familyOf(ground.weaknessOf(threat))].dynamic) continue;
    for (const entry of ground.entriesOf(threat).filter(isNetwork))
      byEntry.set(entry, [...(byEntry.get(entry) ?? []), threat]);
  }
  const endpoints = [...byEntry].map(([entry, threats]) => ({ entry, threats: [...threats].sort(compareThreats) }));
  endpoints.sort((a, b) => first(a.threats, b.threats) || byText(a.entry.id, b.entry.id));
  return {
    toolSuggestions: [...TOOLS.dast],
    endpoints: endpoints.map(({ entry, threats }) => endpoint(entry, threats, ground)),
    authentication: authentication(ground.input.entryPoints.entryPoints),
    rateLimit: { maxRequestsPerMinute: 60, delayBetweenRequests: '1s' },
  };
}

function first(a: readonly Threat[], b: readonly Threat[]): number {
  return a[0] && b[0] ? compareThreats(a[0], b[0]) : 0;
}

function endpoint(
  entry: EntryPoint,
  threats: readonly Threat[],
  ground: Ground,
): Draft<DastRecommendations['endpoints'][number]> {
  const top = threats[0];
  const weaknesses = unique(threats.map((threat) => ground.weaknessOf(threat)));
  return {
    path: entry.path,
    method: entry.method ?? 'ANY',
    priority: top ? priorityOfThreat(top) : 'P4',
    relatedThreats: threats.map((threat) => threat.id),
    testScenarios: threats.map((threat) => {
      const weakness = ground.weaknessOf(threat);
      const param = parameterOf({ entry, gap: ground.gapsOf(threat)[0] });
      return say(
        'test-plan/plan.scenario',
        weakness,
        threat,
        requirementOf(weakness).common === true ? undefined : param,
      );
    }),
    payloads: unique(weaknesses.flatMap((weakness) => payloadsFor(weakness, entry.handler.file).slice(0, 3))).slice(
      0,
      MAX_PAYLOADS,
    ),
    expectedBehavior: isOpen(entry) ? say('test-plan/plan.inputRefused') : say('test-plan/plan.accessRefused'),
    authentication: !isOpen(entry),
  };
}

/** The kind of sign-in most entry points ask for. Accounts are named by role; credentials never stand here. */
function authentication(entries: readonly EntryPoint[]): Draft<DastRecommendations['authentication']> {
  const counts = new Map<string, number>();
  for (const entry of entries.filter((item) => !isOpen(item)))
    counts.set(entry.authentication, (counts.get(entry.authentication) ?? 0) + 1);
  const type = [...counts].sort(([a, left], [b, right]) => right - left || byText(a, b))[0]?.[0];
  if (type === undefined) return { type: 'none', testAccounts: [] };
  const header = TOKEN_HEADERS[type];
  return {
    type,
    ...(header === undefined ? {} : { tokenHeader: header }),
    testAccounts: [say('test-plan/plan.accountA'), say('test-plan/plan.accountB'), 'administrator'],
  };
}
