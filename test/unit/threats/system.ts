import type { Component, Concern, DataFlow, EntryPoint, TrustBoundary } from '../../../src/artifacts/phase3';
import type { CategoryFile, ConsolidatedControl, ConsolidatedGap } from '../../../src/artifacts/phase4';
import { CONTROL_CATEGORIES, type ControlCategory } from '../../../src/artifacts/enums';
import { strideDefense } from '../../../src/knowledge/stride';
import { weaknessOf } from '../../../src/knowledge/weaknesses';
import { buildBusinessContext } from '../../../src/reasoning/business/business-context';
import type { ThreatModelInput } from '../../../src/reasoning/threats/input';
import { answers } from './answers';
import { render } from '../../../src/wording/render';

export function entry(
  id: string,
  method: string,
  path: string,
  line: number,
  part: Partial<EntryPoint> = {},
): EntryPoint {
  return {
    id,
    type: 'http',
    method,
    path,
    handler: { file: 'routes/shop.js', line, function: 'handler' },
    registration: { file: 'app.js', line },
    framework: 'express',
    riskLevel: 'high',
    riskFactors: [],
    inputParameters: [{ name: 'id', type: 'string', source: 'query' }],
    authentication: 'session',
    authorization: 'none',
    component: 'routes',
    ...part,
  };
}

export function gap(
  id: string,
  weakness: string,
  file: string,
  line: number,
  part: Partial<ConsolidatedGap> = {},
): ConsolidatedGap {
  const kind = weaknessOf(weakness);
  return {
    gap_id: id,
    category: kind.category,
    severity: kind.severity,
    gap_type: 'missing',
    description: `${kind.title} of ${file}:${line}, found by reading. ${kind.consequence} Reachable.`,
    finding: `${kind.title} of ${file}:${line}, found by reading. Reachable.`,
    status: 'open',
    concern_source: `investigations/high/${id.slice(0, 3)}-x.json`,
    concern_id: id.slice(0, 3),
    concern_name: 'x',
    concern_severity: 'high',
    crown_jewels_affected: [],
    compliance_impact: [],
    recommendation: null,
    cvss_score: null,
    affected_components: [file],
    locations: [{ file_path: file, line_range: { start: line, end: line } }],
    cwe: `CWE-${kind.cwe[0]}`,
    weakness,
    confidence: 'high',
    attack_vector: `POST /x with \`${kind.payloads[0] ?? ''}\`.`,
    stride_impact: strideDefense(kind.category),
    ...part,
  };
}

export function control(
  id: string,
  category: ControlCategory,
  file: string,
  part: Partial<ConsolidatedControl> = {},
): ConsolidatedControl {
  return {
    control_id: id,
    control_name: `${category} check`,
    control_type: category,
    implementation: 'middleware',
    strength: 'strong',
    file_location: file,
    line_range: { start: 3, end: 5 },
    effectiveness: 'Stands in front of all routes.',
    verification_status: 'verified',
    investigation_source: 'i.json',
    investigation_sources: ['i.json'],
    source_control_ids: [],
    ...part,
  };
}

export function categories(controls: ConsolidatedControl[]): CategoryFile[] {
  return CONTROL_CATEGORIES.map((category) => ({
    category,
    stride_defense: strideDefense(category),
    applicable: true,
    status: 'partial' as const,
    controls: controls.filter((item) => item.control_type === category),
    metadata: {
      generated_from_investigations: [],
      last_updated: '',
      batches_completed: [],
      total_controls: 0,
      controls_by_strength: { strong: 0, weak: 0, partial: 0 },
    },
  }));
}

export function component(name: string, path: string, part: Partial<Component> = {}): Component {
  return {
    name,
    path,
    type: 'backend',
    description: '',
    technologies: { language: 'javascript' },
    responsibilities: [],
    dependencies: { internal: [], external: [] },
    entryPoints: [],
    dataFlows: [],
    trustBoundaries: [],
    dataStores: [],
    securityRelevant: {
      authenticationRequired: true,
      authorizationModel: 'none',
      inputValidation: 'none',
      logging: 'unknown',
    },
    handles_crown_jewels: false,
    crown_jewels_handled: [],
    business_criticality: 'high',
    analysis_depth: 'deep',
    coverage: { filesInScope: 1, filesRead: 1, sampled: false },
    ...part,
  };
}

const boundary = (id: string, name: string, crossingPoints: string[]): TrustBoundary => ({
  id,
  name,
  type: 'network',
  from: { trustLevel: 'untrusted', description: '' },
  to: { trustLevel: 'application', description: '' },
  location: 'app.js:1',
  crossingPoints,
  controls: { required: [], detected: [], missing: [] },
});

