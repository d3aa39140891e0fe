// Runs every case of this folder against a built project and compares the result with expect.json.
// node run.mjs --project DIR [--filter WORD] [--share N --seed N] [--jobs N] [--list] [--json]
// `--share 4` takes about every fourth case; which ones, the seed decides.
import { spawn, execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const argv = process.argv.slice(2);
const flag = (name) => argv.includes(`--${name}`);
const option = (name, otherwise) => {
  const at = argv.indexOf(`--${name}`);
  return at >= 0 && argv[at + 1] !== undefined ? argv[at + 1] : otherwise;
};
const SEVERITIES = ['none', 'low', 'medium', 'high', 'critical'];
const DEFAULT_SECONDS = 120;
const HARD_MIB = 3000;

const cases = fs
  .readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(HERE, entry.name, 'expect.json')))
  .map((entry) => entry.name)
  .filter((name) => name.includes(option('filter', '')))
  .filter(
    (name) =>
      createHash('sha256')
        .update(`${option('seed', '1')} ${name}`)
        .digest()
        .readUInt32BE() %
        Number(option('share', '1')) ===
      0,
  )
  .sort();

if (flag('list')) {
  for (const name of cases)
    console.log(`${name}  ${JSON.parse(fs.readFileSync(path.join(HERE, name, 'expect.json'), 'utf8')).kind ?? ''}`);
  process.exit(0);
}
const project = option('project');
if (!project) {
  console.error('usage: node run.mjs --project DIR [--filter WORD] [--share N --seed N] [--jobs N] [--list] [--json]');
  process.exit(2);
}
const CLI = path.resolve(project, 'dist/cli.js');

// ---------------------------------------------------------------- the temporary copy
function prepare(folder, setup = []) {
  for (const step of setup) {
    const at = (name) => path.join(folder, name);
    const make = (name) => fs.mkdirSync(path.dirname(at(name)), { recursive: true });
    if (step.symlink) {
      make(step.symlink[0]);
      fs.symlinkSync(step.symlink[1], at(step.symlink[0]));
    } else if (step.fifo) {
      make(step.fifo);
      execFileSync('mkfifo', [at(step.fifo)]);
    } else if (step.repeat ?? step.file) {
      // {"file": "a.py", "before": "", "repeat": {"text": "x", "times": 3}, "after": ""}; a list of parts may stand in "parts"
      const parts = step.parts ?? [
        { text: step.before ?? '', times: 1 },
        step.repeat ?? { text: '', times: 0 },
        { text: step.after ?? '', times: 1 },
      ];
      make(step.file);
      fs.writeFileSync(
        at(step.file),
        parts
          .map((part) => {
            if (!part.text.includes('#N#')) return part.text.repeat(part.times ?? 1);
            return Array.from({ length: part.times ?? 1 }, (_, index) =>
              part.text.replaceAll('#N#', String(index)),
            ).join('');
          })
          .join(''),
      );
    } else if (step.name !== undefined) {
      make(step.name);
      fs.writeFileSync(at(step.name), step.text ?? '');
    }
  }
}

// ---------------------------------------------------------------- one call of the command line
function call(args, cwd, seconds, mib, scratch) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(process.execPath, [CLI, ...args], {
      cwd,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HOME: scratch,
        XDG_CACHE_HOME: scratch,
        XDG_CONFIG_HOME: scratch,
        TMPDIR: scratch,
        CI: '1',
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
    });
    const out = { stdout: [], stderr: [] };
    let size = 0;
    for (const stream of ['stdout', 'stderr']) {
      child[stream].on('data', (chunk) => {
        if ((size += chunk.length) < 64e6) out[stream].push(chunk);
      });
    }
    let peak = 0;
    let killed;
    const kill = (reason) => {
      killed ??= reason;
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        /* gone */
      }
    };
    const timer = setTimeout(() => kill(`not finished after ${seconds} s`), seconds * 1000);
    const sampler = setInterval(() => {
      try {
        const found = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        if (found) peak = Math.max(peak, Number(found[1]) / 1024);
        if (peak > Math.max(HARD_MIB, mib ?? 0)) kill(`more than ${HARD_MIB} MiB of memory`);
      } catch {
        /* gone */
      }
    }, 50);
    const end = (code, signal) => {
      clearTimeout(timer);
      clearInterval(sampler);
      resolve({
        code: code ?? (signal ? 128 : 1),
        killed,
        peak,
        seconds: (Date.now() - started) / 1000,
        stdout: Buffer.concat(out.stdout).toString('utf8'),
        stderr: Buffer.concat(out.stderr).toString('utf8'),
      });
    };
    child.on('error', () => end(127));
    child.on('close', end);
  });
}

