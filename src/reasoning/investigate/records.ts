import type { CodeSpan } from '../../artifacts/code-span';
import { NOT_OF_DEPENDENCIES } from '../../knowledge/scanners';
import type { Lines } from '../code-index';
import { auditedOperation } from '../concerns/data';
import { grouped } from '../concerns/candidate';
import { lockfileFor, looseDependencies } from '../concerns/supply';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import * as say from '../../wording/investigate/records';

/** The function around a place, at most so many lines of it; without one the lines around it. */
function around(inquiry: Inquiry, place: { file_path: string; line_range: { start: number; end: number } }): Lines {
  const { file_path: file, line_range: range } = place;
  const fn = inquiry.index.functionAt(file, range.start);
  return fn
    ? { file, line: fn.line, endLine: fn.endLine }
    : { file, line: Math.max(1, range.start - 5), endLine: range.end + 5 };
}

/** Are the sensitive fields encrypted before they are stored? */
export async function examineStorage(inquiry: Inquiry): Promise<void> {
  const places = inquiry.concern.locations;
  const open: typeof places = [];
  for (const [position, place] of places.entries()) {
    await inquiry.pause(`${place.file_path}:${place.line_range.start}`, position, places.length);
    const names = place.fields ?? [];
    const seen = inquiry.index.evidenceIn(around(inquiry, place)).filter((one) => one.kind === 'encrypts');
    const found =
      seen.find((one) => names.every((name) => one.names.includes(name))) ?? (names.length === 1 ? undefined : seen[0]);
    if (found)
      await inquiry.control({
        category: 'cryptography',
        name: 'field encryption',
        implementation: found.at.text,
        strength: 'partial',
        at: found.at,
        effectiveness: say.encrypts(names),
      });
    else open.push(place);
  }
  if (open.length === 0) return;
  const names = [...new Set(open.flatMap((place) => place.fields ?? []))];
  const grade = gradeGap({
    weakness: 'missing-encryption-at-rest',
    entries: [],
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
  });
  for (const place of open.slice(0, 4))
    await inquiry.quote(
      { file: place.file_path, line: place.line_range.start, endLine: place.line_range.end },
      say.storedAsIs(place),
    );
  await inquiry.gap({
    weakness: 'missing-encryption-at-rest',
    type: 'missing',
    severity: grade.severity,
    description: say.asReceived(
      names,
      open.map((place) => place.file_path),
    ),
    rated: grade.why,
    attack: say.readInClear,
    locations: open,
    confidence: 'medium',
  });
}

/** True when one of these functions calls it, directly or within a few steps. */
function calledBy(inquiry: Inquiry, id: string | undefined, functions: ReadonlySet<string>, steps: number): boolean {
  const fn = inquiry.index.function(id);
  return (
    fn !== undefined &&
    fn.callers.some((caller) => functions.has(caller) || (steps > 1 && calledBy(inquiry, caller, functions, steps - 1)))
  );
}

/** Do the operations leave a record? */
export async function examineAudit(inquiry: Inquiry): Promise<void> {
  const ranges = inquiry.concern.locations;
  const named = inquiry.facts.operations.filter(
    (item) =>
      auditedOperation(item) &&
      ranges.some((range) => range.file_path === item.at.file && range.line_range.start === item.at.line),
  );
  const silent: typeof named = [];
  const recording = new Set(
    inquiry.facts.operations.filter((item) => item.logged).flatMap((item) => item.functionId ?? []),
  );
  for (const [position, item] of named.entries()) {
    await inquiry.pause(say.operationAt(item), position, named.length);
    const fn = inquiry.index.function(item.functionId) ?? inquiry.index.functionAt(item.at.file, item.at.line);
    const log = fn && inquiry.index.evidenceIn(fn).find((one) => one.kind === 'writes-log');
    if (log) recording.add(fn.id);
    if (log)
      await inquiry.control({
        category: 'logging-audit',
        name: say.logEntry(item),
        implementation: log.at.text,
        strength: log.toConsole ? 'weak' : 'partial',
        at: log.at,
        effectiveness: say.somethingWritten(item),
      });
    else silent.push(item);
  }
  // What a caller records need not be recorded again by what it calls.
  const unrecorded = silent.filter((item) => !calledBy(inquiry, item.functionId, recording, 3));
  const elsewhere = inquiry.facts.controls.filter((control) => control.category === 'logging-audit').slice(0, 3);
  for (const control of elsewhere) await inquiry.fromFact(control, say.otherEvents);
  if (unrecorded.length === 0) return;
  const grade = gradeGap({ weakness: 'missing-audit-log', entries: [], confidence: 'medium', crownJewels: false });
  for (const item of unrecorded.slice(0, 3))
    await inquiry.quote(
      { file: item.at.file, line: item.at.line, endLine: Math.min(item.at.endLine, item.at.line + 3) },
      say.withoutRecord(item),
    );
  await inquiry.gap({
    weakness: 'missing-audit-log',
    type: elsewhere.length > 0 ? 'incomplete' : 'missing',
    severity: grade.severity,
    description: say.noLogEntry(
      grouped(unrecorded, (item) => item.operation),
      elsewhere,
    ),
    rated: grade.why,
    attack: say.noTrace(unrecorded),
    locations: unrecorded.map((item) => ({
      file_path: item.at.file,
      line_range: { start: item.at.line, end: item.at.line },
      context: item.operation,
    })),
    confidence: 'medium',
    files: [...new Set(unrecorded.map((item) => item.at.file))],
  });
}