/** A small shop: two components, four routes, one store. */
export function system(part: Partial<ThreatModelInput> = {}): ThreatModelInput {
  const entries = [
    entry('ep-001', 'POST', '/login', 10, { authentication: 'none', publicByDesign: true }),
    entry('ep-002', 'POST', '/orders', 30),
    entry('ep-003', 'GET', '/orders/{id}', 50),
    entry('ep-004', 'POST', '/admin/users', 70, { authorization: 'role-based' }),
  ];
  const flow: DataFlow = {
    id: 'df-001',
    name: 'POST /orders to shop: orders',
    description: '',
    sensitivity: 'high',
    crownJewels: ['personal_data'],
    crossesBoundaries: ['tb-001'],
    entryPoints: ['ep-002'],
    steps: [
      { order: 1, type: 'source', name: 'POST /orders', location: 'app.js:30', component: 'app' },
      { order: 2, type: 'process', name: 'handler', location: 'routes/shop.js:30', component: 'routes' },
      { order: 3, type: 'store', name: 'shop: orders', location: 'routes/shop.js:33', component: 'routes' },
    ],
  };
  const gaps = [
    gap('001-GAP-001', 'code-injection', 'routes/shop.js', 33, {
      sink: 'eval',
      crown_jewels_affected: ['personal_data'],
      flow: [
        { file_path: 'routes/shop.js', line: 31, text: 'x' },
        { file_path: 'routes/shop.js', line: 33, text: 'eval(x)' },
      ],
      compliance_impact: ['GDPR-32'],
    }),
    gap('001-GAP-002', 'code-injection', 'routes/shop.js', 34, {
      flow: [{ file_path: 'routes/shop.js', line: 31, text: 'y' }],
    }),
    gap('002-GAP-001', 'insecure-direct-object-reference', 'routes/shop.js', 52, {
      crown_jewels_affected: ['personal_data'],
    }),
    gap('003-GAP-001', 'missing-rate-limiting', 'app.js', 10),
    gap('004-GAP-001', 'missing-lockfile', 'package.json', 1, { affected_components: ['package.json'] }),
    gap('005-GAP-001', 'missing-audit-log', 'routes/shop.js', 70),
  ];
  const concern: Concern = {
    id: '002',
    name: 'orders-of-others',
    title: 'Orders of others',
    severity: 'high',
    description: '',
    locations: [{ file_path: 'routes/shop.js', line_range: { start: 50, end: 50 } }],
    crown_jewels_affected: [],
    expected_control_categories: [{ category: 'authorization', role: 'primary' }],
    source: [{ artifact: 'entry-points.json', id: 'ep-003' }],
    rule: 'C-AUTHZ',
    severity_factors: { crown_jewel_proximity: 1, exposure: 1, data_sensitivity: 1, modifiers: [], score: 3 },
    rationale: '',
  };
  return {
    scope: { type: 'full' },
    methodology: 'hybrid',
    cvssVersion: '4.0',
    business: render(
      buildBusinessContext(
        answers({
          threat_actors: ['opportunistic-attackers', 'cybercriminals', 'malicious-insider', 'supply-chain-attackers'],
        }),
        [],
        [],
      ),
    ),
    components: [
      component('app', '.', {}),
      component('routes', 'routes', {
        entryPoints: entries,
        dataFlows: [flow],
        dataStores: [
          { id: 'ds-001', type: 'mongodb', name: 'shop', operations: ['read', 'write'], location: 'routes/shop.js:33' },
        ],
        handles_crown_jewels: true,
        crown_jewels_handled: ['personal_data'],
      }),
    ],
    entryPoints: { scope: 'full', summary: { total: 4, byType: {}, byRiskLevel: {} }, entryPoints: entries },
    dataFlows: {
      scope: 'full',
      flows: [flow],
      externalIntegrations: [
        { name: 'Mailer', type: 'outbound', dataExchanged: [], authentication: 'key', location: 'mail.js:3' },
      ],
    },
    boundaries: {
      scope: 'full',
      boundaries: [boundary('tb-001', 'Internet to application', ['ep-001', 'ep-002', 'df-001'])],
      summary: { totalBoundaries: 1, controlCoverage: { fullyProtected: 0, partiallyProtected: 0, unprotected: 1 } },
    },
    categories: categories([
      control('AUTH-001', 'authentication', 'routes/shop.js'),
      control('VAL-001', 'input-validation', 'routes/shop.js', { strength: 'weak' }),
    ]),
    gaps,
    concerns: [concern],
    ...part,
  };
}
