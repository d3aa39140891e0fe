import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import { Page } from './page';
import { BATCH, BATCH_DONE, BUSINESS, CONTEXT, CONTROLS, MAPPING, TESTS, THREATS, waiting } from './samples';

async function show(view: CheckpointView): Promise<Page> {
  const page = new Page();
  await page.tell({ type: 'snapshot', state: waiting(view), context: CONTEXT });
  await page.openAll();
  return page;
}

function expectAll(page: Page, texts: readonly (string | number)[]): void {
  for (const text of texts) expect(page.text).toContain(String(text));
}

/** Position of each text, to check an order. */
const places = (page: Page, texts: readonly string[]) => texts.map((text) => page.text.indexOf(text));
const inOrder = (numbers: readonly number[]) => numbers.every((n, i) => n >= 0 && (i === 0 || n > numbers[i - 1]!));

const commonOf = (view: CheckpointView) => [
  ...view.questions,
  ...view.keyFindings,
  ...view.artifacts.flatMap(({ title, path }) => [title, path]),
  view.next,
];

describe('every checkpoint', () => {
  it.each([BUSINESS, MAPPING, BATCH, CONTROLS, THREATS, TESTS].map((view) => [view.kind, view] as const))(
    '%s shows its questions, key findings, artifacts and what is next',
    async (_kind, view) => {
      const page = await show(view);
      expectAll(page, commonOf(view));
      expect(page.root.querySelectorAll('h1')).toHaveLength(1);
      expect(page.has('main')).toBe(true);
      expect(page.has('footer[aria-label=Decision]')).toBe(true);
    },
  );

  it('opens artifacts through the editor', async () => {
    const page = await show(MAPPING);
    await page.click('Open Components');
    expect(page.sentOf('open-artifact')).toEqual([{ type: 'open-artifact', path: 'phase-3/components.json' }]);
  });

  it('offers only the decisions the host listed', async () => {
    const page = new Page();
    const state = waiting(TESTS);
    state.checkpoint = { ...state.checkpoint!, options: ['approve'] };
    await page.tell({ type: 'snapshot', state, context: CONTEXT });
    expect(page.has('#approve')).toBe(true);
    expect(page.has('#revise')).toBe(false);
  });
});

