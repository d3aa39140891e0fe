import type {
  Basis,
  EntryExplanation,
  ExplainedEffect,
  ExplainedFile,
  LineExplanation,
  RecordedFinding,
} from '../../artifacts/explanation';
import type { CodeSpan } from '../../artifacts/code-span';
import type { CodeFacts, EntryPointFact } from '../../artifacts/facts';
import type { FileFact } from '../../artifacts/inventory';
import { weaknessOf } from '../../knowledge/weaknesses';
import { indexOf, isModule, type CodeIndex } from '../code-index';
import { claimOf, covers, type Place } from './claims';
import { effectOf, entryOf, leadingTo } from './entries';
import { silenceOfFile, silenceOfLine, silenceOfUnlisted } from './silence';
import type { Draft } from '../../messages/say';

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
  const fn = index.functionAt(path, line);
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

const MOST_NEAR = 6;

/** Effects at a line, or of the entry points that it registers. */
const effectsOf = (place: Place, registered: readonly string[], index: CodeIndex): ExplainedEffect[] =>
  index.facts.access
    .filter(({ at, entryPoint }) => covers(at, place) || registered.includes(entryPoint.id))
    .map((access) => effectOf(access, index));

/** What the function around a line does, and what is claimed in it. */
function nearby(place: Place, index: CodeIndex): Pick<LineExplanation, 'effectsNear' | 'claimsNear'> {
  const fn = index.functionAt(place.file, place.line);
  if (!fn || isModule(fn)) return { effectsNear: [], claimsNear: [] };
  const isNear = ({ at }: { at: CodeSpan }): boolean =>
    at.file === fn.file && at.line >= fn.line && at.line <= fn.endLine;
  return {
    effectsNear: index.facts.access.filter(isNear).map((access) => effectOf(access, index)),
    claimsNear: index.facts.weaknesses
      .filter(isNear)
      .map(({ weakness, at }) => ({ title: weaknessOf(weakness).title, at }))
      .slice(0, MOST_NEAR),
  };
}

/** All that is known about a line, and why no more is said. */
export function explainLine(facts: CodeFacts, asked: AskedLine): Draft<LineExplanation> {
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
  const { shown, inAll, registers } = leadingTo(asked, index);
  const effects = effectsOf(asked, registers ? shown.map(({ id }) => id) : [], index);
  const near = nearby(asked, index);
  const claimed = claims.length + effects.length > 0 || registers;
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
    ...near,
    effectsNear: near.effectsNear.filter((one) => !effects.some(({ at }) => at === one.at)).slice(0, MOST_NEAR),
    claimsNear: claims.length > 0 ? [] : near.claimsNear,
    registers,
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
): Draft<EntryExplanation> {
  const index = indexOf(facts);
  const files = new Set([...index.reachedFrom(entry)].flatMap((id) => index.function(id)?.file ?? []));
  return {
    kind: 'entry-point',
    basis,
    claims: facts.weaknesses
      .filter(({ entryPoints }) => entryPoints.includes(entry.id))
      .flatMap((weakness) => claimOf(weakness, index, undefined, entry) ?? []),
    effects: index.accessOf(entry).map((one) => effectOf(one, index)),
    harmless: (facts.considered?.flows ?? []).filter(({ entryPoints }) => entryPoints.includes(entry.id)),
    findings,
    entryPoint: entryOf(entry, index),
    limits: facts.limits.filter(({ path }) => files.has(path)).map(({ path, why }) => ({ path, why })),
  };
}
