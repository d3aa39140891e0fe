import { count, listed } from '../text';
import type { CodeShape } from '../../messages/context';

export const namedByManifest = (path: string, name: { text: string }): string => `${path} names it "${name.text}"`;

export const namedByHeading = (path: string, title: { text: string }): string => `${path} is headed "${title.text}"`;

export const folderName = (projectName: string): string =>
  `The folder is called "${projectName}"; no manifest or README names the project`;

export const firstParagraph = (path: string): string => `${path} says so in its first paragraph`;

export const description = (path: string): string => `${path} says so in its description`;

export const onlyHeading = (path: string): string =>
  `${path} only has a heading; the rest describes what the code consists of`;

export const noPurpose = 'No README or manifest states a purpose; this only describes what the code consists of';
function kindOf({ network, commands }: CodeShape): string {
  if (network > 0) return `Service with ${count(network, 'network entry point')}`;
  return commands ? 'Command-line program' : 'Library or collection of code';
}

export function untitled(shape: CodeShape): string {
  const frameworks = listed(shape.frameworks, 3);
  const stores = listed(shape.stores, 3);
  const built = frameworks === '' ? '' : `, built with ${frameworks}`;
  return `${kindOf(shape)}${built}${stores === '' ? '' : `, storing data in ${stores}`}.`;
}

export const titled = (title: string, shape: CodeShape): string => `${title}. ${untitled(shape)}`;
