#!/usr/bin/env node
// Scores the top of a threat model of a real application against judged places. Plain Node 20, no dependencies.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, posix } from 'node:path';
import { parseArgs } from 'node:util';

const USAGE = `node score.mjs --app FILE.json --project DIR --source FOLDER [--top 12 | --from high] [--keep]
node score.mjs --app FILE.json --reuse OUT [--data] [--top 12 | --from high]`;

const SLACK = 3; // lines that a result may lie beside a judged place
const REGION = 20; // a result counts for its first lines only: marking whole files must not pay
const RELATED = 10; // further places of one result that are looked at
const LEFT_OUT = new Set(['.git', '.threat-model', 'node_modules', '__pycache__']);

/** CWEs that name the same kind of flaw: a result of one counts for a judgement on another. */
const FAMILIES = [
  '77 78 88',
  '79 80 83 87 116 838',
  '22 23 24 35 36 59 73 98 99',
  '89 564 943',
  '94 95 96 97 917 1336',
  '310 325 326 327 328 757 759 760 780 916 1204 1240',
  '330 331 332 334 335 336 337 338 340 1241',
  '601',
  '441 918',
  '502',
  '112 611 776 827',
  '90',
  '91 643 652',
  '256 257 258 259 260 321 522 547 798 1392',
  '539 565 614 1004 1275',
  '471 915 1321',
  '352',
  '307 400 405 409 674 730 770 789 799 834 835 1333',
  '11 200 201 203 209 210 211 215 219 359 489 497 524 526 538 540 541 548 552 598',
  '117 532 778 779',
  '295 296 297 298 299 322 370 599',
  '311 312 313 314 315 316 319 523',
  '346 451 693 923 940 942 1021 1385',
  '345 347 353',
  '284 285 425 566 639 862 863',
  '266 269 276 277 278 279 281 732',
  '287 288 290 304 305 306 384 521 613 620 640 807',
  '300 426 427 494 506 829 830 912 1104 1357',
  '129 131 190 191 192 197 680 681',
  '362 366 367 421 833',
  '377 378 379',
  '20 178 184 185 186 625 777 1286 1287',
  '93 113 644',
  '704 843',
  '12 248 252 390 391 396 703 754 755',
  '119 120 122 788',
  '470 749 913',
].map((text) => text.split(' ').map(Number));
const familyOf = new Map(FAMILIES.flatMap((members, index) => members.map((cwe) => [cwe, index])));
const family = (cwe) => familyOf.get(cwe) ?? `cwe-${cwe}`;
const sameKind = (found, judged) =>
  judged.length === 0 || found.some((a) => judged.some((b) => family(a) === family(b)));

const BANDS = ['none', 'low', 'medium', 'high', 'critical'];
const band = (score) => (score >= 9 ? 4 : score >= 7 ? 3 : score >= 4 ? 2 : score > 0 ? 1 : 0);

class Unusable extends Error {}

const json = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Unusable(`cannot read ${file}: ${error.message}`);
  }
};

// ---- entries: what the report puts first ---------------------------------------------------------

