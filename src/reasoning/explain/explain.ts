import type {
  Basis,
  EntryExplanation,
  ExplainedFile,
  LineExplanation,
  RecordedFinding,
} from '../../artifacts/explanation';
import type { CodeFacts, EntryPointFact, FileFact } from '../../artifacts/facts';
import { indexOf, type CodeIndex } from '../code-index';
import { claimOf, covers, functionAround, isModule, type Place } from './claims';
import { effectOf, entryOf, leadingTo } from './entries';
import { silenceOfFile, silenceOfLine, silenceOfUnlisted } from './silence';

/** A line that was asked about, with what stands there and what a finished threat model says about it. */
export interface AskedLine extends Place {
  text: string;
  /** It holds nothing that runs: blank, or a comment. */
  empty: boolean;
  outOfScope: boolean;
  basis: Basis;
  findings: RecordedFinding[];
}

function fileOf(path: string, line: number, file: FileFact | undefined, index: CodeIndex): ExplainedFile {
  const fn = functionAround({ file: path, line }, index);
  const ground = index.facts.considered?.zones.find((one) => one.path === path)?.ground;
  return {
    path,
    ...(file?.language === undefined ? {} : { language: file.language }),
    role: file?.role ?? 'other',
    ...(file?.zone === undefined ? {} : { zone: file.zone }),
    ...(ground ? { zoneGround: ground } : {}),
    read: file?.analyzed === true,
    ...(fn && !isModule(fn) ? { function: { name: fn.name, line: fn.line, endLine: fn.endLine } } : {}),
  };
}

/** All that is known about a line, and why no more is said. */
export function explainLine(facts: CodeFacts, asked: AskedLine): LineExplanation {
  const { file: path, line, text, empty, outOfScope, basis, findings } = asked;
  const index = indexOf(facts);
  const file = facts.inventory.files.find((one) => one.path === path);
  const claims = facts.weaknesses.flatMap((weakness) => claimOf(weakness, index, asked) ?? []);
  const harmless = (facts.considered?.flows ?? []).filter(
    (flow) =>
      covers(flow.at, asked) ||
      covers(flow.source.at, asked) ||
      flow.path.some((step) => covers(step, asked)) ||
      flow.because.some((one) => 'at' in one && covers(one.at, asked)),
  );
  const effects = facts.access.filter(({ at }) => covers(at, asked)).map((access) => effectOf(access, index));
  const { shown, inAll } = leadingTo(asked, index);
  const claimed = claims.length + effects.length > 0;
  const quiet = { place: asked, index, entries: inAll, harmless: harmless.length > 0, claimed, empty };
  return {
    kind: 'line',
    file: fileOf(path, line, file, index),
    line,
    text,
    basis,
    claims,
    effects,
    harmless,
    findings,
    entryPoints: shown,
    entryPointsInAll: inAll,
    silence: [
      ...(outOfScope ? [{ kind: 'out-of-scope' as const }] : []),
      ...(file ? silenceOfFile(facts, file) : silenceOfUnlisted(facts, path)),
      ...(file?.analyzed === true ? silenceOfLine(quiet) : []),
    ],
  };
}

/** All that is known about an entry point. */
export function explainEntry(
  facts: CodeFacts,
  entry: EntryPointFact,
  { basis, findings }: Pick<AskedLine, 'basis' | 'findings'>,
): EntryExplanation {
  const index = indexOf(facts);
  const files = new Set([...index.reachedFrom(entry)].flatMap((id) => index.function(id)?.file ?? []));
  return {
    kind: 'entry-point',
    basis,
    claims: facts.weaknesses
      .filter(({ entryPoints }) => entryPoints.includes(entry.id))
      .flatMap((weakness) => claimOf(weakness, index) ?? []),
    effects: facts.access.filter(({ entryPoint }) => entryPoint.id === entry.id).map((one) => effectOf(one, index)),
    harmless: (facts.considered?.flows ?? []).filter(({ entryPoints }) => entryPoints.includes(entry.id)),
    findings,
    entryPoint: entryOf(entry, index),
    limits: facts.limits.filter(({ path }) => files.has(path)).map(({ path, reason }) => ({ path, reason })),
  };
}
