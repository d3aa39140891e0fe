// All checks of the project, or the named ones: `npm test`, `npm test -- unit webview`; of one stage, the tests of some
// files: `npm run unit -- test/unit/analysis/parse`.
// Prints each stage with its time and ends with one line, `N passed, N failed`; exits with 1 when anything failed.
import { optionsOf } from './options.mjs';
import { STAGES } from './stages.mjs';

const ofFiles = STAGES.filter(({ takesFiles }) => takesFiles).map(({ name }) => name);
const USAGE = `npm test -- [STAGE …]
npm run STAGE -- [FILE …]

Runs all checks, or those of the named stages; of ${ofFiles.join(', ')} the tests of some files or folders.
  STAGE   ${STAGES.map(({ name }) => name).join(', ')}`;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** Runs one stage; a crash counts as one failure, and so does a stage that ran no test at all. */
async function run({ name, run: start }, files) {
  console.log(`\n=== ${name}`);
  const began = Date.now();
  let { passed, failed } = { passed: 0, failed: 0 };
  try {
    ({ passed, failed } = await start(files));
    if (passed + failed === 0) {
      console.log(`${name}: no test was run`);
      failed = 1;
    }
  } catch (error) {
    console.log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    failed += 1;
  }
  return { name, passed, failed, ms: Date.now() - began };
}

/** The stages to run, and the files whose tests are asked for: names that stand behind the name of a single stage. */
function asked([first, ...rest]) {
  const single = STAGES.find(({ name, takesFiles }) => takesFiles && name === first);
  const areStages = rest.every((word) => STAGES.some(({ name }) => name === word));
  if (single && rest.length > 0 && !areStages) return { stages: [single], files: rest };
  return { stages: chosen(first === undefined ? [] : [first, ...rest]), files: [] };
}

function chosen(names) {
  const unknown = names.filter((name) => !STAGES.some((stage) => stage.name === name));
  if (unknown.length === 0) return names.length === 0 ? STAGES : STAGES.filter(({ name }) => names.includes(name));
  console.error(
    `Unknown stage: ${unknown.join(', ')}. There are: ${STAGES.map(({ name }) => name).join(', ')}. ` +
      `Of ${ofFiles.join(', ')} single files can be run, one stage at a time.`,
  );
  process.exit(2);
}

const { stages, files } = asked(optionsOf(USAGE, { words: true }).positionals);
const results = [];
for (const stage of stages) results.push(await run(stage, files));

console.log('');
for (const { name, passed, failed, ms } of results) {
  console.log(
    `${failed === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(11)} ${seconds(ms).padStart(8)}  ${passed} passed, ${failed} failed`,
  );
}
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);
