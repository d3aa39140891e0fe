import { CONTROL_CATEGORIES, SEVERITIES, type Severity } from '../../../../src/artifacts/enums';
import type { BusinessContext } from '../../../../src/artifacts/phase1';
import type { Component, Concern } from '../../../../src/artifacts/phase3';
import type { ConsolidatedGap } from '../../../../src/artifacts/phase4';
import type { Consolidation, ConsolidationInput } from '../../../../src/reasoning/controls/input';
import type { PipelineParts } from '../../../../src/pipeline/contract';
import { tally } from '../../../../src/pipeline/tally';
import type { InSteps } from '../../../../src/reasoning/in-steps';

/** Work that takes no time. */
function* done<T>(result: T): InSteps<T> {
  return result;
}

export const BUSINESS: BusinessContext = {
  business_objectives: {
    application_name: 'Shop',
    primary_purpose: 'Sells things.',
    users: ['customers'],
    business_processes: ['ordering'],
    business_value: 'sales',
  },
  data_classification: { data_types: [], crown_jewels: [{ data_type: 'customer_data', rationale: 'personal' }] },
  threat_actors: {
    threat_actors: [
      {
        id: 'TA-001',
        name: 'Criminals',
        motivation: 'financial_gain',
        capability: 'skilled_attacker',
        likelihood: 'high',
        rationale: 'r',
        likely_targets: [],
        attack_vectors: [],
      },
    ],
  },
  business_impact: {
    scenarios: [
      {
        id: 'SCENARIO-001',
        name: 'Leak',
        description: 'Data leaks.',
        likelihood: 'high',
        impact_categories: { financial: { score: 4 } },
        total_risk_score: 12,
        risk_level: 'high',
      },
    ],
  },
  compliance_requirements: { applicable_regulations: [], none_applicable: true },
  security_objectives: { protection_priorities: [], cia_priority: 'C > I > A', risk_appetite: 'low', rto: '4 hours' },
};

export const COMPONENT: Component = {
  name: 'app',
  path: 'src',
  type: 'backend',
  description: 'The application.',
  technologies: { language: 'javascript' },
  responsibilities: [],
  dependencies: { internal: [], external: [] },
  entryPoints: [],
  dataFlows: [],
  trustBoundaries: [],
  dataStores: [],
  securityRelevant: {
    authenticationRequired: false,
    authorizationModel: 'none',
    inputValidation: 'none',
    logging: 'none',
  },
  handles_crown_jewels: false,
  crown_jewels_handled: [],
  business_criticality: 'medium',
  analysis_depth: 'standard',
  coverage: { filesInScope: 2, filesRead: 2, sampled: false },
};

export function concern(number: number, severity: Severity): Concern {
  const id = String(number).padStart(3, '0');
  const line = (number % 40) + 1;
  return {
    id,
    name: `concern-${id}`,
    title: `Concern ${id}`,
    severity,
    description: 'Something may be wrong.',
    locations: [{ file_path: 'src/app.js', line_range: { start: line, end: line } }],
    crown_jewels_affected: [],
    expected_control_categories: [{ category: 'authorization', role: 'primary' }],
    source: [],
    rule: 'test',
    severity_factors: { crown_jewel_proximity: 0, exposure: 0, data_sensitivity: 0, modifiers: [], score: 0 },
    rationale: 'Because.',
  };
}

/** Numbered across all severities, in batch order. */
export function concernsOf(counts: Partial<Record<Severity, number>>): Concern[] {
  let number = 0;
  return SEVERITIES.flatMap((severity) =>
    Array.from({ length: counts[severity] ?? 0 }, () => concern(++number, severity)),
  );
}

function gapsOf(input: ConsolidationInput): ConsolidatedGap[] {
  const found = input.investigations.flatMap(({ path, investigation }) =>
    investigation.control_gaps.map((gap): ConsolidatedGap => ({
      gap_id: `${investigation.concern_id}-${gap.gap_id}`,
      category: 'authorization',
      severity: gap.gap_severity,
      description: gap.description,
      status: 'open',
      concern_source: path,
      concern_id: investigation.concern_id,
      concern_name: investigation.concern_name,
      concern_severity: investigation.severity,
      crown_jewels_affected: [],
      compliance_impact: [],
      recommendation: 'Check who asks.',
      cvss_score: null,
      affected_components: gap.affected_components,
      locations: gap.locations ?? [],
      stride_impact: ['ElevationOfPrivilege'],
    })),
  );
  const blocked = input.errors
    .filter(({ record }) => record.resolution === 'skipped')
    .map(({ path, record }): ConsolidatedGap => ({
      gap_id: `G${record.concern_id}`,
      category: 'authorization',
      severity: record.severity,
      description: `${record.concern_name} (investigation blocked)`,
      status: 'investigation-blocked',
      concern_source: path,
      concern_id: record.concern_id,
      concern_name: record.concern_name,
      concern_severity: record.severity,
      crown_jewels_affected: [],
      compliance_impact: [],
      recommendation: null,
      cvss_score: null,
      affected_components: ['app'],
      locations: [],
      stride_impact: [],
    }));
  return [...found, ...blocked].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.gap_id < b.gap_id ? -1 : 1),
  );
}

