import { isInside } from '../safety/files/relative-path';
import { realPathOf } from '../safety/files/real-path';
import { DEFAULT_SESSION_ROOT, sessionRootOf } from '../session/layout';
import { RunError } from '../session/run-error';

/** Who set a setting to what: `WorkspaceConfiguration.inspect` of VS Code. */
export interface SettingOrigins {
  globalValue?: unknown;
  workspaceValue?: unknown;
  workspaceFolderValue?: unknown;
}

interface SessionRootSetting {
  /** Empty means the default place. */
  sessionRoot: string;
  refused?: RunError;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** Whether the value in effect was said by the workspace, and not by the user too. */
function isOfWorkspace(value: string, { globalValue, workspaceValue, workspaceFolderValue }: SettingOrigins): boolean {
  if (textOf(globalValue) === value) return false;
  return [workspaceFolderValue, workspaceValue].some((one) => textOf(one) === value);
}

/**
 * The place for sessions as it is set. What the workspace says may have come with the repository: it must stay inside
 * the folder, links resolved, trusted or not; users may choose any place.
 * @param folder Absolute path of the workspace folder.
 */
export function sessionRootSetting(
  folder: string | undefined,
  value: unknown,
  origins: SettingOrigins = {},
): SessionRootSetting {
  const wanted = textOf(value);
  if (wanted === '' || folder === undefined || !isOfWorkspace(wanted, origins)) return { sessionRoot: wanted };
  const root = sessionRootOf(folder, wanted);
  if (isInside(folder, root) && isInside(realPathOf(folder), realPathOf(root))) return { sessionRoot: wanted };
  const refused = new RunError(
    'bad-setting',
    `The settings of this workspace put sessions into ${root}, which lies outside of the folder: that is not done.`,
    `Set "threatline.sessionRoot" in your user settings to use a place outside, or remove it from the workspace's settings to use ${DEFAULT_SESSION_ROOT}.`,
  );
  return { sessionRoot: '', refused };
}
