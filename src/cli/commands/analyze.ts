import { resolve } from 'node:path';
import { analyze } from '../../analysis/analyze';
import type { Progress } from '../../analysis/options';
import { coverageInWords } from '../../wording/coverage';
import { STAGE_TITLES } from '../../wording/stages';
import { incompleteReading } from '../../artifacts/completeness';
import type { CodeFacts } from '../../artifacts/facts';
import { withWitnesses } from '../../reasoning/witness/proved';
import { analysisSarif } from '../../report/sarif/analysis';
import { isReallyInside, realPathOf } from '../../safety/files/real-path';
import { sourceTexts } from '../../safety/files/source-texts';
import { Redaction } from '../../safety/secrets/redaction';
import { jsonText } from '../../safety/text/json';
import { sessionRootOf } from '../../session/layout';
import { EXIT, type ExitCode, UsageError } from '../exit-codes';
import { factsFile } from '../facts-file';
import { existingFolder } from '../folder';
import { LongWork } from '../long-work';
import { minCoverageOf } from '../options';
import { checkOutputFile, writeOutput } from '../output-file';
import { refuseLinkedTarget } from '../output-target';
import { analysisText } from '../summary';
import { CLI_VERSION, type Terminal } from '../terminal';
import { workLine } from '../working-line';

const writeJson = (option: string, file: string, value: unknown): Promise<void> =>
  writeOutput(option, file, `${jsonText(value)}\n`);

/** The code behind the places of the result. */
const textsOf = (root: string, { weaknesses }: CodeFacts): Promise<Map<string, string>> =>
  sourceTexts(
    root,
    weaknesses.flatMap(({ at, path }) => [at.file, ...path.map(({ file }) => file)]),
  );

export interface AnalyzeFlags {
  sarif?: string;
  facts?: string;
  exclude?: string | string[];
  cache?: string;
  minCoverage?: string;
  leads?: boolean;
}

/** Who can write the cache decides what is found: one that came with the folder is not used. */
function cacheOf(root: string, given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const cacheDir = resolve(given);
  if (isReallyInside(root, cacheDir))
    throw new UsageError(`The cache ${cacheDir} lies in the folder to analyse. Name a folder outside of it.`);
  // Links on the way that are changed later lead nowhere else.
  return realPathOf(cacheDir);
}

export async function analyzeCommand(
  given: string | undefined,
  flags: AnalyzeFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  if (given === undefined)
    throw new UsageError('Name the folder to analyse: threatline analyze FOLDER --sarif FILE --facts FILE');
  const minimum = minCoverageOf(flags.minCoverage);
  const root = await existingFolder(given);
  for (const option of ['sarif', 'facts'] as const)
    if (flags[option] !== undefined) await refuseLinkedTarget(`--${option}`, flags[option], root);
  const cacheDir = cacheOf(root, flags.cache);
  if (flags.sarif !== undefined) await checkOutputFile('--sarif', flags.sarif);
  if (flags.facts !== undefined) await checkOutputFile('--facts', flags.facts);
  const controller = new AbortController();
  const release = terminal.onInterrupt(() => controller.abort());
  let latest: Progress | undefined;
  const long = new LongWork(
    (line) => terminal.err(line),
    () => latest && workLine({ ...latest, message: STAGE_TITLES[latest.stage] }),
  );
  try {
    const exclude = [flags.exclude ?? []].flat();
    const redaction = new Redaction();
    const onSecrets = (values: string[]): void => redaction.learn(values);
    const onProgress = (progress: Progress): void => void (latest = progress);
    const read = await analyze({
      root,
      exclude,
      sessionRoot: sessionRootOf(root),
      onSecrets,
      onProgress,
      signal: controller.signal,
      ...(cacheDir === undefined ? {} : { cacheDir }),
    });
    const found = withWitnesses(read);
    const incomplete = incompleteReading(coverageInWords(found.coverage), minimum);
    if (flags.sarif !== undefined)
      await writeJson(
        '--sarif',
        flags.sarif,
        redaction.all(analysisSarif(found, CLI_VERSION, await textsOf(root, found), incomplete, flags.leads === true)),
      );
    if (flags.facts !== undefined) await writeJson('--facts', flags.facts, redaction.all(factsFile(found)));
    terminal.out(redaction.text(analysisText(found, incomplete)));
    return incomplete.length > 0 ? EXIT.incomplete : EXIT.done;
  } catch (error) {
    if (controller.signal.aborted) return EXIT.interrupted;
    throw error;
  } finally {
    long.stop();
    release();
  }
}
