import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import type { RunEvent, RunEventBody } from '../../src/artifacts/run-events';
import type { RunState } from '../../src/session/run-state';
import { NO_ANSWER } from '../../webview/state/request';
import { Page } from './page';
import {
  BATCH,
  BATCH_DONE,
  BUSINESS,
  CONTEXT,
  FAILED,
  FINISHED,
  MAPPING,
  record,
  RUNNING,
  STOPPED,
  TESTS,
  THREATS,
  waiting,
} from './samples';

const snapshot = (state: RunState | null, context = CONTEXT) => ({ type: 'snapshot' as const, state, context });
const event = (seq: number, body: RunEventBody, phase = 'security_controls'): RunEvent => ({
  run: 'run-1',
  epoch: 1,
  seq,
  time: '2026-01-14T09:30:00Z',
  phase,
  body,
});
const events = (...list: RunEvent[]) => ({ type: 'events' as const, events: list });

async function at(view: CheckpointView, saved?: unknown): Promise<Page> {
  const page = new Page(saved);
  await page.tell(snapshot(waiting(view)));
  return page;
}

/** The request just sent. */
const sent = (page: Page) => page.sentOf('decide').at(-1)!;

describe('screens without a checkpoint', () => {
  it('claims nothing before the first snapshot, and asks for it', () => {
    const page = new Page();
    expect(page.text).toContain('Loading');
    expect(page.sent).toEqual([{ type: 'ready' }]);
  });

  it('starts a run and resumes what can be resumed', async () => {
    const page = new Page();
    await page.tell(snapshot(null));
    await page.click('Start Threat Model');
    expect(page.root.querySelectorAll('[aria-label^="Resume parcel-desk"]')).toHaveLength(1);
    await page.click(page.find('[aria-label^="Resume services/api"]'));
    expect(page.sentOf('command')).toEqual([
      { type: 'command', command: 'start' },
      { type: 'command', command: 'resume', argument: '20260109-160210-api' },
    ]);
  });

  it('asks for a folder when there is none', async () => {
    const page = new Page();
    await page.tell(snapshot(null, { ...CONTEXT, workspace: 'none', sessions: [] }));
    expect(page.text).not.toContain('Start Threat Model');
    await page.click('Open Folder');
    expect(page.sentOf('command')).toEqual([{ type: 'command', command: 'openFolder' }]);
  });

  it('says what an untrusted workspace and a read-only folder mean', async () => {
    const page = new Page();
    await page.tell(snapshot(null, { ...CONTEXT, trusted: false, readOnly: 'Nothing can be written here.' }));
    expect(page.text).toContain('This workspace is not trusted');
    expect(page.text).toContain('Nothing can be written here.');
    await page.click('Manage workspace trust');
    expect(page.sentOf('command')).toEqual([{ type: 'command', command: 'manageTrust' }]);
  });

  it('shows a run: phase, progress, agents and what they say, counters, problems', async () => {
    const page = new Page();
    await page.tell(snapshot(RUNNING));
    for (const text of [
      'Phase 4 of 6',
      'Security controls',
      'Investigating critical concerns',
      '2 of 5',
      '2 agents at work · 1 queued · 1 done · 1 timed out',
      'Following the query parameter into the template (3 of 7)',
      'Reading web/routes/upload.js',
      'So farEntry points37Open threats7Concerns still to be investigated1Code files not read3',
      'Mapping of reports took too long.',
      'Split in two and run again.',
      'Queued',
      'Done, 1 min',
    ])
      expect(page.text).toContain(text);
    expect(page.find('progress').getAttribute('value')).toBe('2');
    expect(page.find('li.is-running').getAttribute('aria-current')).toBe('step');
  });

  it('stops at once, says that it is stopping, and shows the way back', async () => {
    const page = new Page();
    await page.tell(snapshot(RUNNING));
    await page.click('Stop');
    expect(page.sentOf('command')).toEqual([{ type: 'command', command: 'stop' }]);
    expect(page.find('#stop').textContent).toBe('Stopping…');
    await page.tell(events(event(101, { type: 'run.stopped', status: 'partial-critical', reason: 'user' })));
    expect(page.text).toContain('Saved after the critical batch');
    expect(page.status).toContain('stopped');
    await page.click(page.find('#resume'));
    expect(page.sentOf('command').at(-1)).toEqual({
      type: 'command',
      command: 'resume',
      argument: '20260114-091500-full-app',
    });
  });

  it('shows a stopped run with the session as the host knows it', async () => {
    const page = new Page();
    await page.tell(snapshot(STOPPED));
    expect(page.text).toContain('Everything done so far is saved');
    expect(page.text).not.toContain('parcel-desk, whole folder');
  });

  it('says why a run failed and what to do', async () => {
    const page = new Page();
    await page.tell(snapshot(FAILED));
    for (const text of ['the disk is full', 'Free some space, then resume', 'E-803']) expect(page.text).toContain(text);
    await page.click('Show log');
    expect(page.sentOf('command')).toEqual([{ type: 'command', command: 'showLog' }]);
  });

  it('shows a finished run and opens its report and files', async () => {
    const page = new Page();
    await page.tell(snapshot(FINISHED));
    for (const text of ['Threats9', 'final-report/report.md', 'final-report/report.json', 'final-report/report.sarif'])
      expect(page.text).toContain(text);
    await page.click('Open Report');
    await page.click('Open SARIF');
    expect(page.sent.slice(1)).toEqual([
      { type: 'open-report' },
      { type: 'open-artifact', path: 'final-report/report.sarif' },
    ]);
  });
});

