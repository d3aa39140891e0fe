import * as vscode from 'vscode';
import { explainCommands } from './commands/explain-command';
import { findingCommands } from './commands/finding-commands';
import { runCommands } from './commands/run-commands';
import { openReport, panelActions, viewCommands } from './commands/view-commands';
import { Diagnostics } from './findings/diagnostics';
import { ExplanationPages } from './findings/explanation-pages';
import { FindingPages } from './findings/finding-pages';
import { FindingsStore } from './findings/findings-store';
import { FindingsTree } from './findings/findings-tree';
import { LocationTracker } from './findings/location-tracker';
import type { CommandId } from './ids';
import { CheckpointView } from './panel/checkpoint-view';
import type { CommandMap, Parts, ShellParts } from './parts';
import type { PipelineApi } from './pipeline-api';
import { Popups } from './popups';
import { productionApi } from './production-api';
import { redactedLog } from './redacted-log';
import { contextKeys, Notifier } from './session/notifier';
import { logEvents } from './session/run-log';
import { SessionController } from './session/session-controller';
import { listedSessions } from './session/session-list';
import { SessionTree } from './session/session-tree';
import { statusItem } from './session/status-item';

/** Everything of the extension that has weight. Loaded at the first use, never at activation. */
export interface Host {
  readonly parts: Parts;
  readonly sessionTree: SessionTree;
  run(command: CommandId, argument?: unknown): Promise<void>;
  /** Shows the newest session that this user made of the open folders, if there is one and nothing is shown. */
  restore(): Promise<void>;
  /** Ends a run within five seconds; it can be resumed. */
  dispose(): Promise<void>;
}

export function createHost(shell: ShellParts, api: PipelineApi = productionApi(shell.context)): Host {
  const { context } = shell;
  const log = redactedLog(vscode.window.createOutputChannel('Threatline', { log: true }));
  const popups = new Popups(log);
  const sessions = new SessionController(api);
  const findings = new FindingsStore(sessions, api, context.workspaceState, log);
  const tracker = new LocationTracker(findings);
  const run = (command: CommandId, argument?: unknown): Promise<void> =>
    popups.guard(command, () => commands[command](argument));
  const core = { context, log, popups, api, sessions, findings, tracker };
  const parts: Parts = {
    ...core,
    pages: new FindingPages(findings, tracker),
    explanations: new ExplanationPages(),
    findingsTree: new FindingsTree(findings, tracker, shell.findingsView, context.workspaceState),
    checkpoint: new CheckpointView(context.extensionUri, sessions, panelActions(core, run)),
  };
  const commands: CommandMap = {
    ...runCommands(parts),
    ...findingCommands(parts),
    ...explainCommands(parts),
    ...viewCommands(parts),
  };
  const sessionTree = new SessionTree(sessions, shell.sessionView);
  const readers = startAll(log, {
    diagnostics: () => new Diagnostics(findings, tracker),
    log: () => logEvents(sessions, log),
    status: () => statusItem(sessions),
    notifier: () => new Notifier(parts, () => openReport(parts)),
    context: () => contextKeys(sessions),
  });
  return {
    parts,
    sessionTree,
    run,
    restore: () => restore(parts),
    dispose: async () => {
      await sessions.dispose();
      for (const one of [
        ...readers,
        sessionTree,
        parts.findingsTree,
        parts.checkpoint,
        parts.pages,
        parts.explanations,
        tracker,
        findings,
        log,
      ])
        one.dispose();
    },
  };
}

/** Starts the readers one by one: one that fails is logged by its name, and the others work. */
function startAll(
  log: vscode.LogOutputChannel,
  readers: Record<string, () => { dispose(): unknown }>,
): { dispose(): unknown }[] {
  return Object.entries(readers).flatMap(([name, start]) => {
    try {
      return [start()];
    } catch (error) {
      log.error(`${name} could not be started: ${String(error)}`);
      return [];
    }
  });
}

/** Nobody asked for this, so a session that cannot be shown is no reason for a message. */
async function restore({ api, sessions, log }: Parts): Promise<void> {
  try {
    // One that came with the folder does not show itself.
    const newest = (await listedSessions(api)).find(({ madeElsewhere }) => madeElsewhere !== true);
    if (newest && !sessions.current && !sessions.isLive) await sessions.open(newest.folder, newest.dir);
  } catch (error) {
    log.warn(`The last session could not be shown again: ${error instanceof Error ? error.message : String(error)}`);
  }
}
