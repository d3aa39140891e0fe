import type { CodeFacts } from '../../../artifacts/facts';
import type { FileFact, Inventory } from '../../../artifacts/inventory';

const REASONS: Partial<Record<NonNullable<FileFact['skipped']>, string>> = {
  minified: 'Minified code is not read.',
  'too-large': 'Code files above 1 MB are not read.',
  unreadable: 'The file could not be read.',
  'outside-link': 'A link out of the folder is not followed.',
  'link-loop': 'A link to a folder around itself is not followed.',
  special: 'A device, pipe or socket is not read.',
  encoding: 'The file declares an encoding in which comments can hold code; it is not read.',
  binary: 'The file has the name of code and is no text.',
};

const LINKS: ReadonlySet<FileFact['skipped']> = new Set(['outside-link', 'link-loop', 'special', 'unreadable']);

const NOT_ENTERED: Partial<Record<NonNullable<Inventory['leftOut']>[number]['cause'], string>> = {
  crowded: 'The folder holds more than 200,000 entries and is not entered.',
  'too-many': 'There are more than 1,000,000 files: this is not entered.',
};

/** Folders that a limit of the listing keeps from being entered. */
function notEntered({ leftOut = [] }: Inventory): CodeFacts['limits'] {
  return leftOut.flatMap(({ path, cause }) => {
    const reason = NOT_ENTERED[cause];
    return reason === undefined ? [] : [{ path, code: 'budget' as const, reason }];
  });
}

/** What of the folder was not read as code although it may be code. */
export function limitsOf(inventory: Inventory, builds: readonly string[]): CodeFacts['limits'] {
  const files = inventory.files.flatMap((file) => {
    const reason = file.skipped && REASONS[file.skipped];
    const matters = file.language !== undefined || LINKS.has(file.skipped);
    return reason && matters ? [{ path: file.path, reason }] : [];
  });
  const listed = new Set(inventory.files.map((file) => file.path));
  const unreadable = inventory.unreadable
    .filter((one) => !listed.has(one.path))
    .map((one) => ({ path: one.path, reason: `The folder, file or link could not be read (${one.reason}).` }));
  return [
    ...files,
    ...unreadable,
    ...inventory.truncated.map((path) => ({ path, reason: 'Folders more than 10 levels down are not entered.' })),
    ...notEntered(inventory),
    ...builds.map((path) => ({
      path,
      reason:
        'The folder has the name of build output and was read as code: nothing shows that it is made from other files.',
    })),
    ...(inventory.estimatedFiles === undefined
      ? []
      : [
          { path: '', reason: `About ${inventory.estimatedFiles} files: folders below the fourth level were sampled.` },
        ]),
  ];
}
