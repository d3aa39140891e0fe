import { join } from 'node:path';
import type * as vscode from 'vscode';
import { loadFindings } from '../pipeline/findings';
import { Explainer } from '../pipeline/explain/explainer';
import { analyzerWith, productionServices } from '../pipeline/production';
import { prepareRun, resumeRun, startRun } from '../pipeline/run';
import { fileSystemAt, nodeFileSystem } from '../session/file-system';
import { verifySession } from '../session/integrity';
import { sessionRootsOf } from '../session/layout';
import { liveHolder } from '../session/lock';
import { openSession } from '../session/open';
import { listSessions } from '../session/session-index';
import { readOrigin, withOrigins } from '../session/origin';
import { loadKey } from '../session/session-key';
import type { PipelineApi } from './pipeline-api';

const versionOf = ({ extension }: vscode.ExtensionContext): string => {
  const { version } = extension.packageJSON as { version?: unknown };
  return typeof version === 'string' ? version : '';
};

/** The real thing. */
export function productionApi(context: vscode.ExtensionContext): PipelineApi {
  const version = versionOf(context);
  const cacheDir = join((context.storageUri ?? context.globalStorageUri).fsPath, 'parsed');
  const explainer = new Explainer(analyzerWith(cacheDir));
  return {
    services: ({ trusted, poolSize, investigatorMinutes, mapperMinutes }) => ({
      ...productionServices({ version, trusted, cacheDir }),
      poolSize,
      timeLimits: { investigator: investigatorMinutes, mapper: mapperMinutes },
    }),
    prepareRun,
    startRun,
    resumeRun,
    openSession: async (sessionDir) => openSession(sessionDir, fileSystemAt(sessionDir), await loadKey()),
    listSessions: async (folder, sessionRoot) =>
      withOrigins(await listSessions(nodeFileSystem, sessionRootsOf(folder, sessionRoot)), await loadKey()),
    originOf: async (sessionDir) => readOrigin(sessionDir, await loadKey()),
    liveHolder: (sessionDir) => liveHolder(nodeFileSystem, sessionDir),
    loadFindings,
    explain: (request) => explainer.explain(request),
    verifySession: async (sessionDir, workspace) =>
      verifySession(sessionDir, workspace, fileSystemAt(sessionDir), await loadKey()),
  };
}
