import type { Explanation, LineExplanation, RecordedFinding } from '../../artifacts/explanation';
import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import { explainEntry, explainLine } from '../../reasoning/explain/explain';
import { entriesNamed } from '../../reasoning/explain/find-entry';
import { isSafeRelativePath } from '../../safety/files/relative-path';
import { sourceTexts } from '../../safety/files/source-texts';
import { Redaction } from '../../safety/secrets/redaction';
import { normalLines } from '../../safety/text/normal-lines';
import type { AnalysisRequest, Analyzer, FindingView } from '../contract';
import { type Ground, groundOf } from './basis';
import { type AskedPlace, lineOutside, placeOf, unknownEntry, unknownFile } from './place';
import { worded } from '../../wording/render';

export interface ExplainRequest {
  /** Absolute. */
  folder: string;
  /** `src/a.js:12`, `POST /login`, the name of an event, a job or a handler. */
  place: string;
  exclude?: string[];
  sessionRoot?: string | undefined;
  signal?: AbortSignal;
  onProgress?: AnalysisRequest['onProgress'];
}

interface Known {
  key: string;
  facts: CodeFacts;
  redaction: Redaction;
}

/** Says what is known about a place of a folder, and keeps what it read for the next question. */
export class Explainer {
  private known: Known | undefined;

  constructor(private readonly analyzer: Analyzer) {}

  /** Throws RunError `unknown-place` when nothing of that name is there, and what an analysis throws. */
  async explain(request: ExplainRequest): Promise<Explanation> {
    const { folder, exclude = [], sessionRoot, signal } = request;
    const place = placeOf(request.place);
    const asked = { folder, exclude, sessionRoot, analyzer: this.analyzer, signal };
    const ground = await groundOf(asked, (files) => place.kind === 'entry' || files.has(place.file));
    const { facts, redaction } = await this.read(ground, request);
    const answer =
      place.kind === 'line' ? await aboutLine(folder, place, facts, ground) : aboutEntry(place.name, facts, ground);
    return redaction.all(answer);
  }

  private async read({ request, digest }: Ground, { onProgress }: ExplainRequest): Promise<Known> {
    const key = JSON.stringify([request.folder, request.paths, request.exclude, digest]);
    if (this.known?.key === key) return this.known;
    const redaction = new Redaction();
    const facts = await this.analyzer.analyze({
      ...request,
      consider: true,
      onSecrets: (values) => redaction.learn(values),
      ...(onProgress ? { onProgress } : {}),
    });
    this.known = { key, facts, redaction };
    return this.known;
  }
}

type AskedLine = Extract<AskedPlace, { kind: 'line' }>;

/** Blank, or nothing but a comment. */
const EMPTY = /^\s*(?:(?:\/\/|#|\/?\*|<!--).*)?$/;

async function aboutLine(
  folder: string,
  { file, line }: AskedLine,
  facts: CodeFacts,
  { basis, findings, outOfScope }: Ground,
): Promise<Explanation> {
  const text = isSafeRelativePath(file) ? (await sourceTexts(folder, [file])).get(file) : undefined;
  const listed = facts.inventory.files.some(({ path }) => path === file);
  if (text === undefined && !listed) throw unknownFile(file, facts);
  const lines = normalLines(text ?? '').split('\n');
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length;
  if (line < 1 || (text !== undefined && line > count)) throw lineOutside(file, line, count);
  const shown = lines[line - 1] ?? '';
  const answer: LineExplanation = worded(explainLine)(facts, {
    file,
    line,
    text: shown.trim().slice(0, 200),
    empty: EMPTY.test(shown),
    outOfScope,
    basis,
    findings: findings.filter((one) => touches(one, { file, line, endLine: line })).map(recorded),
  });
  return { place: `${file}:${line}`, answers: [answer] };
}

/** Several registrations of one name are several answers. */
const MOST_ANSWERS = 8;

function aboutEntry(name: string, facts: CodeFacts, { basis, findings }: Ground): Explanation {
  const entries = entriesNamed(facts, name).slice(0, MOST_ANSWERS);
  if (entries.length === 0) throw unknownEntry(name, facts);
  return {
    place: name,
    answers: entries.map((entry) =>
      worded(explainEntry)(facts, entry, {
        basis,
        findings: findings.filter((one) => isAbout(one, entry)).map(recorded),
      }),
    ),
  };
}

const isAbout = (finding: FindingView, { at, handler }: EntryPointFact): boolean =>
  [at, ...(handler ? [handler.at] : [])].some((span) => touches(finding, span));

function touches(
  { location, related, flow }: FindingView,
  { file, line, endLine }: { file: string; line: number; endLine: number },
): boolean {
  const within = (at: number): boolean => at >= line && at <= endLine;
  const spans = [...(location ? [location] : []), ...related];
  return (
    spans.some((one) => one.file === file && one.start <= endLine && one.end >= line) ||
    flow.some((step) => step.file_path === file && within(step.line))
  );
}

function recorded({ id, title, severity, score, status, location }: FindingView): RecordedFinding {
  return {
    id,
    title,
    severity,
    ...(score === undefined ? {} : { score }),
    status,
    at: { file: location?.file ?? '', line: location?.start ?? 1 },
  };
}
