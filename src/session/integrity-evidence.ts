import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { Investigation } from '../artifacts/phase4';
import { ThreatModel } from '../artifacts/phase5';
import { decodeText } from '../safety/files/decode';
import { isInside, isQuoted, linesOf } from '../artifacts/quote';
import { unredactedPath } from '../safety/files/redacted-path';
import { savedFileAt } from '../artifacts/saved-files';
import { readPlain } from '../safety/files/read-plain';
import { locate } from '../safety/files/relative-path';
import { sha256 } from './atomic-file';
import type { Artifacts, IntegrityProblem } from './integrity-problem';

interface Claim {
  file: string;
  range?: { start: number; end: number };
  quote?: string;
  hash?: string;
  what: string;
}

function claimsOf(path: string, value: unknown): Claim[] {
  const kind = savedFileAt(path)?.name;
  if (kind === 'investigation') {
    const parsed = Investigation.safeParse(value);
    if (!parsed.success) return [];
    const { evidence, controls_found, control_gaps, locations_investigated } = parsed.data;
    return [
      ...evidence.map((item, index) => ({
        file: item.source_file,
        range: item.line_range,
        quote: item.content,
        hash: item.file_hash,
        what: `evidence ${index + 1}`,
      })),
      ...controls_found.map((control) => ({
        file: control.file_location,
        range: control.line_range,
        what: control.control_id,
      })),
      ...control_gaps.flatMap((gap) =>
        (gap.locations ?? []).map((place) => ({ file: place.file_path, range: place.line_range, what: gap.gap_id })),
      ),
      ...locations_investigated.map((place) => ({
        file: place.file_path,
        range: place.line_range,
        what: 'investigated location',
      })),
    ];
  }
  if (kind === 'threat-model') {
    const parsed = ThreatModel.safeParse(value);
    if (!parsed.success) return [];
    return parsed.data.threats.flatMap((threat) =>
      threat.locations.map((place) => ({ file: place.file_path, range: place.line_range, what: threat.id })),
    );
  }
  return [];
}

/** No quote comes from a larger file. */
const MAX_SOURCE = 64 * 1024 * 1024;

interface SourceFile {
  lines: string[];
  sha256: string;
}

/** Files of the workspace, each read once. Nothing outside the workspace is opened, whatever an artifact says. */
function sourceReader(workspace: string): (path: string) => Promise<SourceFile | undefined> {
  const cache = new Map<string, Promise<SourceFile | undefined>>();
  const load = async (name: string): Promise<SourceFile | undefined> => {
    const root = await realpath(workspace);
    const file = locate(root, await unredactedPath(root, name), path);
    if (file === undefined) return undefined;
    const bytes = await readPlain(await realpath(file), MAX_SOURCE, root);
    return { lines: linesOf(decodeText(bytes)), sha256: sha256(bytes) };
  };
  return (name) => {
    const known = cache.get(name) ?? load(name).catch(() => undefined);
    cache.set(name, known);
    return known;
  };
}

/** Hashes of each file at the time it was quoted: when none of them is the hash now, the file has changed since. */
function hashesByFile(claims: readonly Claim[]): Map<string, Set<string>> {
  const hashes = new Map<string, Set<string>>();
  for (const { file, hash } of claims)
    if (hash !== undefined) hashes.set(file, (hashes.get(file) ?? new Set()).add(hash));
  return hashes;
}

function judge(
  claim: Claim,
  source: SourceFile | undefined,
  known: Set<string> | undefined,
): { message: string; stale: boolean } | undefined {
  if (!source) return { message: `${claim.what} names ${claim.file}, which is not in the workspace.`, stale: false };
  const place = claim.range ? `${claim.file}:${claim.range.start}-${claim.range.end}` : claim.file;
  const changed = known !== undefined && !known.has(source.sha256);
  if (claim.range && !isInside(claim.range, source.lines.length))
    return { message: `${claim.what} names ${place}, but the file has ${source.lines.length} lines.`, stale: changed };
  if (claim.quote === undefined) return undefined;
  const range = claim.range ?? { start: 1, end: source.lines.length };
  if (isQuoted(source.lines, range, claim.quote)) return undefined;
  return {
    message: `${claim.what}: the quote is not found at ${place}${changed ? '; the file has changed since' : ''}.`,
    stale: changed,
  };
}

/** Looks every quote and place up in the workspace. */
export async function evidenceProblems(
  artifacts: Artifacts,
  workspace: string,
): Promise<{ problems: IntegrityProblem[]; checked: number }> {
  const read = sourceReader(workspace);
  const problems: IntegrityProblem[] = [];
  const claims = [...artifacts].flatMap(([path, value]) => claimsOf(path, value).map((claim) => ({ path, ...claim })));
  const hashes = hashesByFile(claims);
  for (const claim of claims) {
    const verdict = judge(claim, await read(claim.file), hashes.get(claim.file));
    if (verdict)
      problems.push({
        file: claim.path,
        kind: verdict.stale ? 'stale' : 'evidence',
        level: verdict.stale ? 'warning' : 'error',
        message: verdict.message,
      });
  }
  return { problems, checked: claims.length };
}