describe('drafts', () => {
  it('survive hide and reload: answers, confirmations, half-typed entries, feedback, open sections', async () => {
    const before = await at(BUSINESS);
    await before.type('#field-application_name', 'Half a na');
    await before.type('#add-crown_jewels', 'Signing k');
    await before.click('Confirm Users');
    await before.click('Rules that apply');
    await before.click('Revise…');
    await before.type('#feedback', 'Not yet');
    const after = await at(BUSINESS, before.saved);
    expect(Reflect.get(after.find('#field-application_name'), 'value')).toBe('Half a na');
    expect(Reflect.get(after.find('#add-crown_jewels'), 'value')).toBe('Signing k');
    expect(Reflect.get(after.find('#feedback'), 'value')).toBe('Not yet');
    expect(after.text).not.toContain('PCI DSS GDPR');
    expect(after.has('#none-applicable')).toBe(false);
    await after.click('Cancel');
    expect(after.find('#approve').textContent).toContain('5 assumptions');
  });

  it('survive for concern edits and a concern being written', async () => {
    const before = await at(MAPPING);
    await before.openAll();
    await before.choose('#severity-001', 'low');
    await before.click('Add a concern');
    await before.type('#concern-title', 'Half a ti');
    const after = await at(MAPPING, before.saved);
    expect(Reflect.get(after.find('#concern-title'), 'value')).toBe('Half a ti');
    expect(after.find('#approve').textContent).toContain('1 change');
  });

  it('belong to one presentation of a checkpoint: asked again, it starts from what is offered', async () => {
    const before = await at(BUSINESS);
    await before.type('#field-application_name', 'Old');
    const page = new Page(before.saved);
    await page.tell(
      snapshot(waiting(BUSINESS, { checkpoint: record(BUSINESS, { timestamp: '2026-01-14T10:00:00Z' }) })),
    );
    expect(Reflect.get(page.find('#field-application_name'), 'value')).toBe('Parcel Desk');
  });

  it('stay when events and snapshots arrive while the user types, with the focus', async () => {
    const page = await at(BUSINESS);
    const field = page.find('#field-application_name');
    field.focus();
    await page.type('#field-application_name', 'Typi');
    await page.tell(
      events(event(101, { type: 'counted', counters: { files: 3 } })),
      snapshot(waiting(BUSINESS, { seq: 102 })),
    );
    expect(page.find('#field-application_name')).toBe(field);
    expect(Reflect.get(field, 'value')).toBe('Typi');
    expect(document.activeElement).toBe(field);
  });

  it('are dropped when they are not from this version or not whole, and the panel still starts', async () => {
    for (const saved of [
      null,
      'text',
      { version: 2 },
      { version: 1, drafts: { x: { form: {} } }, open: { a: 'yes' }, scroll: {} },
      { version: 1, drafts: [], open: {}, scroll: {} },
    ]) {
      const page = await at(BUSINESS, saved);
      expect(page.text).toContain('Approve with 6 assumptions');
    }
  });

  it('are kept for the newest checkpoints only', async () => {
    let saved: unknown;
    for (let n = 0; n < 12; n++) {
      const page = new Page(saved);
      await page.tell(snapshot(waiting(TESTS, { checkpoint: record(TESTS, { timestamp: `t${n}` }) })));
      await page.click('Revise…');
      saved = page.saved;
    }
    const keys = Object.keys((saved as { drafts: object }).drafts);
    expect(keys).toHaveLength(8);
    expect(keys.at(-1)).toContain('t11');
  });
});

