import type { CodeFacts, FileFact, Inventory } from '../../artifacts/facts';

const REASONS: Partial<Record<NonNullable<FileFact['skipped']>, string>> = {
  minified: 'Minified code is not read.',
  'too-large': 'Code files above 1 MB are not read.',
  unreadable: 'The file could not be read.',
  'outside-link': 'A link out of the folder is not followed.',
  'link-loop': 'A link to a folder around itself is not followed.',
};

/** What of the folder was not read as code although it may be code. */
export function limitsOf(inventory: Inventory, builds: readonly string[]): CodeFacts['limits'] {
  const files = inventory.files.flatMap((file) => {
    const reason = file.skipped && REASONS[file.skipped];
    const matters = file.language !== undefined || file.skipped === 'outside-link' || file.skipped === 'link-loop' || file.skipped === 'unreadable';
    return reason && matters ? [{ path: file.path, reason }] : [];
  });
  const unreadable = inventory.unreadable
    .filter((one) => !inventory.files.some((file) => file.path === one.path))
    .map((one) => ({ path: one.path, reason: `The folder or link could not be read (${one.reason}).` }));
  return [
    ...files,
    ...unreadable,
    ...inventory.truncated.map((path) => ({ path, reason: 'Folders more than 10 levels down are not entered.' })),
    ...builds.map((path) => ({ path, reason: 'Build output was read as code: there is no other source for it.' })),
    ...(inventory.estimatedFiles === undefined ? [] : [{ path: '', reason: `About ${inventory.estimatedFiles} files: folders below the fourth level were sampled.` }]),
  ];
}
