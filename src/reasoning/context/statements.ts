import type { AgentTools } from '../work';
import { MANIFESTS, type ManifestText, readManifest } from './manifest';
import { type Introduction, readIntroduction } from './readme';
import { byText } from '../text';

/** What people wrote about the product, in prose. */
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