describe('business context (P-021)', () => {
  let page: Page;
  beforeEach(async () => {
    page = await show(BUSINESS);
  });
  const value = (selector: string): unknown => Reflect.get(page.find(selector), 'value');
  const checked = (text: string) =>
    [...page.root.querySelectorAll<HTMLElement>('vscode-checkbox')].find((box) => box.textContent === text)!;

  it('shows every field of the form, prefilled', () => {
    const { answers } = BUSINESS.draft;
    expect(value('#field-application_name')).toBe(answers.application_name);
    expect(value('#field-primary_purpose')).toBe(answers.primary_purpose);
    expect(value('#field-rto_hours')).toBe('8');
    expect(value('#field-breach_cost_usd')).toBe('');
    expect(value('#field-downtime_cost_per_hour_usd')).toBe('');
    expectAll(page, [
      'Booking a shipment',
      'Monthly billing',
      'card token, invoice, PCI DSS',
      'Payment data',
      'Opportunistic attacker',
      'Wants card data',
      'GDPR',
      'None apply',
      'Risk appetite',
    ]);
    expect(Reflect.get(checked('Customers'), 'checked')).toBe(true);
    expect(Reflect.get(checked('Partners'), 'checked')).toBe(false);
    expect(Reflect.get(checked('Opportunistic attacker'), 'checked')).toBe(true);
    expect(Reflect.get(checked('GDPR'), 'checked')).toBe(true);
    expect(Reflect.get(checked('Anyone on the internet can send it requests'), 'checked')).toBe(true);
  });

  it('says why each assumed value was suggested, with the way to the line', async () => {
    expectAll(
      page,
      BUSINESS.draft.assumptions.map(({ text }) => text),
    );
    await page.click('Open README.md:3');
    expect(page.sentOf('open-file')).toEqual([{ type: 'open-file', file: 'README.md', line: 3 }]);
  });

  it('counts the assumptions left, and a confirmed or edited field is none', async () => {
    expect(page.find('#approve').textContent).toContain('Approve with 6 assumptions');
    await page.click('Confirm Users');
    expect(page.find('#approve').textContent).toContain('Approve with 5 assumptions');
    await page.type('#field-primary_purpose', 'Sends parcels.');
    expect(page.find('#approve').textContent).toContain('Approve with 4 assumptions');
    await page.click('Confirm all');
    expect(page.find('#approve').textContent.trim()).toBe('Approve');
    expect(page.text).not.toContain('Assumed');
  });

  it('sends the form as the user left it, with the fields confirmed', async () => {
    await page.type('#field-application_name', 'Parcel Desk 2');
    await page.type('#field-rto_hours', '4.5');
    await page.click(checked('Partners'));
    await page.type('#add-crown_jewels', 'Signing keys');
    await page.key('Enter', {}, page.find('#add-crown_jewels'));
    await page.click('Add Personal data to the crown jewels');
    await page.click('Remove Payment data from crown jewels');
    await page.click('Approve with 3 assumptions');
    const [message] = page.sentOf('decide');
    expect(message?.decision.answers).toMatchObject({
      application_name: 'Parcel Desk 2',
      rto_hours: 4.5,
      users: ['customers', 'support staff', 'partners'],
      crown_jewels: ['Signing keys', 'personal_data'],
    });
    expect([...(message?.decision.confirmed ?? [])].sort()).toEqual([
      'application_name',
      'crown_jewels',
      'rto_hours',
      'users',
    ]);
  });

  it('adds, rates and removes kinds of data', async () => {
    await page.click('Add Credentials to the data it handles');
    await page.choose('[aria-label="Sensitivity of Credentials"]', 'critical');
    await page.click('Remove Personal data from data it handles');
    await page.click('Approve with 5 assumptions');
    const types = page.sentOf('decide')[0]?.decision.answers?.data_types;
    expect(types?.map(({ category, sensitivity }) => [category, sensitivity])).toEqual([
      ['payment_data', 'critical'],
      ['credentials', 'critical'],
    ]);
  });

  it('keeps regulations and "none apply" from being chosen together', async () => {
    await page.click(checked('None apply'));
    expect(Reflect.get(checked('GDPR'), 'checked')).toBe(false);
    await page.click(checked('SOC 2'));
    expect(Reflect.get(checked('None apply'), 'checked')).toBe(false);
    await page.click('Approve with 6 assumptions');
    expect(page.sentOf('decide')[0]?.decision.answers).toMatchObject({
      regulations: ['SOC 2'],
      none_applicable: false,
    });
  });

  it('does not send an incomplete form: it names each mistake, at the top and at the field, and goes there', async () => {
    await page.type('#field-application_name', '');
    await page.type('#field-breach_cost_usd', 'a lot');
    await page.click('Remove Payment data from crown jewels');
    await page.click('Approve with 5 assumptions');
    expect(page.sentOf('decide')).toEqual([]);
    const summary = page.find('#error-summary');
    expect(summary.textContent).toContain('3 answers to look at');
    expect(document.activeElement).toBe(summary);
    expect(page.status).toContain('3 answers');
    const field = page.find('#field-application_name');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(field.shadowRoot?.querySelector('[part=control]')?.getAttribute('aria-description')).toContain(
      'Name the application.',
    );
    expect(page.find('#field-crown_jewels-about').textContent).toContain('at least one crown jewel');
    await page.click(summary.querySelector<HTMLElement>('button')!);
    expect(document.activeElement).toBe(field);
    await page.type('#field-application_name', 'Fixed');
    expect(page.find('#error-summary').textContent).toContain('2 answers to look at');
  });

  it('shows assumptions the form has no field for, to be confirmed like the others', async () => {
    const other = await show({
      ...BUSINESS,
      draft: {
        ...BUSINESS.draft,
        assumptions: [
          { field: 'industry', text: 'Logistics, from the README.' },
          { field: 'none_applicable', text: 'Nothing names a law.' },
        ],
      },
    });
    expectAll(other, [
      'Other assumptions',
      'Industry',
      'Logistics, from the README.',
      'Nothing names a law.',
      'Approve with 2 assumptions',
    ]);
    await other.click('Confirm industry');
    await other.click('Confirm Regulations');
    expect(other.find('#approve').textContent.trim()).toBe('Approve');
  });

  it('leaves what is typed into a kind of data as it is', async () => {
    await page.type('[aria-label="Kind of data 1"]', 'geo_data');
    expect(value('[aria-label="Kind of data 1"]')).toBe('geo_data');
  });

  it('opens a closed section that holds a mistake', async () => {
    await page.type('#field-application_name', '');
    await page.click('The application');
    expect(page.has('#field-application_name')).toBe(false);
    await page.click('Approve with 6 assumptions');
    expect(page.has('#field-application_name')).toBe(true);
  });
});

