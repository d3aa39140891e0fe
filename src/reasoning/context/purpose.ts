import type { CodeFacts } from '../../artifacts/facts';
import { type Suggestion, isNetwork } from './evidence';
import type { Statements } from './statements';
import { count, listed } from '../../wording/text';
import { byText } from '../text';

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
      text: `${manifest.path} names it "${name.text}"`,
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
      text: `${statements.readme.path} is headed "${title.text}"`,
      at: { file: statements.readme.path, line: title.line },
    };
  return { value: projectName, text: `The folder is called "${projectName}"; no manifest or README names the project` };
}

export function purposeOf(statements: Statements, facts: CodeFacts): Suggestion {
  const { readme } = statements;
  const paragraph = readme?.intro.paragraph;
  if (readme && paragraph)
    return {
      value: paragraph.text,
      text: `${readme.path} says so in its first paragraph`,
      at: { file: readme.path, line: paragraph.line },
    };
  const manifest = statements.manifests.find((item) => item.text.description !== undefined);
  const description = manifest?.text.description;
  if (manifest && description)
    return {
      value: description.text,
      text: `${manifest.path} says so in its description`,
      at: { file: manifest.path, line: description.line },
    };
  const title = readme?.intro.title;
  if (readme && title)
    return {
      value: `${title.text.replace(/[.!]+$/, '')}. ${shapeOf(facts)}`,
      text: `${readme.path} only has a heading; the rest describes what the code consists of`,
      at: { file: readme.path, line: title.line },
    };
  return {
    value: shapeOf(facts),
    text: 'No README or manifest states a purpose; this only describes what the code consists of',
  };
}

/** What the code consists of, when nobody said what it is for. */
function shapeOf(facts: CodeFacts): string {
  const network = facts.entryPoints.filter(isNetwork);
  const frameworks = listed(facts.frameworks.map((item) => item.name).sort(byText), 3);
  const stores = listed(facts.stores.map((store) => store.type).sort(byText), 3);
  const alone = facts.entryPoints.some((entry) => entry.kind === 'cli')
    ? 'Command-line program'
    : 'Library or collection of code';
  const kind = network.length > 0 ? `Service with ${count(network.length, 'network entry point')}` : alone;
  return `${kind}${frameworks === '' ? '' : `, built with ${frameworks}`}${stores === '' ? '' : `, storing data in ${stores}`}.`;
}
