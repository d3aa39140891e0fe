import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepPictureOfFailure } from './failures';
import { type Theme, THEMES, Workbench } from './workbench';

describe('the packaged extension in VS Code', () => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await Workbench.open();
  });
  afterAll(() => workbench.close());
  keepPictureOfFailure(() => workbench);

  it('offers Start Threat Model in the palette and shows its views', async () => {
    await workbench.findCommand('Threatline: Start Threat Model');
    await workbench.page.keyboard.press('Escape');
    await workbench.openContainer('Threatline');
    await workbench.view('Session').waitFor();
  });

  it('is there in every theme', async () => {
    await workbench.openContainer('Threatline');
    for (const theme of Object.keys(THEMES) as Theme[]) {
      await workbench.setTheme(theme);
      await workbench.screenshot(`welcome-${theme}`);
    }
    await workbench.view('Session').waitFor();
  });

  it('asks no other host for anything', () => {
    expect(workbench.refusedHosts).toEqual([]);
  });
});
