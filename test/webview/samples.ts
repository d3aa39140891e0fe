import type {
  BatchView,
  BusinessContextView,
  CheckpointView,
  ControlsView,
  MappingView,
  TestsView,
  ThreatsView,
} from '../../src/artifacts/checkpoint-views';
import type { CheckpointRecord } from '../../src/artifacts/checkpoint-record';
import { initialState, PHASE_ORDER } from '../../src/session/reducing/initial-state';
import type { PhaseRunStatus, RunState } from '../../src/session/run-state';
import type { PanelContext } from '../../src/protocol/messages';

/** Made-up runs of a made-up shop for parcels, one per screen of the panel. Used by the tests and by the gallery. */

const HASH = 'a'.repeat(64);
const artifact = (path: string, title: string) => ({ path, title, sha256: HASH });

export const CONTEXT: PanelContext = {
  workspace: 'single',
  trusted: true,
  sessions: [
    {
      id: '20260114-091500-full-app',
      target: 'parcel-desk, whole folder',
      status: 'partial-critical',
      updated: '2026-01-14T10:02:00Z',
      resumable: true,
    },
    {
      id: '20260109-160210-api',
      target: 'services/api',
      status: 'in_progress',
      updated: '2026-01-09T16:40:00Z',
      resumable: true,
    },
    {
      id: '20260102-110000-full-app',
      target: 'parcel-desk, whole folder',
      status: 'completed',
      updated: '2026-01-02T11:40:00Z',
      resumable: false,
    },
  ],
};

export const BUSINESS: BusinessContextView = {
  kind: 'business-context',
  questions: [
    'Is this understanding of the business right?',
    'Is sensitive data missing?',
    'Are there other threat actors?',
    'Does another regulation apply?',
    'Is the impact reasonable?',
  ],
  keyFindings: [
    'Payments are taken through a provider: card data passes through the web application.',
    'Two services write to one database.',
  ],
  artifacts: [
    artifact('phase-1/business-objectives.json', 'Business objectives'),
    artifact('phase-1/data-classification.json', 'Data classification'),
  ],
  next: 'Sizing and code mapping run next, without questions.',
  draft: {
    answers: {
      application_name: 'Parcel Desk',
      primary_purpose: 'Books, tracks and bills parcel shipments for small shops.',
      users: ['customers', 'support staff'],
      business_processes: ['Booking a shipment', 'Monthly billing'],
      business_value: '',
      internet_facing: true,
      data_types: [
        {
          category: 'payment_data',
          examples: ['card token', 'invoice'],
          sensitivity: 'critical',
          regulatory_requirements: ['PCI DSS'],
        },
        {
          category: 'personal_data',
          examples: ['name', 'address'],
          sensitivity: 'high',
          regulatory_requirements: ['GDPR'],
        },
      ],
      crown_jewels: ['payment_data'],
      threat_actors: ['TA-001'],
      regulations: ['GDPR'],
      none_applicable: false,
      cia_priority: 'confidentiality > integrity > availability',
      risk_appetite: 'low',
      rto_hours: 8,
    },
    assumptions: [
      { field: 'primary_purpose', text: 'First paragraph of the README.', file: 'README.md', line: 3 },
      { field: 'users', text: 'Roles checked in the code.', file: 'web/auth/roles.js', line: 12 },
      {
        field: 'data_types',
        text: 'Fields of the models Customer and Invoice.',
        file: 'web/models/customer.js',
        line: 8,
      },
      { field: 'crown_jewels', text: 'The most sensitive kind of data found.' },
      {
        field: 'threat_actors',
        text: 'The application answers requests from the internet.',
        file: 'web/server.js',
        line: 41,
      },
      { field: 'rto_hours', text: 'Usual for a shop of this size; nothing in the code says so.' },
    ],
    confirmed: [],
  },
  options: {
    users: ['customers', 'support staff', 'administrators', 'partners'],
    dataCategories: ['payment_data', 'personal_data', 'credentials', 'location_data'],
    threatActors: [
      {
        id: 'TA-001',
        name: 'Opportunistic attacker',
        description: 'Scans the internet for known weaknesses and uses public tools.',
      },
      { id: 'TA-002', name: 'Organised crime', description: 'Wants card data and access to sell.' },
      { id: 'TA-003', name: 'Malicious insider', description: 'Has an account and knows the processes.' },
    ],
    regulations: [
      { name: 'GDPR', description: 'Personal data of people in the EU.' },
      { name: 'PCI DSS', description: 'Card data is stored, processed or transmitted.' },
      { name: 'SOC 2', description: 'Customers ask for an attestation.' },
    ],
  },
};

