import { afterEach } from 'vitest';
import type { Workbench } from './workbench';

/** After a test that failed, keeps a picture of the window named after the test. Call inside `describe`. */
export function keepPictureOfFailure(workbench: () => Workbench): void {
  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    await workbench().screenshot(`failed-${task.name.replace(/[^A-Za-z0-9]+/g, '-').slice(0, 60)}`);
  });
}