// ---------------------------------------------------------------- reading the outputs
const readJson = (file) => {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
const decoded = (uri = '') => {
  try {
    return decodeURIComponent(uri).replace(/^\.\//, '');
  } catch {
    return uri;
  }
};
const placeOf = (location) => {
  const physical = location?.physicalLocation;
  return physical
    ? {
        file: decoded(physical.artifactLocation?.uri),
        line: physical.region?.startLine ?? 0,
        endLine: physical.region?.endLine ?? physical.region?.startLine ?? 0,
      }
    : undefined;
};
const band = (score) =>
  score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : score > 0 ? 'low' : 'none';
const OF_LEVEL = { error: 'high', warning: 'medium', note: 'low', none: 'none' };

function resultsOf(log) {
  return (log?.runs ?? []).flatMap((run) =>
    (run.results ?? []).flatMap((result) => {
      if (result.kind === 'pass' || result.kind === 'notApplicable') return [];
      if ((result.suppressions ?? []).some((one) => one.status === undefined || one.status === 'accepted')) return [];
      const rules = run.tool?.driver?.rules ?? [];
      const rule = rules.find((one) => one.id === result.ruleId) ?? rules[result.ruleIndex ?? -1] ?? {};
      const tags = [
        ...(result.properties?.tags ?? []),
        ...(rule.properties?.tags ?? []),
        ...(result.taxa ?? []).map((taxon) => `external/cwe/cwe-${taxon.id}`),
      ];
      const cwe = tags.flatMap((tag) => /cwe-0*(\d+)/i.exec(String(tag))?.[1] ?? []).map(Number);
      const score = result.properties?.['security-severity'] ?? rule.properties?.['security-severity'];
      const level = result.level ?? rule.defaultConfiguration?.level ?? 'warning';
      const steps = (result.codeFlows ?? []).flatMap((flow) =>
        (flow.threadFlows ?? []).map((thread) =>
          (thread.locations ?? []).map((step) => placeOf(step.location)).filter(Boolean),
        ),
      );
      const own = (result.locations ?? []).map(placeOf).filter(Boolean);
      const related = (result.relatedLocations ?? []).map(placeOf).filter(Boolean);
      return [
        {
          cwe,
          own,
          rule: result.ruleId ?? rule.id,
          prints: Object.values(result.partialFingerprints ?? {}).concat(Object.values(result.fingerprints ?? {})),
          severity: score === undefined ? (OF_LEVEL[level] ?? 'medium') : band(Number(score)),
          proof: result.properties?.proof,
          zone: result.properties?.zone,
          ends: steps.flatMap((thread) => thread.slice(-1)),
          related,
        },
      ];
    }),
  );
}

const rangeOf = (line, tolerance = 0) =>
  Array.isArray(line) ? [line[0] - tolerance, line[1] + tolerance] : [line - tolerance, line + tolerance];
const cweFits = (wanted, result) =>
  wanted === undefined || wanted === '*' || result.cwe.some((one) => [wanted].flat().includes(one));
const placeFits = (want, place) =>
  want.at ? want.at.some((one) => placeFits({ tolerance: want.tolerance, ...one }, place)) : oneFits(want, place);
const oneFits = (want, place) =>
  (want.file === undefined || place.file === want.file) &&
  (want.line === undefined ||
    (() => {
      const [from, to] = rangeOf(want.line, want.tolerance);
      return (
        place.line <= to &&
        Math.max(place.endLine, place.line) >= from &&
        (place.line >= from || place.endLine - place.line < 12)
      );
    })());
const show = (want) =>
  `${want.cwe === undefined || want.cwe === '*' ? 'any weakness' : `CWE ${[want.cwe].flat().join('/')}`} at ${(want.at ?? [want]).map((one) => `${one.file ?? 'any file'}${one.line === undefined ? '' : `:${[one.line].flat().join('-')}`}`).join(' or ')}`;

function checkResults(expect, results, grouped, fail) {
  const placesToFind = (result) => (grouped ? [...result.own, ...result.related, ...result.ends] : result.own);
  const placesToAvoid = (result) => result.own; // related places explain (a sibling that has the check), they accuse nobody
  for (const want of expect.present ?? []) {
    const hits = results.filter(
      (result) =>
        (result.proof !== 'lead' || want.proof?.includes('lead')) &&
        cweFits(want.cwe, result) &&
        placesToFind(result).some((place) => placeFits(want, place)),
    );
    if (hits.length === 0) {
      fail(`not found: ${show(want)}`);
      continue;
    }
    if (
      want.minSeverity &&
      !hits.some((hit) => SEVERITIES.indexOf(hit.severity) >= SEVERITIES.indexOf(want.minSeverity))
    )
      fail(`${show(want)} is ${hits[0].severity}, should be at least ${want.minSeverity}`);
    if (want.proof) {
      if (hits.every((hit) => hit.proof === undefined)) fail('results have no proof', true);
      else if (!hits.some((hit) => want.proof.includes(hit.proof)))
        fail(`${show(want)} has proof ${hits[0].proof}, should be ${want.proof.join(' or ')}`);
    }
    if (want.zone) {
      if (hits.every((hit) => hit.zone === undefined)) fail('results have no zone', true);
      else if (!hits.some((hit) => [want.zone].flat().includes(hit.zone)))
        fail(`${show(want)} has zone ${hits[0].zone}`);
    }
  }
  for (const want of expect.absent ?? []) {
    const hit = results.find(
      (result) =>
        result.proof !== 'lead' &&
        cweFits(want.cwe, result) &&
        placesToAvoid(result).some((place) => placeFits(want, place)),
    );
    if (hit) {
      const place = placesToAvoid(hit).find((one) => placeFits(want, one));
      fail(
        `should not be reported: ${hit.rule} (CWE ${hit.cwe[0] ?? '?'}, ${hit.severity}) at ${place.file}:${place.line}`,
      );
    }
  }
  for (const want of expect.atMost ?? []) {
    const hit = results.find(
      (result) =>
        cweFits(want.cwe, result) &&
        SEVERITIES.indexOf(result.severity) > SEVERITIES.indexOf(want.severity) &&
        ((want.file === undefined && !want.at) || placesToAvoid(result).some((place) => placeFits(want, place))),
    );
    if (hit)
      fail(
        `too severe: ${hit.rule} (CWE ${hit.cwe[0] ?? '?'}) is ${hit.severity}, at most ${want.severity} is right${hit.own[0] ? ` (${hit.own[0].file}:${hit.own[0].line})` : ''}`,
      );
  }
  if (expect.distinctFingerprints) {
    const seen = new Map();
    for (const result of results)
      for (const print of result.prints) {
        const key = `${result.rule} ${print}`;
        if (seen.has(key)) {
          fail(
            `two results of ${result.rule} share a fingerprint: ${seen.get(key)} and ${result.own[0]?.file}:${result.own[0]?.line}`,
          );
          return;
        }
        seen.set(key, `${result.own[0]?.file}:${result.own[0]?.line}`);
      }
    if (results.some((result) => result.prints.length === 0)) fail('results have no fingerprint', true);
  }
  for (const want of expect.count ?? []) {
    const found = new Set(
      results.flatMap((result) =>
        cweFits(want.cwe, result)
          ? result.own
              .slice(0, 1)
              .filter((place) => placeFits(want, place))
              .map((place) => `${place.file}:${place.line}`)
          : [],
      ),
    );
    if (found.size !== want.n)
      fail(`${show(want)}: ${found.size} places with a result of their own, should be ${want.n}`);
  }
}

// ---------------------------------------------------------------- entry points, controls, coverage
const routeOf = (route) => {
  if (route === undefined) return undefined;
  const text = String(route)
    .replace(/\(\?P?<\w+>[^()]*\)/g, '{}')
    .replace(/\([^()]*\)/g, '{}')
    .replace(/<[^<>]*>/g, '{}')
    .replace(/\{[^{}]*\}/g, '{}')
    .replace(/\[\[?\.{0,3}\w+\]?\]/g, '{}')
    .replace(/:[A-Za-z_]\w*\??/g, '{}')
    .replace(/\$[A-Za-z_]\w*/g, '{}')
    .replace(/[\^$]/g, '')
    .replace(/\/{2,}/g, '/');
  return `/${text.replace(/^\/+|\/+$/g, '')}`;
};
const LISTED = ['authentication', 'authorization', 'zone'];

function checkEntryPoints(expect, facts, fail) {
  const list = facts?.entryPoints;
  if (!Array.isArray(list)) return fail('facts have no entryPoints', true);
  const fits = (want, entry) =>
    (want.method === undefined || [want.method].flat().includes(String(entry.method ?? '').toUpperCase())) &&
    (want.route === undefined || routeOf(want.route) === routeOf(entry.route)) &&
    (want.kind === undefined || [want.kind].flat().includes(entry.kind)) &&
    (want.file === undefined || entry.file === want.file || entry.handlerFile === want.file) &&
    (want.line === undefined ||
      [entry.line, entry.handlerLine].some((line) => {
        const [from, to] = rangeOf(want.line, want.tolerance);
        return line >= from && line <= to;
      }));
  const name = (want) =>
    [
      want.method && [want.method].flat().join('|'),
      want.route,
      want.file && `${want.file}${want.line === undefined ? '' : `:${[want.line].flat().join('-')}`}`,
    ]
      .filter(Boolean)
      .join(' ');
  for (const want of expect.present ?? []) {
    const hits = list.filter((entry) => fits(want, entry));
    if (hits.length === 0) {
      fail(`entry point not found: ${name(want)}`);
      continue;
    }
    for (const key of LISTED) {
      if (want[key] === undefined) continue;
      const wanted = [want[key]].flat();
      if (hits.every((hit) => hit[key] === undefined)) fail(`facts have no ${key}`, true);
      else if (!hits.some((hit) => [hit[key]].flat().some((one) => wanted.includes(one))))
        fail(`${name(want)}: ${key} is ${[hits[0][key]].flat().join('+')}, should be ${wanted.join(' or ')}`);
    }
    if (want.roles !== undefined) {
      if (hits.every((hit) => hit.roles === undefined)) fail('facts have no roles', true);
      else if (!hits.some((hit) => want.roles.every((role) => [hit.roles ?? []].flat().includes(role))))
        fail(`${name(want)}: roles are ${[hits[0].roles ?? []].flat().join(', ')}`);
    }
  }
  for (const want of expect.absent ?? []) {
    const hit = list.find((entry) => fits(want, entry));
    if (hit) fail(`not an entry point: ${hit.method ?? ''} ${hit.route ?? ''} (${hit.file}:${hit.line})`);
  }
  if (expect.n !== undefined && list.length !== expect.n) fail(`${list.length} entry points, should be ${expect.n}`);
}

function checkControls(expect, facts, fail) {
  const list = facts?.controls;
  if (!Array.isArray(list)) return fail('facts have no controls', true);
  const fits = (want, control) =>
    (want.category === undefined ||
      [want.category].flat().some((word) => `${control.category} ${control.kind}`.toLowerCase().includes(word))) &&
    placeFits(want, { file: control.file, line: control.line ?? 0, endLine: control.line ?? 0 });
  const name = (want) =>
    `${[want.category ?? 'any'].flat().join('/')} at ${want.file ?? 'any file'}${want.line === undefined ? '' : `:${[want.line].flat().join('-')}`}`;
  for (const want of expect.present ?? [])
    if (!list.some((control) => fits(want, control))) fail(`control not found: ${name(want)}`);
  for (const want of expect.absent ?? [])
    if (list.some((control) => fits(want, control))) fail(`no such control: ${name(want)}`);
}

function checkCoverage(expect, facts, log, results, fail) {
  const notes = (log?.runs ?? []).flatMap((run) =>
    (run.invocations ?? []).flatMap((one) => one.toolExecutionNotifications ?? []),
  );
  for (const file of expect.notified ?? []) {
    const found = results.some((result) => result.own.some((place) => place.file === file));
    if (!found && !notes.some((note) => (note.locations ?? []).some((location) => placeOf(location)?.file === file)))
      fail(`SARIF does not name ${JSON.stringify(file)} in toolExecutionNotifications`, notes.length === 0);
  }
  const coverage = facts?.coverage;
  if (coverage === undefined) {
    if (expect.unread || expect.notUnderstood || expect.shareAtMost !== undefined || expect.shareAtLeast !== undefined)
      fail('facts have no coverage', true);
    return;
  }
  for (const file of expect.unread ?? [])
    if (
      !results.some((result) => result.own.some((place) => place.file === file)) &&
      !(coverage.unread ?? []).some((one) => one.path === file)
    )
      fail(`coverage.unread does not name ${JSON.stringify(file)}`);
  for (const file of expect.read ?? [])
    if ((coverage.unread ?? []).some((one) => one.path === file)) fail(`coverage.unread names ${JSON.stringify(file)}`);
  for (const word of expect.notUnderstood ?? [])
    if (
      !(facts.entryPoints ?? []).some((entry) =>
        String(entry.framework ?? '')
          .toLowerCase()
          .includes(word.toLowerCase()),
      ) &&
      !(coverage.notUnderstood ?? []).some((one) =>
        `${one.what} ${one.name}`.toLowerCase().includes(word.toLowerCase()),
      )
    )
      fail(`coverage.notUnderstood does not name ${word}`);
  const share = (coverage.files?.read ?? NaN) / (coverage.files?.code ?? NaN);
  if (expect.shareAtMost !== undefined && !(share <= expect.shareAtMost))
    fail(
      `coverage says ${coverage.files?.read} of ${coverage.files?.code} code files were read, at most ${expect.shareAtMost} is true`,
    );
  if (expect.shareAtLeast !== undefined && !(share >= expect.shareAtLeast))
    fail(`coverage says ${coverage.files?.read} of ${coverage.files?.code} code files were read`);
}

function* filesUnder(folder) {
  for (const entry of fs.existsSync(folder) ? fs.readdirSync(folder, { withFileTypes: true }) : []) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== '.cache') yield* filesUnder(at);
    } else if (entry.isFile() && !entry.name.endsWith('.gz')) yield at;
  }
}