describe('mapping (P-056)', () => {
  it('shows counts, architecture, attack surface, components, sizing with overrides, coverage and concerns', async () => {
    const page = await show(MAPPING);
    expectAll(page, Object.values(MAPPING.counts));
    expectAll(
      page,
      MAPPING.architecture.flatMap(({ label, value }) => [label, value]),
    );
    expectAll(page, [
      'HTTP endpoint',
      '34',
      '9 without authentication',
      'POST /login',
      'Background job',
      'nightly billing',
    ]);
    expectAll(page, [
      'web',
      'Web application · 92 files',
      'Crown jewels',
      'Payment data',
      'reports',
      'Service · 41 files',
    ]);
    expectAll(page, ['Small', 'No: every file was read', ...MAPPING.sizing.overrides]);
    expectAll(page, [
      '146 of 148 files in scope were read',
      '98 %',
      '5 files not read',
      'web/public/app.min.js',
      'Minified',
      'and 3 more',
    ]);
    expectAll(
      page,
      MAPPING.concerns.flatMap(({ id, title, description, rationale }) => [id, title, description, rationale]),
    );
    expectAll(page, ['web/routes/invoice.js:12', 'web/models/invoice.js:31', 'Rate limiting']);
  });

  it('sends what was changed: re-rated, dropped with a reason, added', async () => {
    const page = await show(MAPPING);
    await page.choose('#severity-002', 'critical');
    await page.click('Drop Login has no limit on attempts');
    expect(document.activeElement).toBe(page.find('#drop-reason'));
    await page.type('#drop-reason', 'The gateway does that.');
    await page.click('Drop');
    await page.click('Add a concern');
    expect(document.activeElement).toBe(page.find('#concern-title'));
    await page.type('#concern-title', 'Refunds');
    expect(page.text).toContain('Name the file it is about.');
    await page.type('#concern-file', 'web/refund.js');
    await page.type('#concern-line', '9');
    await page.choose('#concern-severity', 'low');
    await page.choose('#concern-category', 'logging-audit');
    await page.click(page.find('#concern-save'));
    await page.click('Approve with 3 changes');
    expect(page.sentOf('decide')[0]?.decision).toEqual({
      decision: 'approve',
      concernEdits: [
        { action: 'rate', id: '002', severity: 'critical' },
        { action: 'drop', id: '003', reason: 'The gateway does that.' },
        {
          action: 'add',
          title: 'Refunds',
          severity: 'low',
          description: '',
          category: 'logging-audit',
          file: 'web/refund.js',
          line: 9,
        },
      ],
    });
  });

  it('does not approve over a concern that is being written or dropped', async () => {
    const page = await show(MAPPING);
    await page.click('Add a concern');
    expect(page.find('#approve').hasAttribute('disabled')).toBe(true);
    expect(page.find('footer').textContent).toContain('is not finished');
    await page.key('Enter', { ctrlKey: true });
    await page.click('Cancel');
    await page.click('Drop Login has no limit on attempts');
    await page.key('Enter', { ctrlKey: true });
    expect(page.sentOf('decide')).toEqual([]);
  });

  it('shows what the host says about each change it refuses', async () => {
    const page = await show(MAPPING);
    await page.click('Approve');
    await page.tell({
      type: 'rejected',
      requestId: page.sentOf('decide')[0]!.requestId,
      message: 'Not accepted.',
      fields: [{ field: 'concernEdits.0.file', message: 'There is no such file.' }],
    });
    expect(page.find('#refusal').textContent).toBe('Not accepted.There is no such file.');
    expect(document.activeElement).toBe(page.find('#refusal'));
  });

  it('takes every change back', async () => {
    const page = await show(MAPPING);
    await page.choose('#severity-002', 'critical');
    await page.choose('#severity-002', 'high');
    await page.click('Drop Login has no limit on attempts');
    await page.type('#drop-reason', 'x');
    await page.click('Drop');
    expect(page.text).toContain('Dropped: x');
    await page.click('Undo dropping Login has no limit on attempts');
    await page.click('Approve');
    expect(page.sentOf('decide')[0]?.decision).toEqual({ decision: 'approve' });
  });

  it('says so when nothing was found, instead of showing empty tables', async () => {
    const page = await show({ ...MAPPING, attackSurface: [], components: [], architecture: [], concerns: [] });
    expectAll(page, [
      'No entry point was found',
      'No component was found',
      'Nothing stood out',
      'The mapping raised no concern',
    ]);
  });
});

