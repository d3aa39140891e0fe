import { parentPort, workerData } from 'node:worker_threads';
import type { ParseTask } from './read/parse/jobs';
import { serveParsing } from './languages/serve';
import type { FolderTask } from './thread/messages';
import { serveFolder } from './thread/serve-folder';

/** Entry of every thread of the analysis; what it is started for is in its data. */
const task = workerData as FolderTask | ParseTask | null;
if (parentPort && task) {
  if (task.kind === 'parse') serveParsing(parentPort, task);
  else void serveFolder(parentPort, task);
}
