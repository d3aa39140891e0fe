import { describe, expect, it } from 'vitest';
import type { CheckpointView } from '../../src/artifacts/checkpoint-views';
import { Page } from './page';
import {
  BATCH,
  BUSINESS,
  CONTEXT,
  CONTROLS,
  FAILED,
  FINISHED,
  MAPPING,
  RUNNING,
  TESTS,
  THREATS,
  waiting,
} from './samples';

const BAD = `<img src=x onerror="globalThis.hacked=true"><script>globalThis.hacked=true</script>\u202E${'w'.repeat(2000)}`;
/** What the code decides on must stay; everything else is text from the repository. */
const FIXED = new Set([
  'kind',
  'severity',
  'status',
  'state',
  'stride',
  'priority',
  'category',
  'run',
  'decision',
  'options',
  'timestamp',
  'sessionId',
  'field',
  'key',
  'sensitivity',
  'risk_appetite',
]);

/** The same value with every text in it replaced by a hostile one. */
function poison(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return FIXED.has(key) ? value : BAD;
  if (Array.isArray(value)) return value.map((item) => poison(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      FIXED.has(name) && typeof inner === 'string'
        ? inner
        : name === 'options' && key === ''
          ? inner
          : poison(inner, name),
    ]),
  );
}

const poisoned = (view: CheckpointView) => poison(view) as CheckpointView;

async function expectHarmless(page: Page): Promise<void> {
  await page.openAll();
  expect(page.text).toContain('<img src=x onerror=');
  expect(page.root.querySelectorAll('img, script, iframe, a[href], object, embed')).toHaveLength(0);
  expect(Reflect.get(globalThis, 'hacked')).toBeUndefined();
  expect(page.text).not.toContain('\u202E');
  for (const element of page.root.querySelectorAll('*')) {
    for (const { name } of element.attributes) expect(name.startsWith('on'), `${element.tagName} ${name}`).toBe(false);
  }
}

describe('hostile text', () => {
  it.each([BUSINESS, MAPPING, BATCH, CONTROLS, THREATS, TESTS].map((view) => [view.kind, view] as const))(
    'stays text in %s',
    async (_kind, view) => {
      const page = new Page();
      await page.tell({ type: 'snapshot', state: waiting(poisoned(view)), context: CONTEXT });
      await expectHarmless(page);
    },
  );

  it('stays text in a running, failed and finished run and in the list of sessions', async () => {
    const running = {
      ...RUNNING,
      agents: RUNNING.agents.map((agent) => ({ ...agent, title: BAD, message: BAD })),
      problems: [{ time: BAD, phase: BAD, code: BAD, message: BAD }],
      counters: { [BAD]: 1 },
    };
    const failed = { ...FAILED, failure: { code: BAD, message: BAD, advice: BAD } };
    const finished = { ...FINISHED, report: { markdown: BAD, json: BAD, sarif: BAD } };
    for (const state of [running, failed, finished, null]) {
      const page = new Page();
      const sessions = [{ id: BAD, target: BAD, status: BAD, updated: BAD, resumable: true }];
      await page.tell({ type: 'snapshot', state, context: { ...CONTEXT, sessions, readOnly: BAD } });
      await expectHarmless(page);
    }
  });

  it('stays text when the host repeats it in a rejection', async () => {
    const page = new Page();
    await page.tell({ type: 'snapshot', state: waiting(TESTS), context: CONTEXT });
    await page.click('Approve');
    await page.tell({
      type: 'rejected',
      requestId: page.sentOf('decide')[0]!.requestId,
      message: BAD,
      fields: [{ field: BAD, message: BAD }],
    });
    await expectHarmless(page);
  });

  it('sends a hostile path as it is: the editor decides whether it is inside the workspace', async () => {
    const page = new Page();
    const path = '../../etc/passwd';
    await page.tell({
      type: 'snapshot',
      state: waiting({ ...TESTS, reviewFiles: [{ link: { label: '', file: path, line: 1 }, reason: '', time: '' }] }),
      context: CONTEXT,
    });
    await page.click(`Open ${path}:1`);
    expect(page.sentOf('open-file')).toEqual([{ type: 'open-file', file: path, line: 1 }]);
  });
});