describe('batch (P-092 to P-095)', () => {
  it('shows everything of the batch, in order', async () => {
    const page = await show(BATCH);
    expect(
      inOrder(
        places(page, [
          'Phase 4 of 6 · batch 1',
          'Critical concerns',
          'Summary',
          'Concerns investigated',
          'Investigation files',
          'Controls found',
          'Gaps found',
          'Compliance',
          'Progress',
          'Next batch',
          'Continue',
        ]),
      ),
    ).toBe(true);
    expectAll(page, ['Concerns4', 'Agents5', '1 min 34 s', BATCH.guidance]);
    for (const { id, title, result } of BATCH.concerns) expectAll(page, [`${id}: ${title}`, result]);
    expectAll(page, ['Done', 'Partial', 'Failed', 'Cancelled']);
    expectAll(
      page,
      BATCH.concerns.flatMap(({ artifact }) => artifact ?? []),
    );
    expectAll(page, [
      'Session middleware, Password hash, Cookie flags',
      'Path normalisation',
      'missing, needs immediate remediation',
      'weak, needs strengthening',
    ]);
    expectAll(page, [
      'PCI-6.2.4: Common attacks are prevented',
      'GDPR-32',
      '9 concerns · Pending',
      'High: 9 concerns, about 3 min.',
    ]);
  });

  it('lists five categories with at most three names each', async () => {
    const page = await show(BATCH);
    expect(page.text).not.toContain('Sixth category');
    expect(page.text).not.toContain('Sign-out');
  });

  it('lists gaps from the most severe and opens their line', async () => {
    const page = await show(BATCH);
    expect(inOrder(places(page, ['Template from the request is evaluated', 'Path check runs before decoding']))).toBe(
      true,
    );
    await page.click('Open web/routes/report.js:45');
    expect(page.sentOf('open-file')).toEqual([{ type: 'open-file', file: 'web/routes/report.js', line: 45 }]);
  });

  it('does not go on while a concern has no result, and says why', async () => {
    const page = await show(BATCH);
    expect(page.find('#continue').hasAttribute('disabled')).toBe(true);
    expect(page.find('footer').textContent).toContain('2 concerns ended without a result');
    await page.click(page.find('#continue'));
    await page.key('Enter', { ctrlKey: true });
    expect(page.sentOf('decide')).toEqual([]);
  });

  it('retries and skips one concern or all, but retries none beyond the limit', async () => {
    const sent = async (name: string) => {
      const page = await show(BATCH);
      await page.click(name);
      return page.sentOf('decide')[0]?.decision;
    };
    expect(await sent('Retry Password reset token is predictable')).toEqual({ decision: 'retry', concerns: ['005'] });
    expect(await sent('Skip Search builds a database query from text')).toEqual({
      decision: 'skip',
      concerns: ['006'],
    });
    expect(await sent('Retry all')).toEqual({ decision: 'retry', concerns: ['005'] });
    expect(await sent('Skip all')).toEqual({ decision: 'skip', concerns: ['005', '006'] });
    const page = await show(BATCH);
    expect(page.find('#retry-006').hasAttribute('disabled')).toBe(true);
    expect(page.text).toContain('Retried 3 times, which is the limit.');
  });

  it('continues, stops, and reverts only after saying what that takes back', async () => {
    const page = await show(BATCH_DONE);
    await page.click('Revert Batch…');
    expect(page.text).toContain('Takes back this batch: the results of 4 concerns, 2 gaps');
    expect(page.sentOf('decide')).toEqual([]);
    await page.key('Enter', { ctrlKey: true });
    expect(page.sentOf('decide')).toEqual([]);
    await page.click('Keep It');
    await page.click('Revert Batch…');
    await page.click('Revert Batch');
    expect(page.sentOf('decide')[0]?.decision).toEqual({ decision: 'revert' });
    const other = await show(BATCH_DONE);
    await other.click('Stop and Save');
    expect(other.sentOf('decide')[0]?.decision).toEqual({ decision: 'stop' });
    const last = await show({ ...BATCH_DONE, nextBatch: null });
    expect(last.text).toContain('This was the last planned batch.');
    await last.click('Continue');
    expect(last.sentOf('decide')[0]?.decision).toEqual({ decision: 'continue' });
  });
});

