import type { TestCase } from '../../artifacts/phase6';
import type { Without } from '../../artifacts/without';
import type { TestFamily } from '../../knowledge/tests';

/** A test case before it is numbered within its family. */
export type Draft = Without<TestCase, 'id'> & { family: TestFamily };

export const UNTESTED = { actual_result: null, pass_fail: null } as const;
