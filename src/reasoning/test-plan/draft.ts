import type { TestCase } from '../../artifacts/phase6';
import type { Without } from '../../artifacts/without';
import type { TestFamily } from '../../knowledge/tests';
import type { Draft } from '../../messages/say';

/** A test case before it is numbered within its family. */
export type UnnumberedTest = Draft<Without<TestCase, 'id'>> & { family: TestFamily };

export const UNTESTED = { actual_result: null, pass_fail: null } as const;