describe('security controls', () => {
  it('shows ten categories, all gaps, compliance, batches and limitations', async () => {
    const page = await show(CONTROLS);
    for (const { summary } of CONTROLS.categories) expect(page.text).toContain(summary);
    expectAll(
      page,
      CONTROLS.gaps.map(({ description }) => description),
    );
    expectAll(page, [
      'CORS and CSP',
      'Not evaluated',
      'GDPR4213',
      'PCI DSS2145',
      '3 concerns · Not investigated',
      'Severity skipped',
      ...CONTROLS.limitations.map(({ description }) => description),
    ]);
    expect(page.text).toContain('13 controls and 3 gaps in 10 categories.');
  });
});

describe('threats (P-166)', () => {
  it('shows the top five, then all', async () => {
    const page = await show(THREATS);
    expect(page.text).toContain('Top 5 threats');
    expect(page.text).not.toContain('Tracking numbers are enumerated');
    await page.click('Show all 7');
    expectAll(
      page,
      THREATS.threats.flatMap(({ id, title, score }) => [id, title, score.toFixed(1)]),
    );
    await page.click('Show only the top 5');
    expect(page.text).not.toContain('Tracking numbers are enumerated');
  });

  it('shows counts, distribution, abuse cases and coverage', async () => {
    const page = await show(THREATS);
    expectAll(page, [
      'Target crown jewels2',
      'Risk a compliance violation3',
      'Critical1',
      'High3',
      'Medium2',
      'Low1',
      'Information disclosure2',
      'Denial of service1',
      'Elevation of privilege',
      'Crown jewel',
    ]);
    expectAll(page, [
      'Opportunistic attacker runs a command',
      '18 verdicts for 3 components, six per component: 7 with a threat, 5 mitigated, 6 not applicable.',
    ]);
  });

  it('reads the risk matrix cell by cell', async () => {
    const page = await show(THREATS);
    const matrix = page.find('table.matrix');
    expect([...matrix.querySelectorAll('thead th')].map((cell) => cell.textContent)).toEqual([
      'Low',
      'Medium',
      'High',
      'Critical',
    ]);
    expect([...matrix.querySelectorAll('tbody th')].map((cell) => cell.textContent)).toEqual(['High', 'Medium', 'Low']);
    expect(matrix.querySelector('tbody tr td:nth-of-type(3) .hidden')?.textContent).toBe(
      '2 threats: THREAT-002, THREAT-003',
    );
    expect(matrix.querySelectorAll('.filled')).toHaveLength(5);
  });

  it('warns before an empty result is trusted', async () => {
    const page = await show({ ...THREATS, threats: [], matrix: [], abuseCases: [], bySeverity: {} });
    expectAll(page, ['No threat was found. See the coverage below', 'No threat to place.']);
  });
});

describe('tests (P-179)', () => {
  it('shows priorities, files to review, static analysis, manual tests and deliverables', async () => {
    const page = await show(TESTS);
    expectAll(page, ['PriorityCode reviewSAST rulesManual', 'P0213', 'P1425', 'P2321', 'P3010', 'P4000']);
    for (const { link, reason, time } of TESTS.reviewFiles)
      expectAll(page, [`${link.file}:${link.line}`, reason, time]);
    expectAll(page, [
      ...TESTS.sast.focus,
      'Semgrep, CodeQL',
      'P0 3 · P1 5 · P2 1',
      '2 days',
      'Markdown',
      'JSON',
      'SARIF',
    ]);
    await page.click('Approve');
    expect(page.sentOf('decide')[0]).toMatchObject({
      checkpoint: 'phase-6-checkpoint',
      decision: { decision: 'approve' },
    });
  });
});
