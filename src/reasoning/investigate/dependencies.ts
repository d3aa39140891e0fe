import { NOT_OF_DEPENDENCIES } from '../../knowledge/scanners';
import { lockfileFor, looseDependencies } from '../concerns/supply';
import { gradeGap } from './grade';
import type { Inquiry } from './inquiry';
import { techniquesIn } from '../mapping/techniques';
import { say } from '../../messages/say';

/** Are versions fixed, by a lockfile or exactly? */
export async function examinePins(inquiry: Inquiry): Promise<void> {
  const manifest = inquiry.concern.locations[0]?.file_path ?? '';
  await inquiry.pause(manifest, 0, 1);
  const { dependencies, lockfiles } = inquiry.facts;
  const ecosystem = dependencies.find((item) => item.manifest === manifest)?.ecosystem ?? 'npm';
  const lock = lockfileFor(manifest, ecosystem, lockfiles);
  const locks = inquiry.facts.controls.filter((control) => lock !== undefined && control.kind === 'lock-file');
  for (const { first } of techniquesIn(locks)) await inquiry.fromFact(first, say('investigate/records.sameVersions'));
  const loose = looseDependencies(manifest, dependencies, lockfiles);
  if (loose.length === 0) return;
  for (const item of loose.slice(0, 4))
    await inquiry.quote(
      { file: manifest, line: item.line ?? 1, endLine: item.line ?? 1 },
      say('investigate/records.noFixedVersion', item),
    );
  const weakness = lock === undefined && ecosystem === 'npm' ? 'missing-lockfile' : 'unpinned-dependency';
  const grade = gradeGap({ weakness, entries: [], confidence: 'high', crownJewels: false });
  const total = dependencies.filter((item) => item.manifest === manifest && item.direct && !item.dev).length;
  await inquiry.gap({
    weakness,
    type: 'missing',
    severity: grade.severity,
    finding: say('investigate/records.looseVersions', { loose, total, manifest, lock }),
    rated: grade.why,
    attack: say('investigate/records.takenOver'),
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
      implementation: scanner.ci ? say('investigate/records.inBuild', scanner.tool) : scanner.tool,
      strength: scanner.ci ? 'strong' : 'partial',
      at: scanner.at,
      effectiveness: say('investigate/records.reportsKnown'),
      details: { tool: scanner.tool, ci: scanner.ci },
    });
  if (scanners.length > 0) return;
  const place = inquiry.concern.locations[0];
  if (!place) return;
  await inquiry.quote({ file: place.file_path, line: 1, endLine: 3 }, say('investigate/records.scannedByNothing'));
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
    finding: say('investigate/records.noScanner', direct, inquiry.concern),
    rated: grade.why,
    attack: say('investigate/records.exploitedFirst'),
    locations: [place],
    confidence: 'medium',
    files: [place.file_path],
  });
}