export const MAPPING: MappingView = {
  kind: 'mapping',
  questions: ['Is this architecture right?', 'Is a component missing?', 'Is there an area to look at first?'],
  keyFindings: ['Four routes take an identifier from the path and never compare it with the user.'],
  artifacts: [artifact('phase-3/components.json', 'Components'), artifact('phase-3/concerns.json', 'Concerns')],
  next: 'Each concern gets its own agent. The critical ones come first.',
  counts: { files: 148, components: 3, entryPoints: 37, dataFlows: 52, trustBoundaries: 4, dependencies: 61 },
  architecture: [
    {
      label: 'Stack',
      value: 'Express on Node.js, Flask on Python',
      link: { label: '', file: 'package.json', line: 14 },
    },
    { label: 'Storage', value: 'MongoDB, local files' },
    {
      label: 'Authentication',
      value: 'Session cookie, checked in middleware',
      link: { label: '', file: 'web/auth/session.js', line: 22 },
    },
  ],
  attackSurface: [
    {
      type: 'http_endpoint',
      count: 34,
      unauthenticated: 9,
      examples: [
        { label: 'POST /login', file: 'web/routes/login.js', line: 18 },
        { label: 'GET /track/:id', file: 'web/routes/track.js', line: 7 },
      ],
    },
    {
      type: 'background_job',
      count: 3,
      unauthenticated: 0,
      examples: [{ label: 'nightly billing', file: 'reports/billing.py', line: 55 }],
    },
  ],
  components: [
    { name: 'web', type: 'web_application', files: 92, criticality: 'critical', crownJewels: ['payment_data'] },
    { name: 'reports', type: 'service', files: 41, criticality: 'high', crownJewels: [] },
  ],
  sizing: { tier: 'small', agents: 2, sampling: false, overrides: ['vendor/ was left out: it is third-party code.'] },
  coverage: {
    filesInScope: 148,
    filesRead: 146,
    sampledComponents: [],
    notRead: [
      { path: 'web/public/app.min.js', reason: 'Minified' },
      { path: 'assets/logo.dat', reason: 'Binary' },
    ],
    notReadTotal: 5,
  },
  concerns: [
    {
      id: '001',
      title: 'Report template is evaluated as code',
      severity: 'critical',
      description: 'The query parameter `template` reaches `eval` without a check.',
      rationale: 'Reachable without signing in; runs with the rights of the server.',
      locations: [{ file_path: 'web/routes/report.js', line_range: { start: 42, end: 47 } }],
      categories: ['input-validation'],
    },
    {
      id: '002',
      title: 'Invoices can be read by their number',
      severity: 'high',
      description: 'The invoice is loaded by the number in the path; its owner is not compared with the user.',
      rationale: 'Every signed-in customer can count up.',
      locations: [
        { file_path: 'web/routes/invoice.js', line_range: { start: 12, end: 25 }, context: 'handler' },
        { file_path: 'web/models/invoice.js', line_range: { start: 31, end: 33 } },
      ],
      categories: ['authorization'],
    },
    {
      id: '003',
      title: 'Login has no limit on attempts',
      severity: 'medium',
      description: 'No limit is applied.',
      rationale: '',
      locations: [{ file_path: 'web/routes/login.js', line_range: { start: 18, end: 30 } }],
      categories: ['rate-limiting', 'authentication'],
    },
  ],
};

