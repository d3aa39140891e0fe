import type { DependencyFact } from '../../artifacts/facts';
import type { Threat } from '../../artifacts/phase5';
import type { ScaRecommendations } from '../../artifacts/phase6';
import { TOOLS } from '../../knowledge/tests';
import { weaknessOfGap } from '../threats/causes';
import type { Ground, TestPlanOutput } from './input';
import { compareThreats } from './priority';
import { byText, unique } from '../text';
import { say, type Draft, type Said } from '../../messages/say';

type Entry = Draft<ScaRecommendations['prioritizedDependencies'][number]>;
const PIN_ORDER: readonly DependencyFact['pin'][] = ['url', 'any', 'range'];
const PIN_TEXT: Readonly<Record<DependencyFact['pin'], Said>> = {
  url: say('test-plan/plan.fromAddress'),
  any: say('test-plan/plan.anyVersion'),
  range: say('test-plan/plan.rangeAccepted'),
  exact: say('test-plan/plan.fixedVersion'),
};

const MAX_LISTED = 50;
const LOCKING = new Set(['missing-lockfile', 'unpinned-dependency']);

/** Dependencies whose version is not fixed. Advisories are left to the tools: none is claimed without a source. */
export function sca(ground: Ground): Draft<TestPlanOutput['sca']> {
  const { dependencies, scanners } = ground.input;
  const threats = ground.input.model.threats
    .filter((threat) => threat.status === 'open' && ground.categoryOf(threat) === 'dependency-security')
    .sort(compareThreats);
  const gap = ground.input.gaps.find(
    (item) =>
      item.category === 'dependency-security' && (item.status === 'open' || item.status === 'partial-investigation'),
  );
  // With a lockfile a range is fixed after all; only what a lockfile does not hold down is left.
  const unlocked = ground.input.gaps.some((item) => LOCKING.has(weaknessOfGap(item).id));
  const loose = dependencies
    .filter((item) => item.direct && !item.dev && item.pin !== 'exact' && (unlocked || item.pin !== 'range'))
    .sort(
      (a, b) =>
        PIN_ORDER.indexOf(a.pin) - PIN_ORDER.indexOf(b.pin) || byText(a.name, b.name) || byText(a.manifest, b.manifest),
    );
  const traceable = threats.length > 0 || gap !== undefined;
  const ecosystems = unique(dependencies.map((item) => item.ecosystem)).sort(byText);
  const configured = scanners
    .map((scanner) => scanner.tool.toLowerCase())
    .filter((tool) => /dependabot|renovate|snyk|trivy|audit|osv|safety|grype/.test(tool))
    .sort(byText);
  return {
    toolSuggestions: unique([
      ...configured,
      ...(ecosystems.length > 0 ? ecosystems.flatMap((name) => TOOLS.sca[name]) : TOOLS.sca.any),
    ]),
    prioritizedDependencies: traceable
      ? loose.slice(0, MAX_LISTED).map((item) => entry(item, threats, gap?.gap_id))
      : [],
    scanPaths: unique(dependencies.map((item) => item.manifest)).sort(byText),
    excludeDevDependencies: false,
    minimumSeverity: 'high',
  };
}

function entry(item: DependencyFact, threats: readonly Threat[], gapId: string | undefined): Entry {
  return {
    package: item.name,
    currentVersion: item.version,
    severity: item.pin === 'range' ? 'low' : 'medium',
    relatedThreats: threats.map((threat) => threat.id),
    ...(threats.length === 0 && gapId !== undefined ? { gap_id: gapId } : {}),
    manifest: item.line === undefined ? item.manifest : `${item.manifest}:${item.line}`,
    upgradeRisk: PIN_TEXT[item.pin],
    testAfterUpgrade: [say('test-plan/plan.installFromLockfile'), say('test-plan/plan.runTests', item)],
  };
}