describe('decisions', () => {
  it('are one message; the buttons wait, the draft stays in sight and is let go on acceptance', async () => {
    const page = await at(BUSINESS);
    await page.type('#field-application_name', 'Sent');
    await page.click(page.find('#approve'));
    await page.click(page.find('#approve'));
    await page.key('Enter', { ctrlKey: true });
    expect(page.sentOf('decide')).toHaveLength(1);
    expect(page.find('#approve').hasAttribute('disabled')).toBe(true);
    await page.type('#field-application_name', 'Too late');
    expect(Reflect.get(page.find('#field-application_name'), 'value')).toBe('Sent');
    await page.tell({ type: 'accepted', requestId: sent(page).requestId });
    expect((page.saved as { drafts: object }).drafts).toEqual({});
    expect(Reflect.get(page.find('#field-application_name'), 'value')).toBe('Sent');
    expect(page.find('#approve').hasAttribute('disabled')).toBe(true);
    await page.tell(
      events(
        event(
          101,
          { type: 'checkpoint.decided', checkpoint: 'phase-1-checkpoint', decision: sent(page).decision as never },
          'business_context',
        ),
      ),
    );
    expect(page.has('#approve')).toBe(false);
    expect(page.text).toContain('Business context');
  });

  it('that are rejected say why, keep the draft, and mark the fields the host names', async () => {
    const page = await at(BUSINESS);
    await page.type('#field-application_name', 'Kept');
    await page.click(page.find('#approve'));
    await page.tell({
      type: 'rejected',
      requestId: sent(page).requestId,
      message: 'Not accepted.',
      fields: [{ field: 'answers.data_types.0.category', message: 'Unknown kind of data.' }],
    });
    expect(page.text).toContain('Not accepted.');
    expect(page.find('#error-summary').textContent).toContain('Unknown kind of data.');
    expect(document.activeElement).toBe(page.find('#error-summary'));
    expect(page.status).toBe('Not accepted.');
    expect(Reflect.get(page.find('#field-application_name'), 'value')).toBe('Kept');
    expect(page.find('#approve').hasAttribute('disabled')).toBe(false);
    expect(JSON.stringify(page.saved)).toContain('Kept');
  });

  it('ignore answers to another request', async () => {
    const page = await at(TESTS);
    await page.click('Approve');
    await page.tell({ type: 'accepted', requestId: 'other' }, { type: 'rejected', requestId: 'other', message: 'No' });
    expect(page.text).not.toContain('No answer');
    expect(page.find('#approve').hasAttribute('disabled')).toBe(true);
  });

  it('that nobody answers give the buttons back and say that nothing is lost', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const page = await at(TESTS);
    await page.click('Approve');
    vi.advanceTimersByTime(20_001);
    await page.drawn();
    expect(page.text).toContain(NO_ANSWER);
    expect(page.find('#approve').hasAttribute('disabled')).toBe(false);
    await page.click('Approve');
    expect(page.sentOf('decide')).toHaveLength(2);
    expect(sent(page).requestId).not.toBe(page.sentOf('decide')[0]?.requestId);
  });

  it('to revise need words', async () => {
    const page = await at(THREATS);
    await page.click('Revise…');
    expect(document.activeElement).toBe(page.find('#feedback'));
    expect(page.find('#send-revision').hasAttribute('disabled')).toBe(true);
    await page.key('Enter', { ctrlKey: true });
    expect(page.sentOf('decide')).toEqual([]);
    await page.type('#feedback', '  The API is internal. ');
    await page.click('Run again');
    expect(sent(page).decision).toEqual({ decision: 'revise', feedback: 'The API is internal.' });
  });

  it('can be made from the keyboard: Ctrl+Enter and ⌘Enter press the primary button', async () => {
    for (const init of [{ ctrlKey: true }, { metaKey: true }]) {
      const page = await at(BATCH_DONE);
      await page.key('Enter', init);
      expect(sent(page).decision).toEqual({ decision: 'continue' });
    }
    const page = await at(TESTS);
    await page.key('Enter');
    expect(page.sentOf('decide')).toEqual([]);
    await page.click('Revise…');
    await page.type('#feedback', 'More');
    await page.key('Enter', { ctrlKey: true });
    expect(sent(page).decision.decision).toBe('revise');
  });
});