/** Is every access of the store limited to one tenant? */
export async function examineTenant(inquiry: Inquiry): Promise<void> {
  const { locations } = inquiry.concern;
  const field = locations.flatMap((place) => place.fields ?? [])[0] ?? '';
  const accesses = locations.filter((place) => place.fields === undefined);
  const open: typeof accesses = [];
  for (const [position, place] of accesses.entries()) {
    await inquiry.pause(`${place.file_path}:${place.line_range.start}`, position, accesses.length);
    const named = inquiry.index.evidenceIn(around(inquiry, place)).find((one) => one.kind === 'names-tenant');
    if (named && field !== '')
      await inquiry.control({
        category: 'authorization',
        name: 'tenant isolation',
        implementation: named.at.text,
        strength: 'partial',
        at: named.at,
        effectiveness: say.takesIntoAccount(field),
      });
    else open.push(place);
  }
  if (open.length === 0 || open.length === accesses.length) {
    if (open.length > 0) inquiry.notes.push(say.noAccessNames(field));
    return;
  }
  const grade = gradeGap({
    weakness: 'insecure-direct-object-reference',
    entries: [],
    confidence: 'medium',
    crownJewels: inquiry.concern.crown_jewels_affected.length > 0,
    milder: say.mostLimited,
  });
  for (const place of open.slice(0, 3))
    await inquiry.quote(
      { file: place.file_path, line: place.line_range.start, endLine: place.line_range.end },
      say.notFiltered(field),
    );
  await inquiry.gap({
    weakness: 'insecure-direct-object-reference',
    type: 'incomplete',
    severity: grade.severity,
    description: say.tenantAccesses(
      field,
      accesses.length,
      open.map((place) => `${place.file_path}:${place.line_range.start}`),
    ),
    rated: grade.why,
    attack: say.otherTenant(open[0]),
    locations: open,
    confidence: 'medium',
  });
}

const manifestSpan = (file: string, line: number): CodeSpan => ({ file, line, endLine: line, text: '' });

/** Are versions fixed, by a lockfile or exactly? */
export async function examinePins(inquiry: Inquiry): Promise<void> {
  const manifest = inquiry.concern.locations[0]?.file_path ?? '';
  await inquiry.pause(manifest, 0, 1);
  const { dependencies, lockfiles } = inquiry.facts;
  const ecosystem = dependencies.find((item) => item.manifest === manifest)?.ecosystem ?? 'npm';
  const lock = lockfileFor(manifest, ecosystem, lockfiles);
  if (lock !== undefined)
    await inquiry.control({
      category: 'dependency-security',
      name: 'lockfile',
      implementation: say.fixesVersions(lock, manifest),
      strength: 'strong',
      at: manifestSpan(lock, 1),
      effectiveness: say.sameVersions,
      details: { lockfile: lock },
    });
  const loose = looseDependencies(manifest, dependencies, lockfiles);
  if (loose.length === 0) return;
  for (const item of loose.slice(0, 4))
    await inquiry.quote({ file: manifest, line: item.line ?? 1, endLine: item.line ?? 1 }, say.noFixedVersion(item));
  const weakness = lock === undefined && ecosystem === 'npm' ? 'missing-lockfile' : 'unpinned-dependency';
  const grade = gradeGap({ weakness, entries: [], confidence: 'high', crownJewels: false });
  const total = dependencies.filter((item) => item.manifest === manifest && item.direct && !item.dev).length;
  await inquiry.gap({
    weakness,
    type: 'missing',
    severity: grade.severity,
    description: say.looseVersions({ loose, total, manifest, lock }),
    rated: grade.why,
    attack: say.takenOver,
    locations: inquiry.concern.locations,
    confidence: 'high',
    files: [manifest],
  });
}

/** Does anything look for known vulnerabilities? */
export async function examineScanning(inquiry: Inquiry): Promise<void> {
  await inquiry.pause('Scanner configuration', 0, 1);
  const scanners = inquiry.facts.scanners.filter(({ tool }) => !NOT_OF_DEPENDENCIES.has(tool));
  for (const scanner of scanners)
    await inquiry.control({
      category: 'dependency-security',
      name: 'dependency scanning',
      implementation: `${scanner.tool}${scanner.ci ? say.inBuild : ''}`,
      strength: scanner.ci ? 'strong' : 'partial',
      at: scanner.at,
      effectiveness: say.reportsKnown,
      details: { tool: scanner.tool, ci: scanner.ci },
    });
  if (scanners.length > 0) return;
  const place = inquiry.concern.locations[0];
  if (!place) return;
  await inquiry.quote({ file: place.file_path, line: 1, endLine: 3 }, say.scannedByNothing);
  const grade = gradeGap({
    weakness: 'missing-dependency-scanning',
    entries: [],
    confidence: 'medium',
    crownJewels: false,
  });
  const direct = inquiry.facts.dependencies.filter((item) => item.direct);
  await inquiry.gap({
    weakness: 'missing-dependency-scanning',
    type: 'missing',
    severity: grade.severity,
    description: say.noScanner(direct, inquiry.concern),
    rated: grade.why,
    attack: say.exploitedFirst,
    locations: [place],
    confidence: 'medium',
    files: [place.file_path],
  });
}
