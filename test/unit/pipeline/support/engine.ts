import type { AgentKind, AgentKinds, AgentTask, Engine } from '../../../../src/agents/contract';
import type { InvestigationDraft } from '../../../../src/artifacts/investigation-draft';
import type { AgentContext, AgentOutcome } from '../../../../src/reasoning/work';
import type { ThreatModelOutput } from '../../../../src/reasoning/threats/input';
import type { TestPlanOutput } from '../../../../src/reasoning/test-plan/input';
import type { BusinessDraft } from '../../../../src/artifacts/phase1';
import type { SizingReport } from '../../../../src/artifacts/phase2';
import type { Concern } from '../../../../src/artifacts/phase3';
import type { ConsolidatedGap } from '../../../../src/artifacts/phase4';
import type { Cvss, Threat } from '../../../../src/artifacts/phase5';
import { COMPONENT } from './parts';

/** How the engine behaves at a task the n-th time it gets it (from 1). */
export type Behaviour = 'answer' | 'fail' | 'hang' | 'partial' | 'refuse' | 'invalid' | 'ignore-abort';
export type Script = (taskId: string, time: number) => Behaviour;

const draft: BusinessDraft = {
  answers: {
    application_name: 'Shop',
    primary_purpose: 'Sells things.',
    users: ['customers'],
    business_processes: [],
    business_value: 'sales',
    internet_facing: true,
    data_types: [],
    crown_jewels: ['customer_data'],
    threat_actors: ['TA-001'],
    regulations: [],
    none_applicable: true,
    cia_priority: 'C > I > A',
    risk_appetite: 'low',
  },
  assumptions: [{ field: 'primary_purpose', text: 'from the README' }],
  confirmed: [],
};

const sizing: SizingReport = {
  status: 'complete',
  summary: 'Small.',
  scope: 'full',
  metrics: { total_files: 2, total_directories: 1, files_by_extension: { js: 2 } },
  components: [],
  strategy: {
    tier: 'small',
    parallelization: 'single',
    components_to_spawn: [{ path: './', files: 2, recommended_depth: 'full' }],
    estimated_agents: 1,
    sampling_required: false,
  },
  handoff: { recommended_agent: 'codebase-mapper', context: '' },
};

function investigation(concern: Concern): InvestigationDraft {
  const line = concern.locations[0]!.line_range.start;
  const range = { start: line, end: line };
  return {
    concern_id: concern.id,
    concern_name: concern.name,
    severity: concern.severity,
    description: concern.description,
    crown_jewels_affected: [],
    locations_investigated: concern.locations,
    controls_found: [
      {
        control_id: 'AUTHZ-1',
        control_name: `Check ${concern.id}`,
        control_type: 'authorization',
        implementation: 'a check',
        strength: 'partial',
        file_location: 'src/db.js',
        line_range: range,
        effectiveness: 'some',
        verification_status: 'verified',
      },
    ],
    control_categories: ['authorization'],
    control_gaps: [
      {
        gap_id: 'GAP-001',
        gap_type: 'missing',
        gap_severity: concern.severity,
        description: `Nobody checks at line ${line}.`,
        affected_components: ['app'],
        attack_vector: 'network',
        locations: [{ file_path: 'src/app.js', line_range: range }],
      },
    ],
    recommendations: [],
    compliance_impact: [],
    evidence: [
      {
        type: 'code-snippet',
        source_file: 'src/app.js',
        line_range: range,
        content: `const line${line} = handle(${line});`,
        context: 'the call',
      },
    ],
    files_for_phase5: ['src/app.js'],
    status: 'complete',
  };
}

const cvss: Cvss = {
  version: '4.0',
  base: { score: 7, vector: 'v', metrics: {}, severity: 'High' },
  environmental: {
    score: 7,
    vector: 'v',
    securityRequirements: { confidentiality: 'H', integrity: 'H', availability: 'H' },
    modifiedBaseMetrics: {},
    source: 'phase-1-auto',
    rationale: [],
  },
  overall: { score: 7, severity: 'High', vector: 'v', priorityRank: 1 },
  reasons: {},
};

const threat = (gap: ConsolidatedGap, number: number): Threat => ({
  id: `THREAT-${String(number + 1).padStart(3, '0')}`,
  title: `Abuse of ${gap.gap_id}`,
  component: 'app',
  strideCategory: 'ElevationOfPrivilege',
  threat: gap.description,
  threatActor: 'Criminals',
  attackVector: 'network',
  locations: gap.locations,
  affectedEntryPoints: [],
  affectedDataFlows: [],
  trustBoundariesCrossed: [],
  dfdElements: [],
  existingControls: [],
  controlGaps: [gap.gap_id],
  investigationSources: [gap.concern_source],
  status: 'open',
  cvss,
  businessContext: { targetsCrownJewel: false, businessImpactFinancial: '', relevantThreatActor: 'TA-001' },
  likelihood: { rating: 'High', rationale: '' },
  recommendedControls: [],
  testingGuidance: [],
  filesRequiringTesting: [],
  confidence: 'high',
});

