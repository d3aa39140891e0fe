import { describe, expect, it } from 'vitest';
import { EXIT, exitOfError, exitOfRun, foundAtOrAbove, UsageError } from '../../../src/cli/exit-codes';
import { cvssOf, methodologyOf, minCoverageOf, poolOf, scopeOf, severityOf } from '../../../src/cli/options';
import type { FindingView } from '../../../src/pipeline/contract';
import { initialState } from '../../../src/session/reducing/initial-state';

const finding = (severity: FindingView['severity'], status = 'open'): FindingView => ({
  id: 'THREAT-001',
  kind: 'threat',
  gapIds: [],
  concernIds: [],
  severity,
  title: '',
  message: '',
  related: [],
  flow: [],
  stride: [],
  status,
  investigations: [],
});

describe('options of the command line', () => {
  it('read the three scopes', () => {
    expect(scopeOf('full')).toEqual({ type: 'full' });
    expect(scopeOf('component:src/a, src/b')).toEqual({
      type: 'component',
      component: { paths: ['src/a', 'src/b'], includeSharedDeps: false },
    });
    expect(scopeOf('incremental:HEAD~2')).toEqual({
      type: 'incremental',
      incremental: { baseRef: 'HEAD~2', includeTouchedFiles: true },
    });
    expect(scopeOf('incremental:a:b')).toMatchObject({ incremental: { baseRef: 'a:b' } });
  });

  it.each(['', 'everything', 'full:x', 'component:', 'component: ,', 'incremental:'])(
    'refuse the scope %j and say what is possible',
    (value) => {
      expect(() => scopeOf(value)).toThrow(UsageError);
      expect(() => scopeOf(value)).toThrow(/full, component:PATH/);
    },
  );

  it('read methodology, scoring, severity and pool, and refuse the rest', () => {
    expect(methodologyOf('pasta-only')).toBe('pasta-only');
    expect(cvssOf('4')).toBe('4.0');
    expect(severityOf('HIGH')).toBe('high');
    expect(severityOf(undefined)).toBeUndefined();
    expect(poolOf('20')).toBe(20);
    expect(() => methodologyOf('stride')).toThrow(/hybrid, stride-only/);
    expect(() => cvssOf('3.0')).toThrow(/4\.0, 3\.1/);
    expect(() => severityOf('bad')).toThrow(/critical, high/);
    expect([minCoverageOf(undefined), minCoverageOf('80'), minCoverageOf('12.5%'), minCoverageOf('0')]).toEqual([
      0.6, 0.8, 0.125, 0,
    ]);
    for (const share of ['-1', '101', 'most', '']) expect(() => minCoverageOf(share)).toThrow(/0 to 100/);
    for (const pool of ['0', '21', '1.5', 'x']) expect(() => poolOf(pool)).toThrow(/1 to 20/);
  });
});

describe('exit codes', () => {
  const ended = (status: 'completed' | 'stopped' | 'failed' | 'waiting') => ({ ...initialState(), status });

  it('tell done, found, incomplete and interrupted apart', () => {
    expect(exitOfRun(ended('completed'), [], undefined, false, [])).toBe(EXIT.done);
    expect(exitOfRun(ended('completed'), [finding('high')], undefined, false, [])).toBe(EXIT.done);
    expect(exitOfRun(ended('completed'), [finding('high')], 'high', false, [])).toBe(EXIT.found);
    expect(exitOfRun(ended('completed'), [finding('medium')], 'high', false, [])).toBe(EXIT.done);
    expect(exitOfRun(ended('completed'), [], undefined, true, [])).toBe(EXIT.interrupted);
  });

  it.each(['stopped', 'failed', 'waiting'] as const)('never give 0 to a run that is %s', (status) => {
    expect(exitOfRun(ended(status), [], undefined, false, [])).toBe(EXIT.incomplete);
    expect(exitOfRun(ended(status), [finding('critical')], 'info', false, [])).toBe(EXIT.incomplete);
  });

  it('never give 0 to a run that says less than it seems to', () => {
    const little = { kind: 'coverage' as const, share: 0.25, minimum: 0.6 };
    expect(exitOfRun(ended('completed'), [], undefined, false, [little])).toBe(EXIT.incomplete);
    expect(exitOfRun(ended('completed'), [finding('critical')], 'high', false, [little])).toBe(EXIT.incomplete);
    expect(exitOfRun(ended('completed'), [], undefined, true, [little])).toBe(EXIT.interrupted);
  });

  it('do not count what is mitigated or accepted', () => {
    expect(foundAtOrAbove([finding('critical', 'mitigated'), finding('critical', 'accepted')], 'info')).toBe(false);
    expect(foundAtOrAbove([finding('low')], 'low')).toBe(true);
  });

  it('call it bad input when the user can change it', () => {
    expect(exitOfError('not-a-git-ref')).toBe(EXIT.badInput);
    expect(exitOfError('disk-full')).toBe(EXIT.incomplete);
    expect(exitOfError('locked')).toBe(EXIT.incomplete);
  });
});
