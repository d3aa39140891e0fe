// Brings the column of tests in docs/requirements.md up to date: `requirements.mjs [--check]`.
// Tests name requirements by their ids; everything else in the tables is written by hand.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './node.mjs';
import { optionsOf } from './options.mjs';

const USAGE = `npm run requirements -- [--check]

Writes the column of tests in docs/requirements.md.
  --check   only says whether it is up to date`;

const TESTS = join(ROOT, 'test');
const SKIPPED = /^(fixtures|node_modules)$/;
/** An id, or the first and the last of a row of ids: `P-092 to P-095`. */
const NAMED = /\b([PCRW])-(\d{3})(?: to \1-(\d{3}))?\b/g;
const ROW = /^\| ([A-Z]-\d{3}) \|(.*)\|$/;
const STATE = /^(met|later|met otherwise: \S.*|in part: \S.*)$/;
const NO_TEST = 'no test names it';
const NOT_YET = '–';

/** The ids that a text names, in no order. */
export function idsIn(text) {
  return [...text.matchAll(NAMED)].flatMap(([, area, from, to = from]) =>
    Array.from(
      { length: Number(to) - Number(from) + 1 },
      (_, step) => `${area}-${String(Number(from) + step).padStart(3, '0')}`,
    ),
  );
}

function* testFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !SKIPPED.test(entry.name)) yield* testFiles(join(folder, entry.name));
    else if (/\.m?[jt]s$/.test(entry.name)) yield join(folder, entry.name);
  }
}

/** Id to the test files that name it, relative to `folder`, with slashes, sorted. */
export function namedIn(folder) {
  const found = new Map();
  for (const path of testFiles(folder)) {
    const name = relative(folder, path).replaceAll('\\', '/');
    for (const id of idsIn(readFileSync(path, 'utf8'))) found.set(id, (found.get(id) ?? new Set()).add(name));
  }
  return new Map([...found].map(([id, names]) => [id, [...names].sort()]));
}

/** The rows of the tables: id, sentence, state. */
export function rowsOf(page) {
  return page.split('\n').flatMap((line) => {
    const [, id, rest] = ROW.exec(line) ?? [];
    if (id === undefined) return [];
    const [sentence = '', state = ''] = rest.split('|').map((cell) => cell.trim());
    return [{ id, sentence, state }];
  });
}

function testsCell(state, files) {
  if (files.length > 0) return files.map((file) => `\`${file}\``).join(', ');
  return state === 'later' ? NOT_YET : NO_TEST;
}

/** The page with its column of tests written anew. */
export function withTests(page, named) {
  return page
    .split('\n')
    .map((line) => {
      const [row] = rowsOf(line);
      if (row === undefined) return line;
      return `| ${row.id} | ${row.sentence} | ${row.state} | ${testsCell(row.state, named.get(row.id) ?? [])} |`;
    })
    .join('\n');
}

/** What is wrong with the page, in sentences. */
export function problemsOf(page, named) {
  const rows = rowsOf(page);
  const ids = rows.map(({ id }) => id);
  return [
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} stands in the tables twice.`),
    ...[...named]
      .filter(([id]) => !ids.includes(id))
      .map(([id, files]) => `${id} is named in ${files.join(', ')} and stands in no table.`),
    ...rows.filter(({ sentence }) => !/^[A-Z].+\.$/.test(sentence)).map(({ id }) => `${id} has no sentence.`),
    ...rows.filter(({ state }) => !STATE.test(state)).map(({ id, state }) => `${id} has the unknown state "${state}".`),
    ...rows
      .filter(({ id, state }) => state === 'later' && named.has(id))
      .map(({ id }) => `${id} is said to come later, but a test names it.`),
    ...(withTests(page, named) === page ? [] : ['The column of tests is stale: run npm run requirements.']),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = optionsOf(USAGE, { options: { check: { type: 'boolean' } } });
  const path = join(ROOT, 'docs', 'requirements.md');
  const named = namedIn(TESTS);
  if (!values.check) writeFileSync(path, withTests(readFileSync(path, 'utf8'), named));
  const page = readFileSync(path, 'utf8');
  const problems = problemsOf(page, named);
  for (const problem of problems) console.log(problem);
  console.log(`${rowsOf(page).length} requirements, ${named.size} of them named in tests`);
  if (problems.length > 0) process.exitCode = 1;
}
