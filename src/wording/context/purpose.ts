import type { EntryPointFact } from '../../artifacts/facts';
import { count } from '../text';

export const namedByManifest = (path: string, name: { text: string }): string => `${path} names it "${name.text}"`;

export const namedByHeading = (path: string, title: { text: string }): string => `${path} is headed "${title.text}"`;

export const folderName = (projectName: string): string =>
  `The folder is called "${projectName}"; no manifest or README names the project`;

export const firstParagraph = (path: string): string => `${path} says so in its first paragraph`;

export const description = (path: string): string => `${path} says so in its description`;

export const onlyHeading = (path: string): string =>
  `${path} only has a heading; the rest describes what the code consists of`;

export const noPurpose = 'No README or manifest states a purpose; this only describes what the code consists of';
export const collection = 'Library or collection of code';

export const service = (network: readonly EntryPointFact[]): string =>
  `Service with ${count(network.length, 'network entry point')}`;

export const builtWith = (frameworks: string): string => `, built with ${frameworks}`;

export const storingIn = (stores: string): string => `, storing data in ${stores}`;
