import { posix } from 'node:path';
import type { CodeFacts } from '../artifacts/facts';
import type { Inventory } from '../artifacts/inventory';
import type { WhyUnread } from '../artifacts/unread';
import { FOREIGN_DIRECTORIES } from '../knowledge/made-folders';
import { unreadCodeByName } from '../knowledge/unread-code';
import type { Registry } from './languages/registry';
import type { FileIr } from './read/ir';
import { modulesNamedIn } from './engine/link/imports-in';

/** Named at most; who imports more of them hides nothing by it. */
const MOST = 100;

/** What bundlers let code import that is none, and what Node loads as data. */
const ASSET =
  /\.(?:json5?|jsonc|css|scss|sass|less|styl|pcss|svg|png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|webm|ogg|wav|pdf|wasm|node|html?|mdx?|graphql|gql|ya?ml|xml|csv|tsv|glsl|vert|frag|hbs|ejs|pug|po|map)$/i;

const isForeign = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((name) => FOREIGN_DIRECTORIES.has(name));

/** Whether Node would run a file of this name as a script: it does so with every ending it does not know. */
const runsAsScript = (path: string, languages: Registry): boolean =>
  posix.extname(path) !== '' &&
  languages.of(path) === undefined &&
  unreadCodeByName(path) === undefined &&
  !ASSET.test(path);

/** What code imports by its path and is not read, because of where it lies or what it is called. */
export function unreadImports(trees: Iterable<FileIr>, { files }: Inventory, languages: Registry): CodeFacts['limits'] {
  const byPath = new Set(languages.all.filter(({ linking }) => linking.importsByPath).map(({ id }) => id));
  const listed = new Set(files.map((file) => file.path));
  const found = new Map<string, CodeFacts['limits'][number]>();
  const add = (path: string, why: WhyUnread): void => void found.set(`${path}\0${JSON.stringify(why)}`, { path, why });
  for (const tree of trees) {
    if (!byPath.has(tree.language) || isForeign(tree.path)) continue;
    for (const { module, typeOnly } of modulesNamedIn(tree)) {
      if (typeOnly || !/^\.{1,2}\//.test(module)) continue;
      const path = posix.join(posix.dirname(tree.path), module);
      if (path.startsWith('..')) continue;
      if (isForeign(path) && !ASSET.test(path)) add(tree.path, { is: 'imports-dependency', name: path });
      else if (listed.has(path) && runsAsScript(path, languages)) add(path, { is: 'imported-misnamed' });
    }
  }
  const keys = [...found.keys()].sort().slice(0, MOST);
  return keys.flatMap((key) => found.get(key) ?? []);
}
