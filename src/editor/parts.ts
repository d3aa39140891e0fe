import type * as vscode from 'vscode';
import type { CommandId } from './ids';
import type { ExplanationPages } from './findings/explanation-pages';
import type { FindingPages } from './findings/finding-pages';
import type { FindingsStore } from './findings/findings-store';
import type { FindingNode, FindingsTree } from './findings/findings-tree';
import type { LocationTracker } from './findings/location-tracker';
import type { CheckpointView } from './panel/checkpoint-view';
import type { PipelineApi } from './pipeline-api';
import type { Popups } from './popups';
import type { SessionController } from './session/session-controller';
import type { SessionNode } from './session/session-nodes';

/** What exists from activation on, before anything of weight is loaded. */
export interface ShellParts {
  context: vscode.ExtensionContext;
  sessionView: vscode.TreeView<SessionNode>;
  findingsView: vscode.TreeView<FindingNode>;
}

/** What commands work with. */
export interface Parts {
  context: vscode.ExtensionContext;
  log: vscode.LogOutputChannel;
  popups: Popups;
  api: PipelineApi;
  sessions: SessionController;
  findings: FindingsStore;
  tracker: LocationTracker;
  pages: FindingPages;
  explanations: ExplanationPages;
  findingsTree: FindingsTree;
  checkpoint: CheckpointView;
}

/** What a command gets: from our own rows and links, from VS Code's menus, or from a key binding somebody wrote. */
type CommandHandler = (argument?: unknown) => unknown;
export type CommandMap = Record<CommandId, CommandHandler>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** The id in a command's argument, whether given itself or as a row of one of our trees. */
export function idIn(argument: unknown): string | undefined {
  if (typeof argument === 'string') return argument;
  return isRecord(argument) && typeof argument['id'] === 'string' ? argument['id'] : undefined;
}
