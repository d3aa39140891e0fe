import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { describe, expect, it } from 'vitest';
import { sarifRun } from '../../../src/report/sarif/invocations';
import { sarifLog } from '../../../src/report/sarif/log';
import { coverage } from '../coverage';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../fixtures/standards/sarif-2.1.0.json'), 'utf8'),
) as object;
const partly = coverage({
  unread: [
    { path: 'lib/a b.ex', reason: 'Elixir is not read.', group: 'production', language: 'Elixir' },
    { path: 'x.js', reason: 'Syntax errors: what stands there may be missing.', group: 'partial', line: 7 },
    { path: 'x.test.js', reason: 'Test code: listed, not judged.', group: 'test' },
    { path: 'out', reason: 'A link out of the folder is not followed.', group: 'link' },
  ],
  notUnderstood: [{ what: 'framework', name: 'sails', file: 'package.json', line: 3, places: 1 }],
});

describe('the invocation in SARIF', () => {
  const log = sarifLog('1', [], [], sarifRun(partly, [{ kind: 'coverage', share: 0.5, minimum: 0.6 }]));
  const [invocation] = log.runs[0]?.invocations ?? [];
  const notices = invocation?.toolExecutionNotifications ?? [];

  it('is what the standard asks for', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    expect(ajv.validate({ ...schema, $schema: undefined }, log), ajv.errorsText()).toBe(true);
  });

  it('has a notification at its place for everything that was not read or not understood', () => {
    const places = notices.map(({ descriptor, level, locations }) => [
      descriptor?.id,
      level,
      locations?.[0]?.physicalLocation?.artifactLocation?.uri,
      locations?.[0]?.physicalLocation?.region?.startLine,
    ]);
    expect(places).toEqual([
      ['incomplete-analysis', 'error', undefined, undefined],
      ['not-understood', 'warning', 'package.json', 3],
      ['unread-code', 'warning', 'lib/a%20b.ex', undefined],
      ['partly-read-code', 'warning', 'x.js', 7],
      ['unjudged-code', 'note', 'x.test.js', undefined],
      ['unfollowed-link', 'note', 'out', undefined],
    ]);
  });

  it('describes every kind of notification it uses', () => {
    const known = new Set(log.runs[0]?.tool.driver.notifications?.map(({ id }) => id));
    expect(notices.filter(({ descriptor }) => !known.has(descriptor?.id ?? ''))).toEqual([]);
  });

  it('is successful only when the result is complete', () => {
    expect(invocation?.executionSuccessful).toBe(false);
    expect(sarifRun(partly, []).invocation.executionSuccessful).toBe(true);
    expect(sarifRun(coverage(), []).invocation.toolExecutionNotifications).toEqual([]);
  });
});