function consolidate(input: ConsolidationInput): Consolidation {
  const gaps = gapsOf(input);
  const sources = input.investigations.map(({ path }) => path);
  const controls = input.investigations.flatMap(({ path, investigation }) =>
    investigation.controls_found.map((control) => ({
      ...control,
      control_id: `AUTHZ-${investigation.concern_id}`,
      investigation_source: path,
      investigation_sources: [path],
      source_control_ids: [{ investigation: path, control_id: control.control_id }],
    })),
  );
  const common = { last_updated: input.now };
  return {
    categories: CONTROL_CATEGORIES.map((category) => {
      const own = category === 'authorization' ? controls : [];
      return {
        category,
        stride_defense: [],
        applicable: true,
        status: own.length > 0 ? 'partial' : 'missing',
        controls: own,
        metadata: {
          generated_from_investigations: sources,
          ...common,
          batches_completed: input.batchesCompleted,
          total_controls: own.length,
          controls_by_strength: { strong: 0, weak: 0, partial: own.length },
        },
      };
    }),
    gaps: {
      gaps,
      metadata: {
        total_gaps: gaps.length,
        gaps_by_severity: tally(gaps, (gap) => gap.severity),
        gaps_by_category: tally(gaps, (gap) => gap.category),
        gaps_by_status: tally(gaps, (gap) => gap.status),
        batches_completed: input.batchesCompleted,
        ...common,
      },
    },
    summary: {
      session_id: input.sessionId,
      phase: 4,
      status: 'in-progress',
      total_concerns_investigated: input.investigations.length,
      batches_completed: input.batchesCompleted,
      batches_remaining: input.batchesRemaining,
      controls_found: { total: controls.length, by_category: {}, by_strength: {} },
      gaps_found: { total: gaps.length, by_severity: {}, by_category: {} },
      compliance_status: {
        requirements_evaluated: 0,
        requirements_passing: 0,
        requirements_failing: 0,
        requirements_partial: 0,
      },
      recommendations: {},
      partial_execution: false,
      ...common,
      investigation_duration_total_seconds: 0,
    },
    compliance: { regulations: [], ...common },
    priorityFiles: { files: [], ...common },
    ids: Object.fromEntries(controls.map((control) => [control.control_id, control.control_id])),
  };
}

/** Small, honest versions of the parts: what they make depends only on what they are given. */
export function scriptedParts(concerns: Concern[], changes: Partial<PipelineParts> = {}): PipelineParts {
  return {
    businessChoices: () => ({ users: [], dataCategories: [], threatActors: [], regulations: [] }),
    buildBusinessContext: (answers, assumptions) => ({
      ...BUSINESS,
      business_objectives: {
        ...BUSINESS.business_objectives,
        application_name: answers.application_name,
        primary_purpose: answers.primary_purpose,
        assumptions: assumptions.map((item) => `${item.field}: ${item.text}`),
      },
    }),
    phase1Summary: (context) => `# Business context\n\n${context.business_objectives.primary_purpose}\n`,
    consolidateMapping: (components, _facts, _business, { scope, now }) => ({
      components,
      entryPoints: { scope, summary: { total: 0, byType: {}, byRiskLevel: {} }, entryPoints: [] },
      dataFlows: { scope, flows: [], externalIntegrations: [] },
      boundaries: {
        scope,
        boundaries: [],
        summary: { totalBoundaries: 0, controlCoverage: { fullyProtected: 0, partiallyProtected: 0, unprotected: 0 } },
      },
      dependencies: { dependencies: [], lockfiles: [], scanners: [] },
      manifest: {
        scope,
        analyzedAt: now,
        technologies: {
          primaryLanguage: 'javascript',
          languages: [],
          frameworks: [],
          infrastructure: { type: 'unknown', provider: '', indicators: [] },
          databases: [],
        },
        metrics: { totalFiles: 2, totalDirectories: 1, estimatedLOC: 80 },
      },
    }),
    deriveConcerns: () => done({ concerns, scenarios: '# Additional threat scenarios\n' }),
    concernsMarkdown: (list) => `# Findings\n\n${list.map((item) => `- ${item.id} ${item.severity}`).join('\n')}\n`,
    concernsFromFeedback: () => [],
    applyConcernEdits: (list, edits) =>
      edits.reduce((current, edit) => {
        if (edit.action === 'drop') return current.filter((item) => item.id !== edit.id);
        if (edit.action === 'rate') {
          if (!current.some((item) => item.id === edit.id)) throw new Error(`There is no concern ${edit.id}.`);
          return current.map((item) => (item.id === edit.id ? { ...item, severity: edit.severity } : item));
        }
        return [...current, { ...concern(current.length + 1, edit.severity), title: edit.title }];
      }, list),
    consolidateControls: consolidate,
    renderReport: (data) =>
      done({
        markdown: `# Report\n\n${data.threats.map((threat) => threat.id).join('\n')}\n`,
        json: `${JSON.stringify(data, null, 2)}\n`,
        sarif: '{}\n',
      }),
    ...changes,
  };
}
