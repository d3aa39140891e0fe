import { whoMayCall } from '../../../src/analysis/engine/guards/who-may-call';
import { codeCoverage } from '../coverage';
import { createHash } from 'node:crypto';
import type { AgentTask } from '../../../src/agents/contract';
import type { WorkContext, AgentTools } from '../../../src/reasoning/work';
import { render } from '../../../src/wording/render';
import type { AccessFact } from '../../../src/artifacts/access';
import type { CodeSpan } from '../../../src/artifacts/code-span';
import type { CodeFacts, ControlFact, EntryPointFact, GuardFact, WeaknessFact } from '../../../src/artifacts/facts';
import type { FileFact } from '../../../src/artifacts/inventory';
import type { BusinessContext } from '../../../src/artifacts/phase1';
import type { SizingReport } from '../../../src/artifacts/phase2';
import type { Concern, EntryPoints } from '../../../src/artifacts/phase3';

/** Builders for hand-made facts: a test names what it is about, the rest is filled in. */

export const sha = (text: string): string => createHash('sha256').update(text).digest('hex');

export class World {
  readonly texts = new Map<string, string>();

  constructor(files: Record<string, string>) {
    for (const [path, text] of Object.entries(files)) this.texts.set(path, text);
  }

  /** The first place where `needle` stands. */
  span(file: string, needle: string): CodeSpan {
    const lines = (this.texts.get(file) ?? '').split('\n');
    const index = lines.findIndex((line) => line.includes(needle));
    if (index < 0) throw new Error(`"${needle}" is not in ${file}`);
    return { file, line: index + 1, endLine: index + 1, text: (lines[index] ?? '').trim().slice(0, 200) };
  }

  files(): FileFact[] {
    return [...this.texts].map(([path, text]) => ({
      path,
      size: text.length,
      sha256: sha(text),
      lines: text.split('\n').length,
      language: path.endsWith('.py') ? 'python' : 'javascript',
      analyzed: /\.(js|py|ts)$/.test(path),
      role: /test/.test(path) ? 'test' : /\.(js|py|ts)$/.test(path) ? 'source' : 'config',
    }));
  }

  /** A function from the line of `start` to the line of `end`. */
  fn(id: string, file: string, start: string, end: string, callers: string[] = []): CodeFacts['functions'][number] {
    const from = this.span(file, start).line;
    const lines = (this.texts.get(file) ?? '').split('\n');
    const to = lines.findIndex((line, index) => index >= from - 1 && line.includes(end)) + 1;
    return { id, name: id.split('#')[1] ?? id, file, line: from, endLine: Math.max(from, to), callers };
  }

  facts(parts: Partial<CodeFacts>): CodeFacts {
    return {
      inventory: { files: this.files(), directories: 3, unreadable: [], truncated: [] },
      packages: [],
      frameworks: [],
      entryPoints: [],
      dependencies: [],
      lockfiles: [],
      scanners: [],
      stores: [],
      services: [],
      models: [],
      weaknesses: [],
      controls: [],
      operations: [],
      functions: [],
      evidence: [],
      access: [],
      policies: [],
      limits: [],
      coverage: codeCoverage(),
      ...parts,
    };
  }

  context(
    facts: CodeFacts,
    signal: AbortSignal = new AbortController().signal,
  ): WorkContext & { reads: string[]; reports: string[] } {
    const reads: string[] = [];
    const reports: string[] = [];
    const tools: AgentTools = {
      listFiles: async () => [...this.texts.keys()],
      readFile: async (path, start = 1, end = 2000) => {
        reads.push(path);
        const text = this.texts.get(path);
        if (text === undefined) throw new Error(`${path} does not exist`);
        const lines = text.split('\n');
        return { path, start, lines: lines.slice(start - 1, end), totalLines: lines.length, sha256: sha(text) };
      },
      search: async () => [],
      findSymbol: async () => [],
      facts: () => facts,
    };
    return { signal, tools, report: (progress) => void reports.push(render(progress).message), reads, reports };
  }
}

export function guard(
  category: GuardFact['category'],
  name: string,
  at: CodeSpan,
  extra: Partial<GuardFact> = {},
): GuardFact {
  return {
    category,
    establishes: category === 'authentication' ? 'authenticated' : category === 'authorization' ? 'role' : category,
    name,
    at,
    scope: 'route',
    strength: 'strong',
    basis: { is: 'turns-away' },
    ...extra,
  };
}

