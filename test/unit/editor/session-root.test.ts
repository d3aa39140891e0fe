import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sessionRootSetting, type SettingOrigins } from '../../../src/editor/session-root';
import { tempFolder } from '../analysis/temp-folder';

function workspace(): string {
  const top = realpathSync(tempFolder());
  for (const name of ['app', 'outside']) mkdirSync(join(top, name));
  symlinkSync(join(top, 'outside'), join(top, 'app/linked'));
  return join(top, 'app');
}
const refusal = (folder: string, value: string, origins: SettingOrigins): string | undefined =>
  sessionRootSetting(folder, value, origins).refused?.message;

describe('the place for sessions', () => {
  it.each(['../outside', '/tmp/outside', 'linked', 'linked/deep', 'in/../../outside'])(
    'is not moved out of the folder by settings of the workspace: %s',
    (value) => {
      const folder = workspace();
      for (const origins of [
        { workspaceValue: value },
        { workspaceFolderValue: value },
        { workspaceFolderValue: ` ${value} ` },
      ]) {
        expect(refusal(folder, value, origins)).toContain('lies outside of the folder');
        expect(sessionRootSetting(folder, value, origins).sessionRoot).toBe('');
      }
    },
  );

  it('may be anywhere in the folder for a workspace, and anywhere for users', () => {
    const folder = workspace();
    expect(sessionRootSetting(folder, 'models/here', { workspaceValue: 'models/here' })).toEqual({
      sessionRoot: 'models/here',
    });
    expect(sessionRootSetting(folder, '/tmp/mine', { globalValue: '/tmp/mine' })).toEqual({ sessionRoot: '/tmp/mine' });
    // Where the workspace repeats what the user chose, the user chose it.
    expect(refusal(folder, '/tmp/mine', { globalValue: '/tmp/mine', workspaceValue: '/tmp/mine' })).toBeUndefined();
    expect(sessionRootSetting(folder, 7, { workspaceValue: 7 })).toEqual({ sessionRoot: '' });
  });
});
