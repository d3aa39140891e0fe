/** Everything that has a name in the manifest. A test compares both. */
export const COMMANDS = [
  'threatline.start',
  'threatline.resume',
  'threatline.openSession',
  'threatline.stop',
  'threatline.stopAgent',
  'threatline.stopBatch',
  'threatline.stopPhase',
  'threatline.openReport',
  'threatline.openCheckpoint',
  'threatline.openArtifact',
  'threatline.explainLine',
  'threatline.openFinding',
  'threatline.revealFinding',
  'threatline.groupFindings',
  'threatline.filterFindings',
  'threatline.clearFilter',
  'threatline.clearFindings',
  'threatline.refresh',
  'threatline.verify',
  'threatline.showLog',
] as const;
export type CommandId = (typeof COMMANDS)[number];

export const VIEWS = {
  session: 'threatline.session',
  checkpoint: 'threatline.checkpoint',
  findings: 'threatline.findings',
} as const;

/** What menus and welcome texts of the manifest ask for in their `when`. */
export const CONTEXT_KEYS = [
  'threatline.running',
  'threatline.resumable',
  'threatline.waiting',
  'threatline.session',
  'threatline.report',
  'threatline.findings',
  'threatline.filtered',
] as const;
export type ContextKey = (typeof CONTEXT_KEYS)[number];

/** Pages about one finding: `threatline-finding:/<session>/<id>.md`. */
export const FINDING_SCHEME = 'threatline-finding';
/** Answers to questions about a line: `threatline-explanation:/<file>:<line>.md`. */
export const EXPLANATION_SCHEME = 'threatline-explanation';
export const DIAGNOSTIC_SOURCE = 'threatline';