export function entry(
  method: string,
  route: string,
  at: CodeSpan,
  extra: Partial<EntryPointFact> = {},
): EntryPointFact {
  const checked = {
    handler: { name: 'handler', functionId: 'handler', at },
    guards: [],
    unexplained: [],
    publicByDesign: false,
    ...extra,
  };
  return {
    id: `${method} ${route}`,
    kind: 'http',
    framework: 'express',
    method,
    route,
    at,
    params: [],
    guards: [],
    unexplained: [],
    onlyInDevelopment: false,
    publicByDesign: false,
    mutates: method !== 'GET',
    browserFacing: true,
    ...whoMayCall(checked),
    ...extra,
  };
}

export function weakness(id: string, at: CodeSpan, extra: Partial<WeaknessFact> = {}): WeaknessFact {
  return {
    id: `${id}-${at.file}-${at.line}`,
    weakness: id,
    seen: { what: 'turned-off', of: at.text },
    at,
    sink: 'sink',
    path: [],
    entryPoints: [],
    partialGuards: [],
    confidence: 'high',
    ...extra,
  };
}

export function control(
  category: ControlFact['category'],
  name: string,
  at: CodeSpan,
  extra: Partial<ControlFact> = {},
): ControlFact {
  return {
    id: `${category}-${name}`,
    category,
    kind: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    name,
    mechanism: { is: 'check', of: name },
    at,
    scope: 'app',
    strength: 'strong',
    basis: { is: 'changes-noticed' },
    protects: [],
    covers: [],
    ...extra,
  };
}

export function business(
  extra: {
    keywords?: string[];
    requirements?: { id: string; category: 'logging-audit' | 'authorization' | 'cryptography' }[];
  } = {},
): BusinessContext {
  return {
    business_objectives: {
      application_name: 'Desk',
      primary_purpose: 'Books parcels.',
      users: ['shops'],
      business_processes: [],
      business_value: '',
    },
    data_classification: {
      data_types: [{ category: 'PII', examples: [], sensitivity: 'high', regulatory_requirements: [] }],
      crown_jewels: [
        {
          data_type: 'customer_records',
          rationale: '',
          sensitivity: 'high',
          keywords: extra.keywords ?? ['shipment', 'customer'],
        },
      ],
    },
    threat_actors: {
      threat_actors: [
        {
          id: 'TA-001',
          name: 'Stranger',
          motivation: 'financial_gain',
          capability: 'skilled_attacker',
          likelihood: 'high',
          rationale: '',
          likely_targets: [],
          attack_vectors: [],
        },
      ],
    },
    business_impact: { scenarios: [] },
    compliance_requirements: {
      applicable_regulations: [
        {
          name: 'GDPR',
          applicable: true,
          requirements: (extra.requirements ?? []).map((item) => ({
            requirement_id: item.id,
            name: item.id,
            control_categories: [item.category],
            validation_criteria: [],
          })),
        },
      ],
    },
    security_objectives: {
      protection_priorities: [],
      cia_priority: 'confidentiality',
      risk_appetite: 'low',
      rto: '4h',
    },
  };
}

export function sizing(): SizingReport {
  return {
    status: 'complete',
    summary: '',
    scope: '.',
    metrics: { total_files: 1, total_directories: 1, files_by_extension: {} },
    components: [],
    strategy: {
      tier: 'small',
      parallelization: 'single',
      components_to_spawn: [{ path: './', files: 1, recommended_depth: 'full' }],
      estimated_agents: 1,
      sampling_required: false,
    },
    handoff: { recommended_agent: 'codebase-mapper', context: '' },
  };
}

export function mapTask(): AgentTask<'map'> {
  const report = sizing();
  return {
    id: 'map:.',
    kind: 'map',
    title: 'Map',
    input: { spawn: report.strategy.components_to_spawn[0]!, sizing: report, business: business() },
    feedback: [],
    limits: { timeoutMs: 1000 },
  };
}

export function investigateTask(
  concern: Concern,
  entryPoints: EntryPoints,
  context: BusinessContext = business(),
): AgentTask<'investigate'> {
  return {
    id: `investigate:${concern.id}`,
    kind: 'investigate',
    title: concern.title,
    input: { concern, business: context, entryPoints, components: [] },
    feedback: [],
    limits: { timeoutMs: 1000 },
  };
}

/** What an entry point does to data, by a key of the request and for whoever is signed in. */
export function accessTo(
  from: EntryPointFact,
  operation: AccessFact['operation'],
  resource: string,
  at: CodeSpan,
  extra: Partial<AccessFact> = {},
): AccessFact {
  return {
    entryPoint: { id: from.id, file: from.at.file, line: from.at.line },
    operation,
    resource,
    selector: 'key',
    keys: ['params.id'],
    fieldsWritten: [],
    fieldsFromCaller: [],
    adds: false,
    fieldsAnswered: [],
    who: ['signed-in'],
    conditions: [],
    at,
    functionId: 'handler',
    followed: true,
    ...extra,
  };
}
