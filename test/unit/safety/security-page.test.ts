import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { HOSTILE_PLACES } from '../../processes/pipeline/git/hostile-places';
import { HOSTILE } from '../../processes/pipeline/git/hostile-setups';
import { PLANTED } from './secrets/planted';

const PAGE = readFileSync(join(import.meta.dirname, '../../../SECURITY.md'), 'utf8');

it('the page about security counts what the tests have', () => {
  expect(PAGE).toContain(`${PLANTED.length} kinds of planted secrets`);
  expect(Object.keys(HOSTILE).length + Object.keys(HOSTILE_PLACES).length).toBeGreaterThan(100);
  expect(PAGE).toContain('More than a hundred hostile repositories');
});
