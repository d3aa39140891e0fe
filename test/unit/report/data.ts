import { coverage } from '../coverage';
import { CONTROL_CATEGORIES } from '../../../src/artifacts/enums';
import type { CategoryFile, ConsolidatedGap } from '../../../src/artifacts/phase4';
import type { Cvss, Threat } from '../../../src/artifacts/phase5';
import type { ThreatModelData } from '../../../src/artifacts/report-data';

export function cvss(score: number, severity: Cvss['overall']['severity']): Cvss {
  const vector = 'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N';
  return {
    version: '4.0',
    base: { score, vector, severity, metrics: { AV: 'N' } },
    environmental: {
      score,
      vector,
      securityRequirements: { confidentiality: 'X', integrity: 'X', availability: 'X' },
      modifiedBaseMetrics: {},
      source: 'phase-1-auto',
      rationale: [],
    },
    overall: { score, severity, vector, priorityRank: 1 },
    reasons: { AV: 'Reached over the network.' },
  };
}

export function threat(id: string, over: Partial<Threat> = {}): Threat {
  return {
    id,
    title: 'Request data runs as code in POST /rates',
    component: 'admin',
    strideCategory: 'ElevationOfPrivilege',
    threat: 'An attacker sends a formula to POST /rates, and the server runs it.',
    threatActor: 'TA-001',
    attackVector: 'POST /rates with formula=process.exit()',
    locations: [{ file_path: 'src/routes/admin.js', line_range: { start: 30, end: 30 } }],
    affectedEntryPoints: ['ep-001'],
    affectedDataFlows: [],
    trustBoundariesCrossed: [],
    dfdElements: [{ kind: 'process', id: 'admin' }],
    existingControls: [],
    controlGaps: ['001-GAP-001'],
    investigationSources: ['investigations/critical/001-x.json'],
    status: 'open',
    cvss: cvss(9.3, 'Critical'),
    businessContext: {
      targetsCrownJewel: true,
      businessImpactFinancial: 'Not estimated.',
      relevantThreatActor: 'TA-001',
    },
    likelihood: { rating: 'High', rationale: 'No control stands in the way.' },
    recommendedControls: ['Parse the formula.'],
    testingGuidance: [],
    filesRequiringTesting: ['src/routes/admin.js'],
    references: ['CWE-94'],
    confidence: 'high',
    ...over,
  };
}

export function gap(id: string, over: Partial<ConsolidatedGap> = {}): ConsolidatedGap {
  return {
    gap_id: id,
    category: 'input-validation',
    severity: 'critical',
    gap_type: 'missing',
    description: 'The formula is run without validation.',
    status: 'open',
    concern_source: 'investigations/critical/001-x.json',
    concern_id: '001',
    concern_name: 'x',
    concern_severity: 'critical',
    crown_jewels_affected: [],
    compliance_impact: [],
    recommendation: 'Parse the formula.',
    cvss_score: null,
    affected_components: ['admin'],
    locations: [{ file_path: 'src/routes/admin.js', line_range: { start: 30, end: 30 } }],
    flow: [
      { file_path: 'src/routes/admin.js', line: 29, text: 'req.body.formula' },
      { file_path: 'src/routes/admin.js', line: 30, text: 'eval(req.body.formula)' },
    ],
    stride_impact: ['ElevationOfPrivilege'],
    ...over,
  };
}

const category = (name: (typeof CONTROL_CATEGORIES)[number]): CategoryFile => ({
  category: name,
  stride_defense: [],
  applicable: true,
  status: 'missing',
  controls: [],
  metadata: {
    generated_from_investigations: [],
    last_updated: '2026-01-02T03:04:05Z',
    batches_completed: [],
    total_controls: 0,
    controls_by_strength: { strong: 0, weak: 0, partial: 0 },
  },
});

const emptyBand = (range: string): { count: number; range: string; threat_ids: string[] } => ({
  count: 0,
  range,
  threat_ids: [],
});
const row = { count: 0, effort: '0 h', timeline: 'none' };
const generatedAt = '2026-01-02T03:04:05Z';