export const BATCH: BatchView = {
  kind: 'batch',
  questions: ['Do the results match what you know of the code?'],
  keyFindings: ['One guard protects three of the four concerns.'],
  artifacts: [artifact('phase-4/batches/critical/batch-summary.json', 'Batch summary')],
  next: 'The high concerns are next.',
  batch: { number: 1, key: 'critical', severity: 'critical', attempt: 1 },
  execution: { concerns: 4, agents: 5, seconds: 94 },
  concerns: [
    {
      id: '001',
      title: 'Report template is evaluated as code',
      result: 'No control, 1 critical gap.',
      state: 'complete',
      retries: 0,
      link: { label: '', file: 'web/routes/report.js', line: 42 },
      artifact: 'phase-4/investigations/critical/001-report-template.json',
    },
    {
      id: '004',
      title: 'Upload accepts any path',
      result: 'Path is normalised; 1 weak check.',
      state: 'partial',
      retries: 0,
      artifact: 'phase-4/investigations/critical/004-upload-path.json',
    },
    {
      id: '005',
      title: 'Password reset token is predictable',
      result: 'Timed out after 15 minutes, 3 of 9 files examined.',
      state: 'failed',
      retries: 1,
    },
    {
      id: '006',
      title: 'Search builds a database query from text',
      result: 'Retries used up.',
      state: 'cancelled',
      retries: 3,
    },
  ],
  controls: [
    {
      category: 'authentication',
      count: 4,
      names: ['Session middleware', 'Password hash', 'Cookie flags', 'Sign-out'],
    },
    { category: 'input-validation', count: 2, names: ['Path normalisation', 'Body schema'] },
    { category: 'cryptography', count: 1, names: ['TLS redirect'] },
    { category: 'logging-audit', count: 1, names: ['Access log'] },
    { category: 'cors-csp', count: 1, names: ['Security headers'] },
    { category: 'rate-limiting', count: 0, names: ['Sixth category'] },
  ],
  gaps: [
    {
      id: '004-GAP-001',
      severity: 'high',
      category: 'input-validation',
      description: 'Path check runs before decoding',
      link: { label: '', file: 'web/routes/upload.js', line: 64 },
    },
    {
      id: '001-GAP-001',
      severity: 'critical',
      category: 'input-validation',
      description: 'Template from the request is evaluated',
      link: { label: '', file: 'web/routes/report.js', line: 45 },
    },
  ],
  gapsBySeverity: { critical: 1, high: 1, medium: 0 },
  compliance: [
    { requirement: 'PCI-6.2.4', name: 'Common attacks are prevented', result: 'missing' },
    { requirement: 'GDPR-32', name: 'Security of processing', result: 'partial' },
  ],
  progress: [
    { severity: 'critical', concerns: 4, state: 'awaiting-checkpoint' },
    { severity: 'high', concerns: 9, state: 'pending' },
    { severity: 'medium', concerns: 6, state: 'pending' },
  ],
  nextBatch: { severity: 'high', concerns: 9, estimatedSeconds: 180 },
  guidance: 'These are the results that matter most: check them against what you know before you go on.',
};

/** All concerns have a result: the batch can be continued. */
export const BATCH_DONE: BatchView = { ...BATCH, concerns: BATCH.concerns.slice(0, 2) };

