// The licence texts of the libraries that are bundled, which their licences ask to keep with every copy.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './node.mjs';

/**
 * Folder of the package a bundled file belongs to (`node_modules/zod`), nested
 * ones included; undefined for our own files.
 */
export function packageOf(input) {
  const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
  return match?.[0];
}

function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim();
}

function notice(folder) {
  const manifestFile = join(ROOT, folder, 'package.json');
  if (!existsSync(manifestFile)) throw new Error(`${folder} is bundled but has no package.json`);
  const { name, version, license } = JSON.parse(readFileSync(manifestFile, 'utf8'));
  if (typeof license !== 'string') throw new Error(`${name} is bundled but names no licence`);
  return `${name} ${version} (${license})\n\n${licenceText(join(ROOT, folder))}`.trim();
}

/** One text for all packages that the files come from, in order of name. */
export function notices(inputs) {
  const folders = [...new Set(inputs.map(packageOf).filter((folder) => folder !== undefined))].sort();
  const rule = '-'.repeat(80);
  return `Threatline contains the following third-party software.\n\n${folders.map((folder) => `${rule}\n${notice(folder)}\n`).join('\n')}`;
}
