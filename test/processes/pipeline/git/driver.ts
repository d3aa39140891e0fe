// Everything we do with git, in a process of its own: `driver.cjs FOLDER [BASE]` prints what each operation said.
import { changedFiles } from '../../../../src/pipeline/git/changed-files';
import { describeWorkspace } from '../../../../src/pipeline/git/describe';
import { gitRefs } from '../../../../src/pipeline/git/list-refs';
import { RunError } from '../../../../src/session/run-error';

const [, , folder = '', baseRef = 'HEAD~1'] = process.argv;

const outcome = (trusted: boolean): Promise<unknown> =>
  changedFiles({ folder, baseRef, trusted }).catch((error: unknown) => {
    if (error instanceof RunError) return { refused: error.code, message: error.message, cause: String(error.cause) };
    throw error;
  });

async function all(): Promise<unknown> {
  const untrusted = await outcome(false);
  return { workspace: describeWorkspace(folder), refs: gitRefs(folder), untrusted, changed: await outcome(true) };
}

void all().then((result) => process.stdout.write(JSON.stringify(result)));
