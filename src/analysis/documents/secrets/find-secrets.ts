import { createHash } from 'node:crypto';
import { posix } from 'node:path';
import type { FileFact } from '../../../artifacts/inventory';
import type { WeaknessFact } from '../../../artifacts/facts';
import type { WrittenSecret } from '../../../artifacts/seen';
import { DEVELOPMENT_SETTINGS } from '../../../knowledge/files';
import { CI_FILES } from '../../../knowledge/scanners';
import { TEMPLATE_FILES } from '../../../knowledge/secrets';
import { isWordLike } from '../../../safety/secrets/known-secrets';
import { hint } from '../../../safety/secrets/values';
import type { FileIr } from '../../read/ir';
import type { TextSource } from '../../read/text-source';
import { isCatalogue } from './catalogues';
import { examplesIn } from './example-places';
import { FolderSecrets, isTranslation } from './folder-secrets';
import { type CodeAround, codeAround } from './code-around';
import { secretsInCode } from './in-code';
import { secretsByShape, secretsInSettings } from './in-text';
import { isDocumentedDefault, isMarkedAsSample } from './sample-values';
import type { Sighting } from './sighting';

const MAX_TEXT = 1024 * 1024;
const SETTING_FILES =
  /\.(ya?ml|toml|ini|cfg|conf|properties|env|json|json5|jsonc|tfvars|config)$|^(dockerfile.*|containerfile|\.env.*|\.npmrc|\.pypirc|\.netrc)$/i;
/** Files that put containers together. */
const COMPOSED = /compose[\w.-]*\.ya?ml$|^values[\w.-]*\.ya?ml$/i;

/** Manifests have fields, no settings. */
const NO_SETTINGS = /^(package|tsconfig.*|jsconfig|composer|manifest|angular|nx|lerna|renovate)\.json$/i;

function isReadable(file: FileFact): boolean {
  if (
    file.sha256 === '' ||
    file.skipped !== undefined ||
    file.size > MAX_TEXT ||
    file.role === 'test' ||
    file.role === 'docs'
  )
    return false;
  return !TEMPLATE_FILES.test(posix.basename(file.path));
}

function sightings(file: FileFact, text: string, folder: Folder): Sighting[] {
  return seenIn(file, text, folder).map((one) =>
    isReplaced(file.path, one, folder.code) ? { ...one, confidence: 'low' as const, signs: false } : one,
  );
}

/** Nothing that is in use has this value: the program refuses it, or sets another one before it runs. */
const isReplaced = (path: string, { name, value }: Sighting, code: CodeAround): boolean =>
  code.refused.has(value) || code.overridden.has(path, name);

function seenIn(file: FileFact, text: string, folder: Folder): Sighting[] {
  const name = posix.basename(file.path);
  const tree = folder.trees.get(file.path);
  const isExample = tree ? () => false : examplesIn(name, text);
  const spans = folder.secrets.in(file.path, text).filter(({ start }) => !isExample(start));
  const ofSettings = !tree && SETTING_FILES.test(name);
  const byShape = secretsByShape(text, spans, ofSettings);
  if (isTranslation(file.path) || (ofSettings && isCatalogue(name, text))) return byShape;
  if (tree) return [...byShape, ...secretsInCode(tree, folder.code)];
  const settings =
    ofSettings && !NO_SETTINGS.test(name) && file.role !== 'data'
      ? asSamples(file.path, text, secretsInSettings(text, spans))
      : [];
  // The databases of a CI run live for minutes.
  return [...byShape, ...(CI_FILES.test(file.path) ? settings.filter((one) => one.confidence === 'high') : settings)];
}

/** Passwords that are there to be replaced, where the file or the value says so. */
function asSamples(path: string, text: string, found: readonly Sighting[]): Sighting[] {
  const sample = COMPOSED.test(posix.basename(path)) && isMarkedAsSample(path, text);
  return found.map((one) =>
    sample || isDocumentedDefault(path, one.value) ? { ...one, confidence: 'low' as const } : one,
  );
}

function byLine(found: readonly Sighting[]): ReadonlyMap<number, readonly Sighting[]> {
  const lines = new Map<number, Sighting[]>();
  for (const one of found) {
    const others = lines.get(one.span.line);
    if (others) others.push(one);
    else lines.set(one.span.line, [one]);
  }
  return lines;
}

