/** What of the code was looked at, as git names it; `unread` is a sentence that says why git's files were not read. */
export interface Revision {
  commit?: string;
  branch?: string;
  unread?: string;
}

/** Why branch and commit are left out; undefined when they are stated, or there is no repository. */
export const revisionProblem = ({ unread }: Revision): string | undefined =>
  unread === undefined ? undefined : `Branch and commit are not stated. ${unread}`;

/** Which state of the code this is about; undefined when the folder is not under git. */
export function revisionSentence(revision: Revision): string | undefined {
  const { commit, branch } = revision;
  if (commit !== undefined) return `Commit ${commit}${branch === undefined ? '' : ` on branch ${branch}`}.`;
  return branch === undefined ? revisionProblem(revision) : `Branch ${branch}, which has no commit yet.`;
}