const path = (uri) => {
  let text = uri.replace(/^file:\/\//, '').replaceAll('\\', '/');
  try {
    text = decodeURIComponent(text);
  } catch {
    /* a plain path with a percent sign */
  }
  return posix.normalize(text).replace(/^\/+/, '');
};
const place = (file, start = 1, end = start) => ({
  file: path(file),
  start,
  end: Math.min(Math.max(end, start), start + REGION - 1),
});
const cwesOf = (tags) => [
  ...new Set((tags ?? []).map((tag) => Number(/\bcwe[-/]0*(\d+)$/i.exec(tag)?.[1])).filter(Boolean)),
];
const firstLine = (text) => (text ?? '').split('\n')[0].slice(0, 110);
const LEVEL_SCORE = { error: 7, warning: 5, note: 2 };

function fromSarif(file) {
  const log = json(file);
  if (!Array.isArray(log.runs)) throw new Unusable(`${file} is not a SARIF log: no runs`);
  const entries = log.runs.flatMap((run) => {
    const rules = new Map(
      [run.tool?.driver, ...(run.tool?.extensions ?? [])]
        .flatMap((part) => part?.rules ?? [])
        .map((rule) => [rule.id, rule]),
    );
    return (run.results ?? []).filter(counts).flatMap((result) => {
      const id = result.ruleId ?? result.rule?.id;
      const rule = rules.get(id) ?? run.tool?.driver?.rules?.[result.ruleIndex];
      const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
      if (level === 'none') return [];
      const places = [...(result.locations ?? []), ...(result.relatedLocations ?? [])]
        .slice(0, RELATED + 1)
        .map((location) => location.physicalLocation)
        .filter((physical) => physical?.artifactLocation?.uri)
        .map((physical) => place(physical.artifactLocation.uri, physical.region?.startLine, physical.region?.endLine));
      if (places.length === 0) return [];
      const score = Number(
        result.properties?.['security-severity'] ?? rule?.properties?.['security-severity'] ?? LEVEL_SCORE[level] ?? 0,
      );
      const cause = result.properties?.threat ?? result.correlationGuid;
      return [
        {
          score,
          proof: result.properties?.proof,
          places,
          key: cause && `${id}\n${typeof cause === 'object' ? JSON.stringify(cause) : cause}`,
          cwes: cwesOf([...(rule?.properties?.tags ?? []), ...(result.properties?.tags ?? [])]),
          title: firstLine(
            /^THREAT-/i.test(id ?? '')
              ? rule?.shortDescription?.text
              : (result.message?.text ?? rule?.shortDescription?.text),
          ),
        },
      ];
    });
  });
  return merged(entries);
}

const counts = (result) =>
  (result.kind ?? 'fail') === 'fail' && !result.suppressions?.length && result.baselineState !== 'absent';

/** Results of one rule and one cause are one entry, at the place and with the score of the worst of them. */
function merged(entries) {
  const groups = new Map();
  for (const entry of ranked(entries)) {
    const first = entry.key && groups.get(entry.key);
    if (first) {
      first.places = [...first.places, ...entry.places].slice(0, RELATED + 1);
      first.cwes = [...new Set([...first.cwes, ...entry.cwes])];
    } else {
      groups.set(entry.key || Symbol(), entry);
    }
  }
  return [...groups.values()];
}

const ranked = (entries) =>
  entries
    .map((entry, order) => ({ entry, order }))
    .sort((a, b) => b.entry.score - a.entry.score || a.order - b.order)
    .map(({ entry }) => entry);

function fromData(file) {
  const data = json(file);
  const gaps = new Map((data.securityControls?.gaps ?? []).map((gap) => [gap.gap_id, gap]));
  return ranked(
    (data.threats ?? [])
      .filter((threat) => threat.status === 'open' && threat.locations?.length)
      .map((threat) => ({
        score: threat.cvss?.overall?.score ?? threat.cvss?.base?.score ?? 0,
        places: threat.locations
          .slice(0, RELATED + 1)
          .map((at) => place(at.file_path, at.line_range?.start, at.line_range?.end)),
        cwes: [
          ...new Set(
            (threat.controlGaps ?? [])
              .flatMap((id) => gaps.get(id)?.cwe ?? [])
              .map((text) => Number(/\d+/.exec(text)?.[0]))
              .filter(Boolean),
          ),
        ],
        title: firstLine(threat.title),
      })),
  );
}

// ---- matching ------------------------------------------------------------------------------------

/** Lines between a place of the report and a judged one, undefined if they do not meet. */
function distance(found, judged) {
  if (judged.file.endsWith('/') ? !found.file.startsWith(judged.file) : found.file !== judged.file) return undefined;
  if (judged.line === 0) return SLACK; // the whole file or folder: weaker than a line
  const end = judged.endLine ?? judged.line;
  const gap = Math.max(judged.line - found.end, found.start - end, 0);
  return gap <= SLACK ? gap : undefined;
}

const placesOf = (judged) => [judged, ...(judged.also ?? [])];

/** Today's artifacts name a mechanism, `none` standing for open; the facts say required, optional, none, public or unknown. */
const OPEN = { none: ['none', 'optional'], public: ['public', 'none', 'optional'] };
const told = (point, is) =>
  point.authentication !== 'unknown' &&
  (is === 'required' ? ![...OPEN.public].includes(point.authentication) : OPEN[is].includes(point.authentication));

function nearest(entry, judgements) {
  for (const at of entry.places) {
    let best;
    for (const judged of judgements) {
      if (!sameKind(entry.cwes, judged.cwe ?? [])) continue;
      for (const spot of placesOf(judged)) {
        const lines = distance(at, spot);
        if (lines === undefined) continue;
        const weight = lines + (judged.cwe?.length ? 0 : 0.5);
        if (!best || weight < best.weight) best = { judged, weight };
      }
    }
    if (best) return best.judged;
  }
  return undefined;
}

const meets = (entry, judged) =>
  sameKind(entry.cwes, judged.cwe ?? []) &&
  entry.places.some((at) => placesOf(judged).some((spot) => distance(at, spot) !== undefined));

function verdictOf(entry, judged) {
  if (!judged) return 'unjudged';
  if (judged.verdict === 'false') return 'false';
  const right = BANDS.indexOf(judged.severity ?? '');
  const off = band(entry.score) - right; // a claim that says it is not proved may be rated below its band
  if (right > 0 && (off >= 2 || (off <= -2 && (entry.proof ?? 'proved') === 'proved'))) return 'misrated';
  return judged.verdict === 'true-minor' ? 'minor' : 'important';
}

// ---- what else the data knows ----------------------------------------------------------------------

function inventory(app, data) {
  const parts = [];
  const entryPoints = data.architecture?.entryPoints ?? [];
  if (app.entryPoints) parts.push(`entry points ${entryPoints.length} (counted ${app.entryPoints.counted})`);
  const rows = app.authentication ?? [];
  if (rows.length) {
    let right = 0,
      missing = 0;
    for (const row of rows) {
      const near = entryPoints
        .map((point) => ({
          point,
          gap: Math.min(
            ...[point.registration, point.handler]
              .filter((at) => at?.file && path(at.file) === row.file)
              .map((at) => Math.abs(at.line - row.line)),
            Infinity,
          ),
        }))
        .filter(({ gap }) => gap <= SLACK)
        .sort((a, b) => a.gap - b.gap);
      const verb = /^(GET|POST|PUT|PATCH|DELETE) /.exec(row.route)?.[1];
      const best = near.find(({ point }) => !verb || [verb, 'ALL', undefined].includes(point.method));
      if (!best) missing += 1;
      else if (told(best.point, row.is)) right += 1;
    }
    parts.push(`authentication right ${right} of ${rows.length}${missing ? ` (${missing} not listed)` : ''}`);
  }
  if (app.access?.length) parts.push(accessPart(app.access, data.architecture?.access ?? data.access ?? []));
  const listed = Object.values(data.securityControls?.categories ?? {}).flatMap(
    (category) => category.controls ?? category.controls_found ?? [],
  );
  const has = (control) =>
    listed.some(
      (one) =>
        one.file_location &&
        path(one.file_location) === control.file &&
        Math.max(
          control.line - (one.line_range?.end ?? 0),
          (one.line_range?.start ?? Infinity) - (control.endLine ?? control.line),
          0,
        ) <= SLACK,
    );
  for (const [is, text] of [
    ['real', 'real controls listed'],
    ['not a control', 'wrong controls listed'],
  ]) {
    const some = (app.controls ?? []).filter((control) => control.is === is);
    if (some.length) parts.push(`${text} ${some.filter(has).length} of ${some.length}`);
  }
  return parts.join('; ');
}

/** Judged rows met by an access of the model: the same operation at the effect, or at the route's handler or registration. */
function accessPart(rows, model) {
  const spots = (one) =>
    [one, one.effect, one.entryPoint, one.handler, one.registration].filter((at) => at?.file && at.line);
  const within = (at, file, start, end) => path(at.file) === file && at.line >= start - SLACK && at.line <= end + SLACK;
  const tally = { right: 0, unknown: 0, missing: 0, found: 0, wrong: 0 };
  const deviating = rows.filter((row) => row.deviates).length;
  for (const row of rows) {
    const met = model.filter(
      (one) =>
        one.operation === row.operation &&
        spots(one).some(
          (at) =>
            within(at, row.effect.file, row.effect.line, row.effect.line) ||
            within(at, row.file, row.line, row.endLine ?? row.line),
        ),
    );
    const atEffect = met.filter((one) =>
      spots(one).some((at) => within(at, row.effect.file, row.effect.line, row.effect.line)),
    );
    const same = atEffect.length ? atEffect : met;
    if (same.length === 0) {
      tally.missing += 1;
      continue;
    }
    const words = (one) => [one.who ?? []].flat();
    if (same.some((one) => words(one).length > 0 && words(one).every((word) => row.who.includes(word))))
      tally.right += 1;
    else if (same.every((one) => words(one).every((word) => word === 'unknown'))) tally.unknown += 1;
    const deviates = same.some((one) => one.deviates);
    if (deviates && row.deviates) tally.found += 1;
    if (deviates && !row.deviates) tally.wrong += 1;
  }
  return `access right ${tally.right} of ${rows.length} (${tally.missing} not listed, ${tally.unknown} unknown), deviations found ${tally.found} of ${deviating}, wrong ${tally.wrong}`;
}

// ---- run -------------------------------------------------------------------------------------------

function produce(project, source, keep) {
  const cli = join(project, 'dist', 'cli.js');
  if (!existsSync(cli)) throw new Unusable(`no ${cli}: build the project first`);
  const work = mkdtempSync(join(tmpdir(), 'truth-'));
  const copy = join(work, 'app'),
    out = join(work, 'out');
  cpSync(source, copy, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => !LEFT_OUT.has(basename(from)) || from === source,
  });
  const run = spawnSync(process.execPath, [cli, 'run', copy, '--yes', '--out', out], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const clean = () => (keep ? console.log(`kept ${out}`) : rmSync(work, { recursive: true, force: true }));
  if (!existsSync(join(out, 'threat-model.sarif'))) {
    clean();
    throw new Unusable(
      `run ended with ${run.status ?? run.signal} and wrote no threat-model.sarif: ${(run.stderr || run.stdout || '').trim().split('\n').slice(-3).join(' | ')}`,
    );
  }
  return { out, clean };
}

function main() {
  const { values } = parseArgs({
    options: {
      app: { type: 'string' },
      project: { type: 'string' },
      source: { type: 'string' },
      reuse: { type: 'string' },
      top: { type: 'string', default: '12' },
      from: { type: 'string' },
      data: { type: 'boolean' },
      keep: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const top = Number(values.top);
  if (
    values.help ||
    !values.app ||
    !(values.reuse || (values.project && values.source)) ||
    !Number.isInteger(top) ||
    top < 1
  )
    throw new Unusable(USAGE);
  const app = json(values.app);
  const { out, clean } = values.reuse
    ? { out: values.reuse, clean() {} }
    : produce(values.project, values.source, values.keep);

  const entries = values.data
    ? fromData(join(out, 'threat-model-data.json'))
    : fromSarif(join(out, 'threat-model.sarif'));
  const flaws = app.flaws ?? [];
  const judgements = [...flaws.map((flaw) => ({ verdict: 'true-important', ...flaw })), ...(app.claims ?? [])];
  const tally = { important: 0, minor: 0, false: 0, misrated: 0, unjudged: 0 };
  const seen = new Set();
  let repeated = 0,
    critical = 0,
    criticalFalse = 0;
  const head = values.from
    ? entries.filter((entry) => band(entry.score) >= BANDS.indexOf(values.from))
    : entries.slice(0, top);
  head.forEach((entry, index) => {
    const judged = nearest(entry, judgements);
    const verdict = verdictOf(entry, judged);
    tally[verdict] += 1;
    const again = judged && judged.verdict !== 'false' && seen.has(judged);
    if (again) repeated += 1;
    seen.add(judged);
    if (band(entry.score) === 4) {
      critical += 1;
      if (verdict === 'false' || verdict === 'misrated') criticalFalse += 1;
    }
    const at = entry.places[0];
    console.log(
      `${String(index + 1).padStart(3)} ${entry.score.toFixed(1).padStart(4)} ${(verdict === 'unjudged' ? 'UNJUDGED' : verdict).padEnd(9)} ${at.file}:${at.start} [${entry.cwes.join(' ')}] ${entry.title}${again ? ' (again)' : ''}`,
    );
    if (judged) console.log(`         ${verdict === 'misrated' ? `right band ${judged.severity}; ` : ''}${judged.why}`);
  });
  const found = flaws.filter((flaw) => head.some((entry) => meets(entry, flaw)));
  const anywhere = flaws.filter((flaw) => entries.some((entry) => meets(entry, flaw)));
  for (const flaw of flaws.filter((one) => !found.includes(one)))
    console.log(
      `    ${anywhere.includes(flaw) ? 'lower down' : 'not found '} ${flaw.file}:${flaw.line} [${flaw.cwe.join(' ')}] ${flaw.ref}: ${flaw.why}`,
    );
  const dataFile = join(out, 'threat-model-data.json');
  if (existsSync(dataFile)) console.log(`${app.app}: ${inventory(app, json(dataFile))}`);
  console.log(
    `${app.app}: top${top} important ${tally.important} minor ${tally.minor} false ${tally.false + tally.misrated} unjudged ${tally.unjudged}; flaws found ${found.length} of ${flaws.length}; critical ${critical} of which false ${criticalFalse}; anywhere ${anywhere.length}, misrated ${tally.misrated}, repeated ${repeated}${head.length < top ? `, entries ${head.length}` : ''}`,
  );
  clean();
}

try {
  main();
} catch (error) {
  console.error(error instanceof Unusable || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error.stack);
  process.exitCode = 2;
}
