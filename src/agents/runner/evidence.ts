import { anchorOf } from '../../artifacts/anchor';
import type { Location } from '../../artifacts/enums';
import type { FlowStep, Gap } from '../../artifacts/phase4';
import { isInside, isQuoted } from '../../artifacts/quote';
import type { AgentKind, AgentKinds } from '../contract';
import type { InvestigationDraft } from '../../artifacts/investigation-draft';
import type { Redaction } from '../../safety/secrets/redaction';
import { breathe } from '../../reasoning/turns';
import type { SourceFile, SourceReader } from './source-reader';
import * as say from '../../wording/agents/evidence';

/** A result from which everything that could not be verified was taken out; `removed` says what and why. */
export interface LockedResult<R> {
  result: R;
  removed: string[];
}

class Verifier {
  readonly removed: string[] = [];
  constructor(private readonly reader: SourceReader) {}

  async file(path: string): Promise<SourceFile | undefined> {
    const result = await this.reader.read(path);
    return result.ok ? result.file : undefined;
  }

  async keep<T>(items: readonly T[], check: (item: T) => Promise<string | undefined>): Promise<T[]> {
    const kept: T[] = [];
    for (const item of items) {
      const wrong = await check(item);
      if (wrong === undefined) kept.push(item);
      else this.removed.push(wrong);
    }
    return kept;
  }

  async place(what: string, path: string, range: { start: number; end: number }): Promise<string | undefined> {
    const file = await this.file(path);
    if (!file) return say.notReadable(what, path);
    return isInside(range, file.lines.length) ? undefined : say.otherLength(what, path, file.lines.length, range);
  }

  locations<L extends Location>(what: string, locations: readonly L[]): Promise<L[]> {
    return this.keep(locations, (location) => this.place(what, location.file_path, location.line_range));
  }

  /** With the hash of the lines as they are now, by which an editor finds the place again. */
  async anchored<L extends Location>(location: L): Promise<L & { anchor?: string }> {
    const file = await this.file(location.file_path);
    const { start, end } = location.line_range;
    return file ? { ...location, anchor: anchorOf(file.lines.slice(start - 1, end).join('\n')) } : location;
  }

  flow(what: string, steps: readonly FlowStep[]): Promise<FlowStep[]> {
    return this.keep(steps, async (step) => {
      const range = { start: step.line, end: step.line };
      const wrong = await this.place(what, step.file_path, range);
      if (wrong !== undefined || step.text === '') return wrong;
      const file = await this.file(step.file_path);
      return file && isQuoted(file.lines, range, step.text) ? undefined : say.noStep(what, step.file_path, step.line);
    });
  }

  paths(what: string, paths: readonly string[]): Promise<string[]> {
    return this.keep(paths, async (path) => ((await this.file(path)) ? undefined : say.notReadable(what, path)));
  }
}

async function lockEvidence(
  verifier: Verifier,
  evidence: InvestigationDraft['evidence'],
): Promise<InvestigationDraft['evidence']> {
  const kept = await verifier.keep(evidence, async (item) => {
    const file = await verifier.file(item.source_file);
    if (!file) return say.notReadable('evidence', item.source_file);
    const range = item.line_range ?? { start: 1, end: file.lines.length };
    return isQuoted(file.lines, range, item.content) ? undefined : say.noQuote(item.source_file, range);
  });
  return Promise.all(
    kept.map(async (item) => ({ ...item, file_hash: (await verifier.file(item.source_file))?.sha256 })),
  );
}

async function lockGaps(verifier: Verifier, gaps: readonly Gap[]): Promise<Gap[]> {
  const locked: Gap[] = [];
  for (const gap of gaps) {
    const locations = await Promise.all(
      (await verifier.locations(gap.gap_id, gap.locations ?? [])).map((location) => verifier.anchored(location)),
    );
    const flow = await verifier.flow(gap.gap_id, gap.flow ?? []);
    // A gap that named places of which none exists is a claim about nothing.
    if ((gap.locations?.length ?? 0) > 0 && locations.length === 0) continue;
    locked.push({
      ...gap,
      ...(gap.locations ? { locations } : {}),
      ...(gap.flow ? { flow } : {}),
    });
  }
  return locked;
}

async function lockInvestigation(verifier: Verifier, draft: InvestigationDraft): Promise<InvestigationDraft> {
  const gaps = await lockGaps(verifier, draft.control_gaps);
  return {
    ...draft,
    locations_investigated: await verifier.locations('investigated location', draft.locations_investigated),
    controls_found: await verifier.keep(draft.controls_found, (control) =>
      verifier.place(control.control_id, control.file_location, control.line_range),
    ),
    control_gaps: gaps,
    evidence: await lockEvidence(verifier, draft.evidence),
    recommendations: await Promise.all(
      draft.recommendations.map(async (item) => ({
        ...item,
        files_to_modify: await verifier.paths('recommendation', item.files_to_modify),
      })),
    ),
    files_for_phase5: await verifier.paths(say.forNextPhase, draft.files_for_phase5),
    ...(draft.discovered_concerns
      ? {
          discovered_concerns: await Promise.all(
            draft.discovered_concerns.map(async (item) => ({
              ...item,
              locations: await verifier.locations('discovered concern', item.locations),
            })),
          ),
        }
      : {}),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isLocation = (value: unknown): value is Location =>
  isRecord(value) && typeof value['file_path'] === 'string' && isRecord(value['line_range']);
const isHandler = (value: unknown): value is { file: string; line: number } =>
  isRecord(value) && typeof value['file'] === 'string' && typeof value['line'] === 'number';

/** Any other result: places in lists are checked wherever they stand, an entry whose handler does not exist goes. */
async function lockTree(verifier: Verifier, value: unknown, what: string): Promise<unknown> {
  if (Array.isArray(value)) {
    const kept = await verifier.keep(value as unknown[], async (item) => {
      if (isLocation(item)) return verifier.place(what, item.file_path, item.line_range);
      if (isHandler(item)) return verifier.place(what, item.file, { start: item.line, end: item.line });
      if (isRecord(item) && isHandler(item['handler']))
        return verifier.place(what, item['handler'].file, { start: item['handler'].line, end: item['handler'].line });
      return undefined;
    });
    return Promise.all(kept.map((item) => lockTree(verifier, item, what)));
  }
  if (!isRecord(value)) return value;
  const entries: [string, unknown][] = [];
  for (const [key, item] of Object.entries(value))
    entries.push([key, await lockTree(verifier, item, typeof value['id'] === 'string' ? value['id'] : key)]);
  return Object.fromEntries(entries);
}

/**
 * The evidence lock: whatever a result claims about a place must be found there, whoever claims it. Secrets in quotes
 * are redacted.
 */
export async function lockResult<K extends AgentKind>(
  kind: K,
  result: AgentKinds[K]['result'],
  reader: SourceReader,
  redaction: Redaction,
): Promise<LockedResult<AgentKinds[K]['result']>> {
  const verifier = new Verifier(reader);
  const locked =
    kind === 'investigate'
      ? await lockInvestigation(verifier, result as InvestigationDraft)
      : await lockTree(verifier, result, kind);
  await breathe();
  return {
    result: await redaction.inTurns(locked as AgentKinds[K]['result']),
    removed: redaction.all(verifier.removed),
  };
}