/** Code blocks, code spans and escaped characters are text for every reader of Markdown: what is left can be markup. */
function withoutCode(markdown) {
  return markdown
    .replace(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?\n *\2[^\n]*$/gm, '')
    .split(/\n\s*\n/)
    .map((block) => {
      let left = '';
      for (let at = 0; at < block.length; at += 1) {
        if (block[at] === '\\') {
          at += 1;
          continue;
        }
        if (block[at] !== '`') {
          left += block[at];
          continue;
        }
        const run = /^`+/.exec(block.slice(at))[0];
        const rest = block.slice(at + run.length);
        const close = [...rest.matchAll(/`+/g)].find((one) => one[0].length === run.length);
        at += run.length - 1 + (close ? close.index + run.length : 0);
      }
      return left;
    })
    .join('\n\n');
}

function checkCall(expect, done, what, fail) {
  if (done.killed) {
    fail(`${what}: ${done.killed}`);
    return false;
  }
  const exits = [expect.exit ?? 0].flat();
  if (!exits.includes(done.code))
    fail(
      `${what} ended with ${done.code}, should be ${exits.join(' or ')}${
        done.code > 3 || /\n\s+at /.test(done.stderr)
          ? ` (${
              done.stderr
                .trim()
                .split('\n')
                .find((line) => /Error/.test(line)) ?? 'no message'
            })`
          : ''
      }`,
    );
  if (expect.maxMiB !== undefined && done.peak > expect.maxMiB)
    fail(`${what} used ${Math.round(done.peak)} MiB, at most ${expect.maxMiB}`);
  for (const text of expect.stdout?.has ?? [])
    if (!done.stdout.includes(text)) fail(`${what}: the output lacks ${JSON.stringify(text)}`);
  for (const text of expect.stdout?.lacks ?? [])
    if (done.stdout.includes(text) || done.stderr.includes(text))
      fail(`${what}: the output contains ${JSON.stringify(text)}`);
  return true;
}