describe('following the run', () => {
  afterEach(() => vi.useRealTimers());

  it('asks for a snapshot when an event is lost, and no more than once a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    const page = await at(TESTS);
    await page.tell(events(event(103, { type: 'counted', counters: { files: 3 } })));
    await page.tell(events(event(105, { type: 'counted', counters: { files: 4 } })));
    expect(page.sentOf('ready')).toHaveLength(2);
    vi.advanceTimersByTime(1001);
    expect(page.sentOf('ready')).toHaveLength(3);
    await page.tell(snapshot(waiting(TESTS, { seq: 105 })));
    vi.advanceTimersByTime(5000);
    expect(page.sentOf('ready')).toHaveLength(3);
  });

  it('shows a checkpoint the moment it opens, tells a screen reader, and does not take the focus', async () => {
    const page = new Page();
    await page.tell(snapshot(RUNNING));
    await page.tell(events(event(101, { type: 'checkpoint.opened', checkpoint: record(BATCH) })));
    expect(page.text).toContain('Critical concerns');
    expect(page.status).toBe('Waiting for you: Batch 1: critical.');
    expect(document.activeElement).toBe(document.body);
  });

  it('moves the focus to the new heading when the screen that had it is gone, and when asked to', async () => {
    const page = new Page();
    await page.tell(snapshot(RUNNING));
    page.find('#stop').focus();
    await page.tell(events(event(101, { type: 'checkpoint.opened', checkpoint: record(BATCH) })));
    expect(document.activeElement).toBe(page.find('h1'));
    (document.activeElement as HTMLElement).blur();
    await page.tell({ type: 'focus', target: 'checkpoint' });
    expect(document.activeElement).toBe(page.find('h1'));
  });

  it('is a polite status, not an alert', async () => {
    const page = await at(TESTS);
    expect(page.find('[role=status]').getAttribute('aria-live')).toBe('polite');
    expect(page.has('[role=alert]')).toBe(false);
  });

  it('remembers where the user was in a screen', async () => {
    const before = await at(THREATS);
    const scroll = before.find('#scroll');
    scroll.scrollTop = 240;
    scroll.dispatchEvent(new Event('scroll'));
    expect((await at(THREATS, before.saved)).find('#scroll').scrollTop).toBe(240);
    expect((await at(TESTS, before.saved)).find('#scroll').scrollTop).toBe(0);
  });
});
