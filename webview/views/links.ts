import type { ArtifactLink, Link } from '../../src/artifacts/checkpoint-views';
import type { Location } from '../../src/artifacts/enums';
import { link } from '../controls';
import { h, type VNode } from '../dom';
import { icon } from '../icons';
import type { Env } from './env';
import { section } from './section';

/** `src/app.ts:12`; opens the editor at the line. */
export function fileLink(env: Env, file: string, line?: number, label?: string): VNode {
  const place = line === undefined ? file : `${file}:${line}`;
  const text = label ?? place;
  return link(text, () => env.act.openFile(file, line), {
    class: 'file',
    name: `Open ${text === place ? place : `${text}, ${place}`}`,
    title: place,
  });
}

export const linkTo = (env: Env, { label, file, line }: Link): VNode =>
  fileLink(env, file, line, label === '' ? undefined : label);
export const locationLink = (env: Env, { file_path, line_range }: Location): VNode =>
  fileLink(env, file_path, line_range.start);

export function artifactLink(env: Env, path: string, title: string): VNode {
  return link(title, () => env.act.openArtifact(path), { class: 'artifact', name: `Open ${title}`, title: path });
}

/** Every file the phase or batch produced. */
export function artifacts(env: Env, id: string, list: readonly ArtifactLink[], title = 'Files produced'): VNode {
  return section(
    env,
    { id: `${id}.artifacts`, title, count: list.length, open: false },
    h(
      'ul',
      { class: 'plain artifacts' },
      ...list.map((item) =>
        h(
          'li',
          { key: item.path },
          icon('file'),
          h('div', {}, artifactLink(env, item.path, item.title), h('div', { class: 'path muted' }, item.path)),
        ),
      ),
    ),
  );
}
