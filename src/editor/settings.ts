import * as vscode from 'vscode';
import { SEVERITIES, type Severity } from '../artifacts/enums';
import type { RunError } from '../session/run-error';
import { sessionRootSetting } from './session-root';

const DIAGNOSTIC_LEVELS = ['Error', 'Warning', 'Information', 'Hint', 'None'] as const;
export type DiagnosticLevel = (typeof DIAGNOSTIC_LEVELS)[number];

export interface Settings {
  /** Empty means the default place. */
  sessionRoot: string;
  /** Why what the workspace sets is not taken as the place for sessions, for the user. */
  refusedRoot?: RunError;
  maxConcurrentAgents: number;
  exclude: string[];
  severity: Record<Severity, DiagnosticLevel>;
  investigatorTimeoutMinutes: number;
  mapperTimeoutMinutes: number;
  openReportWhenDone: boolean;
}

const DEFAULT_SEVERITY: Record<Severity, DiagnosticLevel> = {
  critical: 'Error',
  high: 'Warning',
  medium: 'Warning',
  low: 'Information',
  info: 'Hint',
};

const isLevel = (value: unknown): value is DiagnosticLevel => DIAGNOSTIC_LEVELS.some((level) => level === value);
const numberBetween = (value: unknown, least: number, most: number, fallback: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? Math.min(most, Math.max(least, Math.round(value))) : fallback;

/** The settings of a folder. People edit them by hand: a value of the wrong kind counts as not given. */
export function settingsOf(folder?: vscode.Uri): Settings {
  const read = vscode.workspace.getConfiguration('threatline', folder);
  const exclude = read.get<unknown>('exclude');
  const severity = read.get<Record<string, unknown>>('diagnostics.severity') ?? {};
  const { sessionRoot, refused } = sessionRootSetting(
    folder?.fsPath,
    read.get<unknown>('sessionRoot'),
    read.inspect<unknown>('sessionRoot'),
  );
  return {
    sessionRoot,
    ...(refused && { refusedRoot: refused }),
    maxConcurrentAgents: numberBetween(read.get('maxConcurrentAgents'), 1, 20, 4),
    exclude: Array.isArray(exclude)
      ? exclude.filter((glob): glob is string => typeof glob === 'string' && glob.trim() !== '')
      : [],
    severity: Object.fromEntries(
      SEVERITIES.map((key) => [key, isLevel(severity[key]) ? severity[key] : DEFAULT_SEVERITY[key]]),
    ) as Settings['severity'],
    investigatorTimeoutMinutes: numberBetween(read.get('investigatorTimeoutMinutes'), 1, 120, 15),
    mapperTimeoutMinutes: numberBetween(read.get('mapperTimeoutMinutes'), 1, 240, 30),
    openReportWhenDone: read.get<unknown>('openReportWhenDone') !== false,
  };
}
