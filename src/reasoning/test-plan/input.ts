import type { CodeFacts } from '../../artifacts/facts';
import type { BusinessContext } from '../../artifacts/phase1';
import type { EntryPoint, EntryPoints } from '../../artifacts/phase3';
import type { ConsolidatedGap } from '../../artifacts/phase4';
import type { AbuseCase, FilesForTesting, Threat } from '../../artifacts/phase5';
import type {
  CodeReviewPlan,
  DastRecommendations,
  ManualTestCases,
  SastRecommendations,
  ScaRecommendations,
  TestPriorities,
} from '../../artifacts/phase6';
import type { Without } from '../../artifacts/without';
import type { TestFamily } from '../../knowledge/tests';
import { FAMILY_OF_CATEGORY, TEST_FAMILIES } from '../../knowledge/tests';
import { CONTROL_CATEGORIES, type ControlCategory } from '../../artifacts/enums';
import type { Weakness } from '../../knowledge/weakness';
import { weaknessOf } from '../../knowledge/weaknesses';
import { TYPICAL_WEAKNESS } from '../../knowledge/attack-requirements';
import { weaknessOfGap } from '../threats/causes';

/** What test planning works on. */
export interface TestPlanInput {
  business: BusinessContext;
  model: { threats: Threat[] };
  abuseCases: AbuseCase[];
  files: FilesForTesting;
  entryPoints: EntryPoints;
  gaps: ConsolidatedGap[];
  /** Files the investigations proposed for testing. */
  priorityFiles: string[];
  dependencies: CodeFacts['dependencies'];
  scanners: CodeFacts['scanners'];
}

type Undated<T> = Without<T, 'generatedAt'>;
export interface TestPlanOutput {
  codeReview: Undated<CodeReviewPlan>;
  sast: Undated<SastRecommendations>;
  dast: Undated<DastRecommendations>;
  sca: Undated<ScaRecommendations>;
  manual: Undated<ManualTestCases>;
  priorities: Undated<TestPriorities>;
}

/** The plan cannot be made from this threat model. */
export class TestPlanError extends Error {
  override readonly name = 'TestPlanError';
  constructor(
    readonly reason: 'unscored-threat',
    message: string,
  ) {
    super(message);
  }
}

/** The inputs with look-ups: gaps of a threat, its weakness and test family, its entry points. */
export class Ground {
  readonly gapById: Map<string, ConsolidatedGap>;
  private readonly entryById: Map<string, EntryPoint>;

  constructor(readonly input: TestPlanInput) {
    this.gapById = new Map(input.gaps.map((gap) => [gap.gap_id, gap]));
    this.entryById = new Map(input.entryPoints.entryPoints.map((entry) => [entry.id, entry]));
  }

  gapsOf(threat: Threat): ConsolidatedGap[] {
    return threat.controlGaps.flatMap((id) => this.gapById.get(id) ?? []);
  }

  /** The first of the requirements that its gaps do not meet. */
  requirementOf(threat: Threat): string | undefined {
    return this.gapsOf(threat)
      .flatMap((gap) => gap.compliance_impact)
      .sort()[0];
  }

  entriesOf(threat: Threat): EntryPoint[] {
    return threat.affectedEntryPoints.flatMap((id) => this.entryById.get(id) ?? []);
  }

  /** Control category a threat is about; mitigated ones name it in their recommendation. */
  categoryOf(threat: Threat): ControlCategory {
    const first = this.gapsOf(threat)[0];
    if (first) return first.category;
    const recommended = threat.recommendedControls[0];
    const named = typeof recommended === 'object' ? recommended.type : '';
    return CONTROL_CATEGORIES.find((category) => category === named) ?? 'authentication';
  }

  weaknessOf(threat: Threat): Weakness {
    const gaps = this.gapsOf(threat);
    const first = gaps[0];
    const last = gaps[gaps.length - 1];
    // A chain of two flaws is tested where it ends; its beginning is a threat of its own.
    if (first && last && weaknessOfGap(first) !== weaknessOfGap(last)) return weaknessOfGap(last);
    return first ? weaknessOfGap(first) : weaknessOf(TYPICAL_WEAKNESS[this.categoryOf(threat)]);
  }
}

/** The family of tests for a weakness. */
export function familyOf(weakness: Weakness): TestFamily {
  return TEST_FAMILIES.find((family) => family === weakness.testFamily) ?? FAMILY_OF_CATEGORY[weakness.category];
}