export const CONTROLS: ControlsView = {
  kind: 'controls',
  questions: ['Is a control missing?', 'Are there custom mechanisms?', 'Are the gaps accurate?'],
  keyFindings: ['Authorization is decided in the routes, one by one.'],
  artifacts: [artifact('phase-4/summary.md', 'Summary'), artifact('phase-4/control-gaps.json', 'Control gaps')],
  next: 'Threat modeling uses these controls and gaps.',
  categories: [
    {
      category: 'authentication',
      status: 'strong',
      controls: 4,
      gaps: 0,
      summary: 'Sessions with secure cookies, hashed passwords.',
    },
    {
      category: 'authorization',
      status: 'weak',
      controls: 2,
      gaps: 3,
      summary: 'Ownership is not checked on four routes.',
    },
    {
      category: 'input-validation',
      status: 'partial',
      controls: 3,
      gaps: 2,
      summary: 'Bodies are validated, paths and queries are not.',
    },
    { category: 'output-encoding', status: 'strong', controls: 1, gaps: 0, summary: 'Templates escape by default.' },
    {
      category: 'cryptography',
      status: 'partial',
      controls: 1,
      gaps: 1,
      summary: 'Tokens use a weak source of randomness.',
    },
    {
      category: 'secrets-management',
      status: 'missing',
      controls: 0,
      gaps: 1,
      summary: 'A key is in the configuration file.',
    },
    {
      category: 'logging-audit',
      status: 'partial',
      controls: 1,
      gaps: 0,
      summary: 'Requests are logged, decisions are not.',
    },
    { category: 'rate-limiting', status: 'missing', controls: 0, gaps: 1, summary: 'No limit anywhere.' },
    { category: 'cors-csp', status: 'strong', controls: 1, gaps: 0, summary: 'Restrictive headers.' },
    {
      category: 'dependency-security',
      status: 'not-evaluated',
      controls: 0,
      gaps: 0,
      summary: 'No concern touched it.',
    },
  ],
  gaps: [
    ...BATCH.gaps,
    {
      id: '002-GAP-001',
      severity: 'high',
      category: 'authorization',
      description: 'Owner of the invoice is not checked',
      link: { label: '', file: 'web/routes/invoice.js', line: 14 },
    },
  ],
  compliance: [
    { name: 'GDPR', met: 4, partial: 2, missing: 1, notEvaluated: 3 },
    { name: 'PCI DSS', met: 2, partial: 1, missing: 4, notEvaluated: 5 },
  ],
  batches: [
    { severity: 'critical', state: 'approved', concerns: 4 },
    { severity: 'high', state: 'approved', concerns: 9 },
    { severity: 'low', state: 'not investigated', concerns: 3 },
  ],
  limitations: [
    { kind: 'investigation-blocked', description: 'Concern 006 was skipped after three attempts.' },
    { kind: 'severity-skipped', description: 'Low concerns were not investigated.' },
  ],
};

const threat = (
  n: number,
  title: string,
  score: number,
  severity: string,
  stride: ThreatsView['threats'][number]['stride'],
  crownJewel = false,
): ThreatsView['threats'][number] => ({
  id: `THREAT-${String(n).padStart(3, '0')}`,
  title,
  component: n % 2 ? 'web' : 'reports',
  stride,
  score,
  severity,
  status: n === 6 ? 'mitigated' : 'open',
  crownJewel,
  link: { label: '', file: `web/routes/file${n}.js`, line: 10 + n },
});

export const THREATS: ThreatsView = {
  kind: 'threats',
  questions: ['Do these match your concerns?', 'Is a scenario missing?', 'Is a priority wrong?'],
  keyFindings: ['Three threats become one attack: reset a password, read invoices, change the payout account.'],
  artifacts: [
    artifact('phase-5/threat-model.json', 'Threat model'),
    artifact('phase-5/abuse-cases.json', 'Abuse cases'),
  ],
  next: 'A test plan is made from these threats.',
  threats: [
    threat(
      1,
      'Anyone runs code on the server through the report template',
      9.3,
      'Critical',
      'ElevationOfPrivilege',
      true,
    ),
    threat(2, 'A customer reads the invoices of others', 8.2, 'High', 'InfoDisclosure', true),
    threat(3, 'A reset token is guessed', 7.6, 'High', 'Spoofing'),
    threat(4, 'An upload overwrites a file of the service', 7.1, 'High', 'Tampering'),
    threat(5, 'Login is flooded', 5.3, 'Medium', 'DoS'),
    threat(6, 'A change of the payout account leaves no trace', 4.8, 'Medium', 'Repudiation'),
    threat(7, 'Tracking numbers are enumerated', 3.1, 'Low', 'InfoDisclosure'),
  ],
  bySeverity: { Critical: 1, High: 3, Medium: 2, Low: 1, None: 0 },
  byStride: { Spoofing: 1, Tampering: 1, Repudiation: 1, InfoDisclosure: 2, DoS: 1, ElevationOfPrivilege: 1 },
  matrix: [
    { likelihood: 'High', band: 'Critical', threatIds: ['THREAT-001'] },
    { likelihood: 'High', band: 'High', threatIds: ['THREAT-002', 'THREAT-003'] },
    { likelihood: 'Medium', band: 'High', threatIds: ['THREAT-004'] },
    { likelihood: 'Medium', band: 'Medium', threatIds: ['THREAT-005', 'THREAT-006'] },
    { likelihood: 'Low', band: 'Low', threatIds: ['THREAT-007'] },
  ],
  crownJewelThreats: 2,
  complianceRisks: 3,
  abuseCases: [
    {
      id: 'ABUSE-001',
      name: 'Opportunistic attacker runs a command through the report template',
      actor: 'Opportunistic attacker',
      threats: ['THREAT-001'],
    },
  ],
  strideCoverage: { components: 3, verdicts: 18, threat: 7, mitigated: 5, notApplicable: 6 },
};

