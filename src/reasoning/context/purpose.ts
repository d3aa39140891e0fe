import type { CodeFacts } from '../../artifacts/facts';
import { type Suggestion, isNetwork } from './evidence';
import type { Statements } from './statements';
import { byText } from '../text';
import { say, type Sayable } from '../../messages/say';
import type { CodeShape } from '../../messages/context';

/** What a package can be called, and what says more than that it is the top of several. */
const isProductName = (name: string | undefined): boolean =>
  name !== undefined &&
  /^(?:@[\w.~-]+\/)?[\w.~ -]+$/.test(name) &&
  !/^(?:@[\w.~-]+\/)?(?:root|monorepo|workspace|project|devtools)$/i.test(name);

export function nameOf(statements: Statements, projectName: string): Suggestion {
  const manifest = statements.manifests.find((item) => isProductName(item.text.name?.text));
  const name = manifest?.text.name;
  if (manifest && name)
    return {
      value: name.text,
      text: say('context/purpose.namedByManifest', manifest.path, name),
      at: { file: manifest.path, line: name.line },
    };
  const title = statements.readme?.intro.title;
  const plainTitle =
    title?.text
      .replace(/^welcome to /i, '')
      .replace(/[!.]+$/, '')
      .trim() ?? '';
  if (statements.readme && title && plainTitle !== '' && plainTitle.length <= 60)
    return {
      value: plainTitle,
      text: say('context/purpose.namedByHeading', statements.readme.path, title),
      at: { file: statements.readme.path, line: title.line },
    };
  return { value: projectName, text: say('context/purpose.folderName', projectName) };
}

/** What the application is for. */
export interface Purpose extends Omit<Suggestion, 'value'> {
  value: Sayable;
  /** As the repository says it; empty where nothing does. */
  stated: string;
}

export function purposeOf(statements: Statements, facts: CodeFacts): Purpose {
  const { readme } = statements;
  const paragraph = readme?.intro.paragraph;
  if (readme && paragraph)
    return {
      value: paragraph.text,
      stated: paragraph.text,
      text: say('context/purpose.firstParagraph', readme.path),
      at: { file: readme.path, line: paragraph.line },
    };
  const manifest = statements.manifests.find((item) => item.text.description !== undefined);
  const description = manifest?.text.description;
  if (manifest && description)
    return {
      value: description.text,
      stated: description.text,
      text: say('context/purpose.description', manifest.path),
      at: { file: manifest.path, line: description.line },
    };
  const title = readme?.intro.title;
  if (readme && title)
    return {
      value: say('context/purpose.titled', title.text.replace(/[.!]+$/, ''), shapeOf(facts)),
      stated: title.text,
      text: say('context/purpose.onlyHeading', readme.path),
      at: { file: readme.path, line: title.line },
    };
  return { value: say('context/purpose.untitled', shapeOf(facts)), stated: '', text: say('context/purpose.noPurpose') };
}

/** What the code consists of, when nobody said what it is for. */
const shapeOf = (facts: CodeFacts): CodeShape => ({
  network: facts.entryPoints.filter(isNetwork).length,
  commands: facts.entryPoints.some((entry) => entry.kind === 'cli'),
  frameworks: facts.frameworks.map((item) => item.name).sort(byText),
  stores: facts.stores.map((store) => store.type).sort(byText),
});