function threatModel(gaps: ConsolidatedGap[]): ThreatModelOutput {
  const threats = gaps.filter((gap) => gap.status === 'open').map(threat);
  const band = { count: 0, range: '', threat_ids: [] };
  return {
    model: {
      scope: { type: 'full' },
      methodology: 'hybrid',
      threats,
      strideCoverage: [],
      summary: {
        totalThreats: threats.length,
        byCvssSeverity: { critical: 0, high: threats.length, medium: 0, low: 0, none: 0 },
        byStride: {
          spoofing: 0,
          tampering: 0,
          repudiation: 0,
          infoDisclosure: 0,
          dos: 0,
          elevationOfPrivilege: threats.length,
        },
        scoringMethodology: '',
        prioritizationBasis: '',
      },
    },
    abuseCases: { authentication: [], authorization: [], data: [], api: [] },
    attackTrees: {
      'credential-theft': '# Tree\n',
      'data-exfiltration': '# Tree\n',
      'privilege-escalation': '# Tree\n',
    },
    dfd: { elements: [], unmapped: [] },
    matrix: {
      scoring_methodology: '',
      distribution: { critical: band, high: band, medium: band, low: band, none: band },
      by_stride: {},
      likelihood_impact: [],
      crown_jewel_threats: [],
      prioritization_notes: [],
    },
    files: { files: [] },
  };
}

function testPlan(): TestPlanOutput {
  const part = { count: 0, effort: '', timeline: '' };
  return {
    codeReview: { totalTargets: 0, estimatedEffort: '', critical: [], high: [], medium: [], low: [] },
    sast: { toolSuggestions: [], rulesets: {}, focusAreas: [], excludePaths: [] },
    dast: {
      toolSuggestions: [],
      endpoints: [],
      authentication: { type: 'none', testAccounts: [] },
      rateLimit: { maxRequestsPerMinute: 60, delayBetweenRequests: '1 s' },
    },
    sca: {
      toolSuggestions: [],
      prioritizedDependencies: [],
      scanPaths: [],
      excludeDevDependencies: false,
      minimumSeverity: 'low',
    },
    manual: { totalTestCases: 0, estimatedEffort: '', testCases: [] },
    priorities: {
      prioritization_method: 'CVSS Environmental Score',
      summary: { P0: part, P1: part, P2: part, P3: part, P4: part },
      prioritizedTests: [],
    },
  };
}

function resultOf(task: AgentTask): unknown {
  const { kind, input } = task;
  switch (kind) {
    case 'business-context':
      return draft;
    case 'size':
      return sizing;
    case 'map':
      return COMPONENT;
    case 'investigate':
      return investigation((input as AgentKinds['investigate']['input']).concern);
    case 'threat-model':
      return threatModel((input as AgentKinds['threat-model']['input']).gaps);
    case 'test-plan':
      return testPlan();
  }
}

const usage = { seconds: 0, filesRead: 1, tokens: 0 };
const coverage = { filesRead: ['src/app.js'], notReached: [] };

/** Answers every task at once, unless the script says otherwise. Keeps what it was asked. */
export class ScriptedEngine implements Engine {
  readonly tasks: AgentTask[] = [];
  running = 0;
  mostAtOnce = 0;
  private readonly times = new Map<string, number>();

  constructor(
    readonly id = 'scripted',
    private readonly script: Script = () => 'answer',
    private readonly pause: (taskId: string) => Promise<void> = () => Promise.resolve(),
    private readonly kinds?: AgentKind[],
  ) {}

  supports(kind: AgentKind): boolean {
    return this.kinds?.includes(kind) ?? true;
  }

  asked(id: string): number {
    return this.times.get(id) ?? 0;
  }

  async run<K extends AgentKind>(
    task: AgentTask<K>,
    context: AgentContext,
  ): Promise<AgentOutcome<AgentKinds[K]['result']>> {
    this.tasks.push(task);
    const time = this.asked(task.id) + 1;
    this.times.set(task.id, time);
    this.running++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.running);
    try {
      await this.pause(task.id);
      return await this.behave(this.script(task.id, time), task, context);
    } finally {
      this.running--;
    }
  }

  private async behave<K extends AgentKind>(
    behaviour: Behaviour,
    task: AgentTask<K>,
    context: AgentContext,
  ): Promise<AgentOutcome<AgentKinds[K]['result']>> {
    const result = resultOf(task) as AgentKinds[K]['result'];
    switch (behaviour) {
      case 'answer':
        return { status: 'completed', result, found: '1 control, 1 gap', usage, coverage };
      case 'partial':
        return { status: 'partial', result, reason: 'read half of it', found: '1 gap', usage, coverage };
      case 'fail':
        throw new Error('the engine broke');
      case 'refuse':
        return { status: 'refused', reason: 'will not do this', usage, coverage };
      case 'invalid':
        return {
          status: 'completed',
          result: { nonsense: true } as unknown as AgentKinds[K]['result'],
          found: '',
          usage,
          coverage,
        };
      case 'hang':
        if (!context.signal.aborted)
          await new Promise<void>((done) => context.signal.addEventListener('abort', () => done(), { once: true }));
        return { status: 'cancelled', reason: 'aborted', usage, coverage };
      case 'ignore-abort':
        return new Promise(() => undefined);
    }
  }
}
