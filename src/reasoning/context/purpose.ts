import type { CodeFacts } from '../../artifacts/facts';
import type { AgentTools } from '../work';
import { byText, count, listed } from '../wording';
import { type Suggestion, isNetwork } from './evidence';
import { MANIFESTS, type ManifestText, readManifest } from './manifest';
import { type Introduction, readIntroduction } from './readme';

export interface Statements {
  readme?: { path: string; intro: Introduction };
  manifests: { path: string; text: ManifestText }[];
}

/** A file that cannot be read says nothing. */
async function linesOf(tools: AgentTools, path: string): Promise<string[]> {
  try {
    return (await tools.readFile(path)).lines;
  } catch {
    return [];
  }
}

/** README and manifests at the top of the folder. */
export async function readStatements(tools: AgentTools): Promise<Statements> {
  const top = (await tools.listFiles()).filter((path) => !path.includes('/')).sort(byText);
  const path =
    top.find((name) => /^readme\.(md|markdown)$/i.test(name)) ??
    top.find((name) => /^readme(\.(rst|txt|adoc))?$/i.test(name));
  const manifests: Statements['manifests'] = [];
  for (const kind of MANIFESTS) {
    if (top.includes(kind)) manifests.push({ path: kind, text: readManifest(kind, await linesOf(tools, kind)) });
  }
  return {
    manifests,
    ...(path === undefined ? {} : { readme: { path, intro: readIntroduction(await linesOf(tools, path)) } }),
  };
}

export function nameOf(statements: Statements, projectName: string): Suggestion {
  const manifest = statements.manifests.find((item) => item.text.name !== undefined);
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
  const kind =
    network.length > 0
      ? `Service with ${count(network.length, 'network entry point')}`
      : facts.entryPoints.some((entry) => entry.kind === 'cli')
        ? 'Command-line program'
        : 'Library or collection of code';
  return `${kind}${frameworks === '' ? '' : `, built with ${frameworks}`}${stores === '' ? '' : `, storing data in ${stores}`}.`;
}