export const TESTS: TestsView = {
  kind: 'tests',
  questions: ['Are the priorities right?', 'Is a scenario missing?', 'Is this ready for the report?'],
  keyFindings: [],
  artifacts: [artifact('phase-6/test-plan.json', 'Test plan')],
  next: 'The report is written: Markdown, JSON and SARIF.',
  table: [
    { priority: 'P0', codeReview: 2, sast: 1, manual: 3 },
    { priority: 'P1', codeReview: 4, sast: 2, manual: 5 },
    { priority: 'P2', codeReview: 3, sast: 2, manual: 1 },
    { priority: 'P3', codeReview: 0, sast: 1, manual: 0 },
    { priority: 'P4', codeReview: 0, sast: 0, manual: 0 },
  ],
  reviewFiles: [
    {
      link: { label: '', file: 'web/routes/report.js', line: 42 },
      reason: 'Evaluates a template from the request',
      time: '30 min',
    },
    { link: { label: '', file: 'web/routes/invoice.js', line: 12 }, reason: 'No check of the owner', time: '20 min' },
  ],
  sast: { focus: ['Code injection', 'Path traversal'], tools: ['Semgrep', 'CodeQL'] },
  manual: { byPriority: { P0: 3, P1: 5, P2: 1 }, total: 9, effort: '2 days' },
  deliverables: ['md', 'json', 'sarif'],
};

const CHECKPOINTS: Record<CheckpointView['kind'], { id: string; phase: number; name: string; title: string }> = {
  'business-context': { id: 'phase-1-checkpoint', phase: 1, name: 'Business context', title: 'Business context' },
  mapping: { id: 'phase-3-checkpoint', phase: 3, name: 'Code mapping', title: 'Code mapping and concerns' },
  batch: { id: 'phase-4-batch-critical-checkpoint', phase: 4, name: 'Security controls', title: 'Batch 1: critical' },
  controls: { id: 'phase-4-checkpoint', phase: 4, name: 'Security controls', title: 'Security controls' },
  threats: { id: 'phase-5-checkpoint', phase: 5, name: 'Threat modeling', title: 'Threats' },
  tests: { id: 'phase-6-checkpoint', phase: 6, name: 'Test planning', title: 'Test plan' },
};

export function record(summary: CheckpointView, change: Partial<CheckpointRecord> = {}): CheckpointRecord {
  const { id, phase, name, title } = CHECKPOINTS[summary.kind];
  const options: CheckpointRecord['options'] =
    summary.kind === 'batch' ? ['continue', 'stop', 'revert', 'retry', 'skip'] : ['approve', 'revise'];
  return {
    id,
    sessionId: 'run-1',
    phase,
    phaseName: name,
    title,
    timestamp: '2026-01-14T09:20:00Z',
    status: 'awaiting_approval',
    options,
    summary,
    history: [],
    artifacts: summary.artifacts,
    nextPhase: phase + 1,
    nextPhaseName: '',
    ...change,
  };
}

