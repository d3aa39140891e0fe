import type { CodeFacts } from '../../../artifacts/facts';
import type { FileFact, Inventory } from '../../../artifacts/inventory';
import type { PlainlyUnread } from '../../../artifacts/unread';

const SKIPPED: Partial<Record<NonNullable<FileFact['skipped']>, PlainlyUnread>> = {
  minified: 'minified',
  'too-large': 'code-too-large',
  unreadable: 'unreadable',
  'outside-link': 'link-outside',
  'link-loop': 'link-loop',
  special: 'special-file',
  encoding: 'misleading-encoding',
  binary: 'not-text',
};

const LINKS: ReadonlySet<FileFact['skipped']> = new Set(['outside-link', 'link-loop', 'special', 'unreadable']);

const NOT_ENTERED: Partial<Record<NonNullable<Inventory['leftOut']>[number]['cause'], PlainlyUnread>> = {
  crowded: 'folder-crowded',
  'too-many': 'too-many-files',
};

/** Folders that a limit of the listing keeps from being entered. */
function notEntered({ leftOut = [] }: Inventory): CodeFacts['limits'] {
  return leftOut.flatMap(({ path, cause }) => {
    const is = NOT_ENTERED[cause];
    return is === undefined ? [] : [{ path, code: 'budget' as const, why: { is } }];
  });
}

/** What of the folder was not read as code although it may be code. */
export function limitsOf(inventory: Inventory, builds: readonly string[]): CodeFacts['limits'] {
  const files = inventory.files.flatMap((file) => {
    const is = file.skipped && SKIPPED[file.skipped];
    const matters = file.language !== undefined || LINKS.has(file.skipped);
    return is && matters ? [{ path: file.path, why: { is } }] : [];
  });
  const listed = new Set(inventory.files.map((file) => file.path));
  const unreadable = inventory.unreadable.filter((one) => !listed.has(one.path));
  return [
    ...files,
    ...unreadable,
    ...inventory.truncated.map((path) => ({ path, why: { is: 'folder-too-deep' as const } })),
    ...notEntered(inventory),
    ...builds.map((path) => ({ path, why: { is: 'output-read-as-code' as const } })),
    ...(inventory.estimatedFiles === undefined
      ? []
      : [{ path: '', why: { is: 'folders-sampled' as const, count: inventory.estimatedFiles } }]),
  ];
}