// ---------------------------------------------------------------- one case
async function one(name) {
  const expect = JSON.parse(fs.readFileSync(path.join(HERE, name, 'expect.json'), 'utf8'));
  const failures = [];
  const fail = (reason, missing = false) => void failures.push({ reason, missing });
  const top = fs.mkdtempSync(path.join(os.tmpdir(), 'case-'));
  const work = path.join(top, 'work', 'app');
  const out = path.join(top, 'out');
  const scratch = path.join(top, 'home');
  try {
    for (const folder of [path.dirname(work), out, scratch]) fs.mkdirSync(folder, { recursive: true });
    const input = path.join(HERE, name, 'in');
    if (fs.existsSync(input)) fs.cpSync(input, work, { recursive: true, verbatimSymlinks: true });
    fs.mkdirSync(work, { recursive: true });
    prepare(work, expect.setup);
    const texts = [];
    if (expect.analyze) {
      const [sarif, factsAt] = [path.join(out, 'analysis.sarif'), path.join(out, 'facts.json')];
      const done = await call(
        ['analyze', work, '--sarif', sarif, '--facts', factsAt],
        top,
        expect.analyze.maxSeconds ?? DEFAULT_SECONDS,
        expect.analyze.maxMiB,
        scratch,
      );
      texts.push(['stdout', done.stdout], ['stderr', done.stderr]);
      if (checkCall(expect.analyze, done, 'analyze', fail)) {
        const [log, facts] = [readJson(sarif), readJson(factsAt)];
        const wants = expect.analyze;
        if (log === undefined && (wants.present ?? wants.absent ?? wants.atMost ?? wants.count))
          fail('analyze wrote no SARIF');
        checkResults(wants, resultsOf(log), false, fail);
        if (wants.entryPoints) checkEntryPoints(wants.entryPoints, facts, fail);
        if (wants.controls) checkControls(wants.controls, facts, fail);
        if (wants.coverage) checkCoverage(wants.coverage, facts, log, resultsOf(log), fail);
      }
    }
    if (expect.run) {
      const report = path.join(out, 'report');
      const done = await call(
        ['run', work, '--yes', '--out', report, ...(expect.run.args ?? [])],
        top,
        expect.run.maxSeconds ?? DEFAULT_SECONDS,
        expect.run.maxMiB,
        scratch,
      );
      texts.push(['stdout', done.stdout], ['stderr', done.stderr]);
      if (checkCall(expect.run, done, 'run', fail)) {
        const wants = expect.run;
        const log = readJson(path.join(report, 'threat-model.sarif'));
        if (log === undefined && (wants.present ?? wants.absent ?? wants.atMost ?? wants.count))
          fail('run wrote no threat-model.sarif');
        checkResults(wants, resultsOf(log), true, fail);
        if (wants.verify !== undefined) {
          const sessions = path.join(work, '.threat-model', 'sessions');
          const session = fs.existsSync(sessions)
            ? fs.readdirSync(sessions).find((entry) => /^\d/.test(entry))
            : undefined;
          if (!session) fail('run left no session to verify');
          else {
            const checked = await call(
              ['verify', path.join(sessions, session)],
              top,
              DEFAULT_SECONDS,
              undefined,
              scratch,
            );
            if (checked.code !== wants.verify) fail(`verify ended with ${checked.code}, should be ${wants.verify}`);
          }
        }
      }
      for (const text of expect.run.markdownLacks ?? []) {
        const plain = (file) => withoutCode(fs.readFileSync(file, 'utf8'));
        const hit = [...filesUnder(out), ...filesUnder(path.join(work, '.threat-model'))].find(
          (file) => file.endsWith('.md') && plain(file).includes(text),
        );
        if (hit) fail(`${JSON.stringify(text)} stands as markup in ${path.relative(top, hit)}`);
      }
      for (const secret of expect.run.everywhereLacks ?? []) {
        const hit =
          texts.find(([, text]) => text.includes(secret))?.[0] ??
          [...filesUnder(out), ...filesUnder(path.join(work, '.threat-model'))].find((file) =>
            fs.readFileSync(file).includes(secret),
          );
        if (hit)
          fail(
            `${secret.slice(0, 4)}… (${secret.length} characters) stands in ${hit.startsWith('/') ? path.relative(top, hit) : hit}`,
          );
      }
    }
    return { name, kind: expect.kind, failures };
  } catch (error) {
    fail(`the runner failed: ${error.message}`);
    return { name, kind: expect.kind, failures };
  } finally {
    fs.rmSync(top, { recursive: true, force: true, maxRetries: 3 });
  }
}