/** A complete, small model; override what the test is about. */
export function modelData(over: Partial<ThreatModelData> = {}): ThreatModelData {
  return {
    sessionId: '20260102-030405',
    timestamp: '2026-01-02T03:04:05Z',
    scope: { type: 'full' },
    methodology: 'hybrid',
    cvssVersion: '4.0',
    businessContext: {
      business_objectives: {
        application_name: 'Parcel Desk',
        primary_purpose: 'Book shipments.',
        users: ['customers'],
        business_processes: [],
        business_value: 'Sales.',
        assumptions: ['README.md says what it is for.'],
      },
      data_classification: {
        data_types: [],
        crown_jewels: [{ data_type: 'customer_pii', rationale: 'Addresses.', sensitivity: 'high' }],
      },
      threat_actors: {
        threat_actors: [
          {
            id: 'TA-001',
            name: 'Opportunistic attackers',
            motivation: 'financial_gain',
            capability: 'script_kiddie',
            likelihood: 'high',
            rationale: 'Public.',
            likely_targets: [],
            attack_vectors: [],
          },
        ],
      },
      business_impact: {
        scenarios: [
          {
            id: 'SCENARIO-001',
            name: 'Data breach',
            description: 'All addresses leak.',
            likelihood: 'medium',
            impact_categories: { financial: { score: 3 } },
            total_risk_score: 9,
            risk_level: 'high',
          },
        ],
      },
      compliance_requirements: { applicable_regulations: [], none_applicable: true },
      security_objectives: {
        protection_priorities: [],
        cia_priority: 'confidentiality > integrity > availability',
        risk_appetite: 'low',
        rto: '24 h',
      },
    },
    architecture: { components: [], entryPoints: [], dataFlows: [], trustBoundaries: [] },
    securityControls: {
      categories: Object.fromEntries(CONTROL_CATEGORIES.map((name) => [name, category(name)])),
      gaps: [gap('001-GAP-001')],
    },
    threats: [threat('THREAT-001')],
    strideCoverage: [],
    riskMatrix: {
      scoring_methodology: 'CVSS 4.0',
      distribution: {
        critical: emptyBand('9.0-10.0'),
        high: emptyBand('7.0-8.9'),
        medium: emptyBand('4.0-6.9'),
        low: emptyBand('0.1-3.9'),
        none: emptyBand('0.0'),
      },
      by_stride: {},
      likelihood_impact: [],
      crown_jewel_threats: [],
      prioritization_notes: [],
    },
    abuseCases: [],
    testPlan: {
      codeReview: { generatedAt, totalTargets: 0, estimatedEffort: '0 h', critical: [], high: [], medium: [], low: [] },
      sastRecommendations: { generatedAt, toolSuggestions: [], rulesets: {}, focusAreas: [], excludePaths: [] },
      dastRecommendations: {
        generatedAt,
        toolSuggestions: [],
        endpoints: [],
        authentication: { type: 'session', testAccounts: [] },
        rateLimit: { maxRequestsPerMinute: 60, delayBetweenRequests: '1 s' },
      },
      scaRecommendations: {
        generatedAt,
        toolSuggestions: [],
        prioritizedDependencies: [],
        scanPaths: [],
        excludeDevDependencies: true,
        minimumSeverity: 'medium',
      },
      manualTestCases: { generatedAt, totalTestCases: 0, estimatedEffort: '0 h', testCases: [] },
      priorities: {
        generatedAt,
        prioritization_method: 'CVSS Environmental Score',
        summary: { P0: row, P1: row, P2: row, P3: row, P4: row },
        prioritizedTests: [],
      },
    },
    compliance: { regulations: [], last_updated: generatedAt },
    session: { toolVersion: '0.1.0', engines: ['builtin'], agentRuns: 3, tokens: 0, unattended: false, decisions: [] },
    executiveSummary: 'One critical threat is open.',
    remediationPriorities: [{ gap_id: '001-GAP-001', horizon: 'immediate', action: 'Parse the formula.' }],
    knownLimitations: [],
    coverage: coverage(),
    incomplete: [],
    ...over,
  };
}
