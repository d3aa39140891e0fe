import type { ControlCategory } from '../../artifacts/enums';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { Threat } from '../../artifacts/phase5';
import type { SastRecommendations } from '../../artifacts/phase6';
import { SEMGREP_RULES, TOOLS } from '../../knowledge/tests';
import { requirementOf, weaknessOfGap } from '../threats/causes';
import type { Ground, TestPlanOutput } from './input';
import { compareThreats, priorityOfThreat } from './priority';
import { byText, unique } from '../text';
import { say, type Draft } from '../../messages/say';

type Rulesets = Draft<SastRecommendations['rulesets']>;
type CustomPattern = Rulesets[string]['customPatterns'][number];

const LANGUAGES: readonly (readonly [RegExp, string[]])[] = [
  [/\.py$/, ['python']],
  [/\.(ts|tsx|mts|cts)$/, ['typescript']],
  [/\.(js|jsx|mjs|cjs)$/, ['javascript']],
];
const LEVEL = { P0: 'critical', P1: 'high', P2: 'medium', P3: 'low', P4: 'low' } as const;
const SEMGREP_SEVERITY = { critical: 'ERROR', high: 'ERROR', medium: 'WARNING', low: 'INFO', info: 'INFO' } as const;
const EXCLUDED = ['node_modules', 'dist', 'build', 'coverage', 'vendor', '.venv', 'test', 'tests', '*.min.js'];
const MAX_PATTERNS = 12;

/**
 * Rule sets per category of control, with patterns for the very calls that were found, and the paths to look at first.
 */
export function sast(ground: Ground): Draft<TestPlanOutput['sast']> {
  const byCategory = new Map<ControlCategory, Threat[]>();
  for (const threat of ground.input.model.threats.filter((item) => item.status === 'open').sort(compareThreats)) {
    const category = ground.categoryOf(threat);
    byCategory.set(category, [...(byCategory.get(category) ?? []), threat]);
  }
  const rulesets = [...byCategory].map(
    ([category, threats]) => [category, ruleset(category, threats, ground)] as const,
  );
  return {
    toolSuggestions: tools(ground, byCategory.has('secrets-management')),
    rulesets: Object.fromEntries(rulesets),
    focusAreas: [...byCategory].map(([category, threats]) => ({
      category,
      relatedThreats: threats.map((threat) => threat.id),
      paths: unique(threats.flatMap((threat) => threat.locations.map((place) => place.file_path))).slice(0, 20),
      expectedFindings: unique(threats.map((threat) => ground.weaknessOf(threat).title))
        .slice(0, 5)
        .join('; '),
    })),
    excludePaths: EXCLUDED,
  };
}

function tools(ground: Ground, secrets: boolean): string[] {
  const configured = ground.input.scanners.map((scanner) => scanner.tool.toLowerCase()).sort(byText);
  const suited = configured.filter((tool) =>
    /semgrep|codeql|sonar|bandit|eslint-plugin-security|gitleaks|trufflehog|njsscan/.test(tool),
  );
  const python = ground.input.gaps.some((gap) => gap.locations.some((place) => place.file_path.endsWith('.py')));
  return unique([...suited, ...TOOLS.sast, ...(python ? ['bandit'] : []), ...(secrets ? TOOLS.secrets : [])]);
}

function ruleset(category: ControlCategory, threats: readonly Threat[], ground: Ground): Rulesets[string] {
  const first = threats[0];
  const gaps = unique(threats.flatMap((threat) => ground.gapsOf(threat))).filter((gap) => gap.category === category);
  const patterns = new Map(
    gaps
      .flatMap((gap) =>
        (patternFor(gap) ?? []).map((pattern) => [`${pattern.pattern} ${pattern.languages.join()}`, pattern] as const),
      )
      .reverse(),
  );
  return {
    priority: first ? LEVEL[priorityOfThreat(first)] : 'low',
    rules: [...SEMGREP_RULES[category]],
    customPatterns: [...patterns.values()].sort((a, b) => byText(a.name, b.name)).slice(0, MAX_PATTERNS),
  };
}

/** The call at the end of the flow, as a pattern of semgrep; variables become metavariables. */
function patternFor(gap: ConsolidatedGap): CustomPattern[] | undefined {
  const last = gap.flow?.[gap.flow.length - 1];
  const languages = LANGUAGES.find(([extension]) => extension.test(last?.file_path ?? ''))?.[1];
  const call = isCall(gap.sink) ? gap.sink : undefined;
  const weakness = weaknessOfGap(gap);
  if (!last || !languages || call === undefined || requirementOf(weakness).from !== 'route') return undefined;
  return [
    {
      name: `${weakness.id}-${call
        .replace(/[^A-Za-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .toLowerCase()}`,
      pattern: generalised(call),
      message: say('test-plan/plan.foundAs', weakness, gap, last),
      languages,
      severity: SEMGREP_SEVERITY[gap.severity],
    },
  ];
}

/** A chain of names: what else ends a flow is no call that a pattern could look for. */
const isCall = (sink: string | undefined): sink is string =>
  sink !== undefined && /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*$/.test(sink);

/** `res.redirect` → `$OBJ.redirect(...)`, `child_process.exec` and `eval` stay as they are. */
function generalised(call: string): string {
  const parts = call.split('.');
  const method = parts[parts.length - 1] ?? call;
  if (parts.length === 1) return `${call}(...)`;
  const modules =
    /^(child_process|cp|fs|vm|os|subprocess|pickle|yaml|crypto|jwt|requests|axios|needle|fetch|http|https)$/;
  return modules.test(parts[0] ?? '') && parts.length === 2 ? `${call}(...)` : `$OBJ.${method}(...)`;
}