const queue = [...cases];
const done = [];
const worker = async () => {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const result = await one(name);
    done.push(result);
    if (!flag('json') && result.failures.length > 0) {
      const first = result.failures.find((failure) => !failure.missing) ?? result.failures[0];
      console.log(
        `FAIL ${name}: ${first.reason}${result.failures.length > 1 ? ` (+${result.failures.length - 1})` : ''}`,
      );
    }
  }
};
await Promise.all(Array.from({ length: Math.max(1, Number(option('jobs', '1'))) }, worker));
done.sort((a, b) => (a.name < b.name ? -1 : 1));
const failed = done.filter((result) => result.failures.length > 0);
if (flag('json')) {
  console.log(
    JSON.stringify(
      {
        passed: done.length - failed.length,
        failed: failed.length,
        cases: done.map(({ name, kind, failures }) => ({ name, kind, passed: failures.length === 0, failures })),
      },
      null,
      2,
    ),
  );
} else {
  const areas = new Map();
  for (const result of done) {
    const row = areas.get(result.name.split('-')[0]) ?? { passed: 0, failed: 0, missing: 0 };
    row[result.failures.length === 0 ? 'passed' : 'failed'] += 1;
    if (result.failures.length > 0 && result.failures.every((failure) => failure.missing)) row.missing += 1;
    areas.set(result.name.split('-')[0], row);
  }
  console.log(`\n${'area'.padEnd(12)}passed  failed  (of these only for want of a field)`);
  for (const [area, row] of areas)
    console.log(
      `${area.padEnd(12)}${String(row.passed).padStart(6)}${String(row.failed).padStart(8)}${String(row.missing).padStart(8)}`,
    );
  console.log(`cases: ${done.length - failed.length} passed, ${failed.length} failed`);
}
