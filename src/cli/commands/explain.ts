import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { Explanation, Silence } from '../../artifacts/explanation';
import type { ReadingProgress } from '../../pipeline/contract';
import { Explainer } from '../../pipeline/explain/explainer';
import { analyzerWith } from '../../pipeline/production';
import { isReallyInside, realPathOf } from '../../safety/files/real-path';
import { explanationTexts } from '../../wording/explanation/explanation';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { explanationText } from '../explanation-text';
import { existingFolder } from '../folder';
import { parsedFolder } from '../storage';
import type { Terminal } from '../terminal';
import { whileSaying } from './while-saying';

export interface ExplainFlags {
  json?: boolean;
  exclude?: string | string[];
  sessionRoot?: string;
}

const ONLY_METHOD = /^(?:get|head|post|put|patch|delete|options|any|all|\*)$/i;

/** A file named from where the user is, or in full, as it is called from the folder. */
function fromFolder(place: string, folder: string): string {
  const [, file, rest] = /^(.+?)(:\d+(?::\d+)?)$/.exec(place) ?? [];
  if (file === undefined || rest === undefined || /^[A-Za-z]+\s/.test(place)) return place;
  const root = realPathOf(folder);
  const [here, inFolder] = [realPathOf(resolve(file)), realPathOf(resolve(folder, file))];
  // What is there wins: a path from the folder, then one from where the user is.
  const path = !existsSync(inFolder) && isReallyInside(root, here) ? here : inFolder;
  const way = relative(root, path);
  return way === '' || way.startsWith('..') ? place : `${way.split(sep).join('/')}${rest}`;
}

const UNKNOWN: ReadonlySet<Silence['kind']> = new Set<Silence['kind']>(['not-read', 'unread-language', 'limit', 'cut']);

/** Whether everything that the answers rest on was read and followed. */
const restsOnAll = ({ answers }: Explanation): boolean =>
  answers.every((answer) =>
    answer.kind === 'line'
      ? !answer.silence.some(({ kind }) => UNKNOWN.has(kind))
      : answer.entryPoint.followed && answer.limits.length === 0,
  );

export async function explainCommand(
  place: string,
  given: string | undefined,
  flags: ExplainFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (ONLY_METHOD.test(place))
    throw new UsageError(
      `Put the method and the route into quotes: threatline explain "${place} ${given ?? '/route'}"`,
    );
  const folder = await existingFolder(given);
  const cacheDir = parsedFolder();
  const controller = new AbortController();
  const release = terminal.onInterrupt(() => controller.abort());
  try {
    const explanation = await whileSaying(terminal, { message: 'Reading code', done: 0, total: 0 }, (tell) =>
      new Explainer(analyzerWith(cacheDir)).explain({
        folder,
        place: fromFolder(place, folder),
        exclude: [flags.exclude ?? []].flat(),
        sessionRoot: flags.sessionRoot,
        signal: controller.signal,
        onProgress: ({ stage, ...progress }: ReadingProgress) => tell({ ...progress, message: stage }),
      }),
    );
    if (flags.json) terminal.json(explanation);
    else terminal.out(explanationText(explanationTexts(explanation)));
    return restsOnAll(explanation) ? EXIT.done : EXIT.incomplete;
  } catch (error) {
    if (controller.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    release();
  }
}
