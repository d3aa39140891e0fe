import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Takes away what the tests kept in the home that `vitest.config.mts` gives them. */
export default () => () => rmSync(join(tmpdir(), `threatline-unit-${process.pid}`), { recursive: true, force: true });
