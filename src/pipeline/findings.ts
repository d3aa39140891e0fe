import { anchorOf } from '../artifacts/anchor';
import type { Location, Severity } from '../artifacts/enums';
import { SEVERITIES } from '../artifacts/enums';
import { type ConsolidatedGap, ControlGaps, Investigation } from '../artifacts/phase4';
import { type Threat, ThreatModel } from '../artifacts/phase5';
import { ArtifactStore } from '../session/artifact-store';
import { type FileSystem, fileSystemAt } from '../session/file-system';
import { FILES } from '../session/layout';
import type { FindingLocation, FindingView } from './contract';

const SEVERITY_OF_SCORE: Record<string, Severity> = {
  Critical: 'critical',
  High: 'high',
  Medium: 'medium',
  Low: 'low',
  None: 'info',
};

interface Anchors {
  /** Anchor of the lines quoted at a place, by `file:start-end`. */
  get(file: string, start: number, end: number): string | undefined;
}

function placed(anchors: Anchors, location: Location): FindingLocation {
  const { start, end } = location.line_range;
  const anchor = anchors.get(location.file_path, start, end);
  return { file: location.file_path, start, end, ...(anchor === undefined ? {} : { anchor }) };
}

const related = (anchors: Anchors, locations: readonly Location[]): FindingView['related'] =>
  locations.slice(1).map((location) => ({ ...placed(anchors, location), message: location.context ?? 'also here' }));

const inSession = (paths: readonly string[]): string[] =>
  [...new Set(paths)].map((path) => (path.startsWith('phase-4/') ? path : `phase-4/${path}`));

/** Several gaps of one threat: how it shows at each place. */
const flowOf = (gaps: readonly ConsolidatedGap[]): FindingView['flow'] =>
  gaps.find((gap) => (gap.flow?.length ?? 0) > 0)?.flow ?? [];

function fromGap(gap: ConsolidatedGap, anchors: Anchors): FindingView {
  const [first] = gap.locations;
  return {
    id: gap.gap_id,
    kind: 'gap',
    gapIds: [gap.gap_id, ...(gap.merged_from ?? [])],
    concernIds: [gap.concern_id],
    severity: gap.severity,
    title: gap.description,
    message: gap.recommendation ? `${gap.description} ${gap.recommendation}` : gap.description,
    ...(gap.recommendation ? { recommendation: gap.recommendation } : {}),
    ...(first ? { location: placed(anchors, first) } : {}),
    related: related(anchors, gap.locations),
    flow: gap.flow ?? [],
    stride: gap.stride_impact,
    category: gap.category,
    ...(gap.cwe === undefined ? {} : { cwe: gap.cwe }),
    ...(gap.affected_components[0] === undefined ? {} : { component: gap.affected_components[0] }),
    status: gap.status,
    ...(gap.cvss_score === null ? {} : { score: gap.cvss_score }),
    ...(gap.confidence === undefined ? {} : { confidence: gap.confidence }),
    investigations: inSession([gap.concern_source, ...(gap.concern_sources ?? [])]),
  };
}

function fromThreat(threat: Threat, gaps: readonly ConsolidatedGap[], anchors: Anchors): FindingView {
  const [first] = threat.locations;
  const advice =
    gaps.find((gap) => gap.recommendation)?.recommendation ??
    threat.recommendedControls.map((control) => (typeof control === 'string' ? control : control.action))[0];
  const [gap] = gaps;
  return {
    id: threat.id,
    kind: 'threat',
    gapIds: gaps.flatMap((item) => [item.gap_id, ...(item.merged_from ?? [])]),
    concernIds: [...new Set(gaps.map((item) => item.concern_id))],
    severity: SEVERITY_OF_SCORE[threat.cvss.overall.severity] ?? 'info',
    title: threat.title,
    message: [threat.threat, threat.stake, advice].filter((part) => part !== undefined && part !== '').join(' '),
    ...(advice ? { recommendation: advice } : {}),
    ...(first ? { location: placed(anchors, first) } : {}),
    related: related(anchors, threat.locations),
    flow: flowOf(gaps),
    stride: [threat.strideCategory, ...(threat.secondaryStride ?? [])],
    ...(gap ? { category: gap.category } : {}),
    ...(gap?.cwe === undefined ? {} : { cwe: gap.cwe }),
    component: threat.component,
    status: threat.status,
    score: threat.cvss.overall.score,
    confidence: threat.confidence,
    investigations: inSession(threat.investigationSources),
  };
}

async function anchorsOf(store: ArtifactStore, gaps: readonly ConsolidatedGap[]): Promise<Anchors> {
  const byPlace = new Map<string, string>();
  const sources = [...new Set(gaps.flatMap((gap) => [gap.concern_source, ...(gap.concern_sources ?? [])]))];
  for (const source of sources.filter((path) => !path.endsWith('-ERROR.json'))) {
    const investigation = await store.readIfValid(`phase-4/${source}`, Investigation);
    for (const item of investigation?.evidence ?? []) {
      if (item.line_range)
        byPlace.set(`${item.source_file}:${item.line_range.start}-${item.line_range.end}`, anchorOf(item.content));
    }
    for (const place of investigation?.control_gaps.flatMap((gap) => gap.locations ?? []) ?? []) {
      const anchor = place['anchor'];
      if (typeof anchor === 'string')
        byPlace.set(`${place.file_path}:${place.line_range.start}-${place.line_range.end}`, anchor);
    }
  }
  return { get: (file, start, end) => byPlace.get(`${file}:${start}-${end}`) };
}

const rank = (finding: FindingView): number => SEVERITIES.indexOf(finding.severity);

/**
 * What a session found so far, most severe first. A gap that a threat stands for is shown once, through the threat,
 * which keeps the gap's id. Reads artifacts only; empty before the first batch.
 */
export async function loadFindings(
  sessionDir: string,
  fs: FileSystem = fileSystemAt(sessionDir),
): Promise<FindingView[]> {
  const store = new ArtifactStore(
    fs,
    sessionDir,
    () => Promise.resolve(),
    () => Promise.resolve(),
  );
  const gaps = (await store.readIfValid(FILES.gaps, ControlGaps))?.gaps ?? [];
  const threats = (await store.readIfValid(FILES.threatModel, ThreatModel))?.threats ?? [];
  const anchors = await anchorsOf(store, gaps);
  const covered = new Set(threats.flatMap((threat) => threat.controlGaps));
  const findings = [
    ...threats.map((threat) =>
      fromThreat(
        threat,
        gaps.filter((gap) => threat.controlGaps.includes(gap.gap_id)),
        anchors,
      ),
    ),
    ...gaps.filter((gap) => !covered.has(gap.gap_id)).map((gap) => fromGap(gap, anchors)),
  ];
  return findings.sort((a, b) => rank(a) - rank(b) || (b.score ?? 0) - (a.score ?? 0) || (a.id < b.id ? -1 : 1));
}