/** One finding a line; what is known by its shape says more than what is known by its name, however sure. */
function onePerLine(found: readonly Sighting[]): Sighting[] {
  const shaped = byLine(found.filter((one) => one.name === ''));
  const twice = (one: Sighting) =>
    one.name !== '' && shaped.get(one.span.line)?.some((other) => one.value.includes(other.value)) === true;
  const rank = (one: Sighting) =>
    (twice(one) ? 10 : 0) + ['high', 'medium', 'low'].indexOf(one.confidence) * 2 + (one.name === '' ? 0 : 1);
  const lines = new Map<number, Sighting>();
  for (const one of found) {
    const other = lines.get(one.span.line);
    if (!other || rank(one) < rank(other)) lines.set(one.span.line, one);
  }
  return [...lines.values()].sort((a, b) => a.span.line - b.span.line);
}

function toFact(file: string, one: Sighting, texts: TextSource, ordinal: number): WeaknessFact {
  const forDevelopment = DEVELOPMENT_SETTINGS.test(file);
  // The line up to the secret, so that the place can be found again and the secret is not repeated.
  const before = texts.span(file, {
    line: one.span.line,
    column: 0,
    endLine: one.span.line,
    endColumn: one.span.column,
  });
  const id = createHash('sha256')
    .update(['hardcoded-secret', file, one.what, one.name, ordinal].join('\0'))
    .digest('hex')
    .slice(0, 16);
  return {
    id,
    weakness: 'hardcoded-secret',
    seen: { what: 'secret', secret: written(one, forDevelopment) },
    ...effectOf(one),
    at: { file, line: one.span.line, endLine: one.span.line, text: before.text },
    sink: one.what === 'secret' ? one.name : one.what,
    path: [],
    entryPoints: [],
    partialGuards: [],
    confidence: forDevelopment ? 'low' : one.confidence,
    // That it opens something is only seen where it is handed over.
    ...(!forDevelopment && proofOf(one)),
  };
}

/** The secret as it may be shown. */
function written({ what, name, value, ofAccount, standsIn }: Sighting, forDevelopment: boolean): WrittenSecret {
  return {
    kind: what,
    ...(what === 'secret' && { name }),
    ...(what !== 'private key' && { hint: hint(value) }),
    ...(ofAccount === true && { ofAccount }),
    ...(standsIn === true && { standsIn }),
    ...(forDevelopment && { forDevelopment }),
  };
}

/** What whoever knows it can do, where its use was seen. */
function effectOf(one: Sighting): Pick<WeaknessFact, 'effect'> {
  if (one.ofAccount === true) return { effect: 'signs-in' };
  return one.signs === true ? { effect: 'signs' } : {};
}

/** What is known of the folder beside the file that is looked at. */
interface Folder {
  trees: ReadonlyMap<string, FileIr>;
  secrets: FolderSecrets;
  code: CodeAround;
}

/**
 * What anybody can read here signs what the application trusts: seen at both ends. What nothing is seen to read may be
 * a label; whether the rest opens something is only seen where it is handed over.
 */
function proofOf(one: Sighting): Pick<WeaknessFact, 'proof'> {
  if (one.confidence === 'low') return {};
  if (one.signs === true) return { proof: 'proved' };
  if (one.unread === true) return { proof: 'lead' };
  return one.confidence === 'high' && one.used !== true ? { proof: 'likely' } : {};
}

function inFile(file: FileFact, texts: TextSource, folder: Folder): WeaknessFact[] {
  const counts = new Map<string, number>();
  const seen = sightings(file, texts.text(file.path), folder);
  // A word that may be replaced is what many other things are called, the product included.
  for (const { value, confidence } of seen)
    if (confidence !== 'low' || !isWordLike(value)) folder.secrets.values.add(value);
  return onePerLine(seen).map((one) => {
    const key = `${one.what}\0${one.name}`;
    const ordinal = counts.get(key) ?? 0;
    counts.set(key, ordinal + 1);
    return toFact(file.path, one, texts, ordinal);
  });
}

/**
 * Credentials in code and configuration. Tests, documents and templates do not count. No fact contains a
 * secret; their values are added to `secrets`.
 */
export function findSecrets(
  files: readonly FileFact[],
  texts: TextSource,
  trees: ReadonlyMap<string, FileIr>,
  secrets = new FolderSecrets(),
): WeaknessFact[] {
  secrets.leaveNamesOf(files);
  const folder = { trees, secrets, code: codeAround([...trees.values()]) };
  return files.filter(isReadable).flatMap((file) => inFile(file, texts, folder));
}