function phases(current: number, status: PhaseRunStatus): RunState['phases'] {
  const time = (n: number) => new Date(Date.UTC(2026, 0, 14, 9, 15 + n)).toISOString();
  return PHASE_ORDER.map((key, index) => ({
    key,
    attempt: index <= current ? 1 : 0,
    status: index < current ? 'complete' : index === current ? status : 'pending',
    startedAt: index <= current ? time(index) : undefined,
    finishedAt: index < current ? time(index + 1) : undefined,
  }));
}

function run(change: Partial<RunState>): RunState {
  return {
    ...initialState(),
    run: 'run-1',
    epoch: 1,
    seq: 100,
    sessionDir: '.threat-model/sessions/20260114-091500-full-app',
    folder: '/home/shop/parcel-desk',
    ...change,
  };
}

/** A run that waits at the checkpoint. */
export function waiting(summary: CheckpointView, change: Partial<RunState> = {}): RunState {
  const { phase } = CHECKPOINTS[summary.kind];
  return run({ status: 'waiting', phases: phases(phase - 1, 'waiting'), checkpoint: record(summary), ...change });
}

const COUNTERS = {
  files: 148,
  entryPoints: 37,
  concerns: 19,
  controls: 12,
  gaps: 8,
  threats: 9,
  openThreats: 7,
  notRead: 3,
};

export const RUNNING: RunState = run({
  status: 'running',
  phases: phases(3, 'running').map((phase) =>
    phase.key === 'security_controls'
      ? { ...phase, progress: { message: 'Investigating critical concerns', done: 2, total: 5 } }
      : phase,
  ),
  agents: [
    {
      id: 'a1',
      kind: 'investigate',
      title: 'Report template is evaluated as code',
      phase: 'security_controls',
      status: 'running',
      attempt: 1,
      message: 'Following the query parameter into the template',
      done: 3,
      total: 7,
    },
    {
      id: 'a2',
      kind: 'investigate',
      title: 'Upload accepts any path',
      phase: 'security_controls',
      status: 'running',
      attempt: 1,
      message: 'Reading web/routes/upload.js',
    },
    {
      id: 'a3',
      kind: 'investigate',
      title: 'Password reset token is predictable',
      phase: 'security_controls',
      status: 'queued',
      attempt: 0,
    },
    {
      id: 'a4',
      kind: 'map',
      title: 'Map web',
      phase: 'codebase_mapping',
      status: 'completed',
      attempt: 1,
      seconds: 12,
    },
    {
      id: 'a5',
      kind: 'map',
      title: 'Map reports',
      phase: 'codebase_mapping',
      status: 'timed-out',
      attempt: 1,
      seconds: 30,
    },
  ],
  counters: COUNTERS,
  concerns: { '001': { state: 'complete', retries: 0 }, '002': { state: 'running', retries: 0 } },
  problems: [
    {
      time: '2026-01-14T09:21:00Z',
      phase: 'codebase_mapping',
      code: 'E-301',
      message: 'Mapping of reports took too long.',
      recovery: 'Split in two and run again.',
    },
  ],
});

export const FINISHED: RunState = run({
  status: 'completed',
  sessionStatus: 'completed',
  phases: phases(7, 'complete'),
  counters: COUNTERS,
  report: { markdown: 'final-report/report.md', json: 'final-report/report.json', sarif: 'final-report/report.sarif' },
});

export const STOPPED: RunState = run({
  status: 'stopped',
  sessionStatus: 'partial-critical',
  phases: phases(3, 'stopped'),
  counters: COUNTERS,
});

export const FAILED: RunState = run({
  status: 'failed',
  phases: phases(2, 'failed'),
  failure: {
    code: 'E-803',
    message: 'The session folder could not be written: the disk is full.',
    advice: 'Free some space, then resume. Nothing written so far is lost.',
  },
});
