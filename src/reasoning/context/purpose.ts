import type { CodeFacts } from '../../artifacts/facts';
import { type Suggestion, isNetwork } from './evidence';
import type { Statements } from './statements';
import { listed } from '../../wording/text';
import { byText } from '../text';
import * as say from '../../wording/context/purpose';

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
      text: say.namedByManifest(manifest.path, name),
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
      text: say.namedByHeading(statements.readme.path, title),
      at: { file: statements.readme.path, line: title.line },
    };
  return { value: projectName, text: say.folderName(projectName) };
}

export function purposeOf(statements: Statements, facts: CodeFacts): Suggestion {
  const { readme } = statements;
  const paragraph = readme?.intro.paragraph;
  if (readme && paragraph)
    return {
      value: paragraph.text,
      text: say.firstParagraph(readme.path),
      at: { file: readme.path, line: paragraph.line },
    };
  const manifest = statements.manifests.find((item) => item.text.description !== undefined);
  const description = manifest?.text.description;
  if (manifest && description)
    return {
      value: description.text,
      text: say.description(manifest.path),
      at: { file: manifest.path, line: description.line },
    };
  const title = readme?.intro.title;
  if (readme && title)
    return {
      value: `${title.text.replace(/[.!]+$/, '')}. ${shapeOf(facts)}`,
      text: say.onlyHeading(readme.path),
      at: { file: readme.path, line: title.line },
    };
  return {
    value: shapeOf(facts),
    text: say.noPurpose,
  };
}

/** What the code consists of, when nobody said what it is for. */
function shapeOf(facts: CodeFacts): string {
  const network = facts.entryPoints.filter(isNetwork);
  const frameworks = listed(facts.frameworks.map((item) => item.name).sort(byText), 3);
  const stores = listed(facts.stores.map((store) => store.type).sort(byText), 3);
  const alone = facts.entryPoints.some((entry) => entry.kind === 'cli') ? 'Command-line program' : say.collection;
  const kind = network.length > 0 ? say.service(network) : alone;
  return `${kind}${frameworks === '' ? '' : say.builtWith(frameworks)}${stores === '' ? '' : say.storingIn(stores)}.`;
}
