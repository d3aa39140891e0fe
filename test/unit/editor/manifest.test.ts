import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SAVED_FILES, savedFileAt, SESSION_INDEX } from '../../../src/artifacts/saved-files';
import { COMMANDS, CONTEXT_KEYS, EXPLANATION_SCHEME, FINDING_SCHEME, VIEWS } from '../../../src/editor/ids';

interface Menu {
  command: string;
  when?: string;
}
interface Manifest {
  activationEvents: string[];
  contributes: {
    commands: { command: string; title: string; category: string; icon?: string }[];
    views: Record<string, { id: string; name: string }[]>;
    viewsWelcome: { view: string; contents: string; when?: string }[];
    menus: Record<string, Menu[]>;
    configuration: {
      properties: Record<
        string,
        { description?: string; markdownDescription?: string; scope?: string; default?: unknown }
      >;
    };
    configurationDefaults: Record<string, unknown>;
    jsonValidation: { fileMatch: string[]; url: string }[];
    walkthroughs: { steps: { description: string; media: { markdown: string } }[] }[];
  };
}

const ROOT = join(import.meta.dirname, '../../..');
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const { contributes } = manifest;
const ids = contributes.commands.map(({ command }) => command);
const menus = Object.values(contributes.menus).flat();

describe('the manifest', () => {
  it('has the commands of the code, each with category and a title of its own', () => {
    expect([...ids].sort()).toEqual([...COMMANDS].sort());
    expect(contributes.commands.every(({ category }) => category === 'Threatline')).toBe(true);
    expect(new Set(contributes.commands.map(({ title }) => title)).size).toBe(ids.length);
  });

  it('has the views of the code', () => {
    expect(
      Object.values(contributes.views)
        .flat()
        .map(({ id }) => id),
    ).toEqual(Object.values(VIEWS));
    for (const { view } of contributes.viewsWelcome) expect(Object.values(VIEWS)).toContain(view);
  });

  it('puts only known commands in menus, welcome texts and the walkthrough', () => {
    const text = JSON.stringify([contributes.viewsWelcome, contributes.walkthroughs]);
    const linked = [...text.matchAll(/command:(threatline\.[A-Za-z.]+)/g)].flatMap(([, id]) => id ?? []);
    const known = new Set<string>([...COMMANDS, ...Object.values(VIEWS).map((view) => `${view}.focus`)]);
    expect([...menus.map(({ command }) => command), ...linked].filter((id) => !known.has(id))).toEqual([]);
  });

  it('asks only for context keys and views that the code has', () => {
    const conditions = [...menus, ...contributes.viewsWelcome].map(({ when }) => when ?? '').join(' ');
    const known = new Set<string>([...CONTEXT_KEYS, ...Object.values(VIEWS)]);
    expect(
      [...conditions.matchAll(/threatline\.[A-Za-z.]+/g)].map(([key]) => key).filter((key) => !known.has(key)),
    ).toEqual([]);
  });

  it('gives every command in a row or title an icon', () => {
    const inline = [...(contributes.menus['view/title'] ?? []), ...(contributes.menus['view/item/context'] ?? [])].map(
      ({ command }) => command,
    );
    expect(contributes.commands.filter(({ command, icon }) => inline.includes(command) && !icon)).toEqual([]);
  });

  it('hides from the palette what makes no sense there', () => {
    const palette = new Map(contributes.menus['commandPalette']?.map(({ command, when }) => [command, when]));
    expect(ids.filter((id) => !palette.has(id))).toEqual([
      'threatline.start',
      'threatline.openCheckpoint',
      'threatline.showLog',
    ]);
  });

  it('describes every setting and says where it can be set', () => {
    for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
      expect(setting.description ?? setting.markdownDescription, name).toMatch(/\S\.$/);
      expect(['resource', 'window'], name).toContain(setting.scope);
      expect(setting, name).toHaveProperty('default');
    }
  });

  it('wakes up for commands, views and our own files only', () => {
    expect(manifest.activationEvents.every((event) => /^workspaceContains:[^*]*sessions\.json$/.test(event))).toBe(
      true,
    );
  });

  it('opens the pages of findings rendered', () => {
    expect(contributes.configurationDefaults['workbench.editorAssociations']).toEqual({
      [`${EXPLANATION_SCHEME}:/**`]: 'vscode.markdown.preview.editor',
      [`${FINDING_SCHEME}:/**`]: 'vscode.markdown.preview.editor',
    });
  });

  it('checks every file of a session with its schema, and with no other', () => {
    const toPattern = (glob: string): RegExp =>
      new RegExp(`^${glob.replace(/[.+]/g, '\\$&').replaceAll('*', '[^/]*')}$`);
    const schemasFor = (path: string): string[] =>
      contributes.jsonValidation
        .filter(
          ({ fileMatch }) =>
            fileMatch.some((glob) => !glob.startsWith('!') && toPattern(glob).test(path)) &&
            !fileMatch.some((glob) => glob.startsWith('!') && toPattern(glob.slice(1)).test(path)),
        )
        .map(({ url }) => url);
    for (const root of ['.threat-model/sessions', '.claude/.output/threat-modeling']) {
      expect(schemasFor(`${root}/sessions.json`)).toEqual([`./schemas/${SESSION_INDEX.name}.schema.json`]);
      for (const path of SAVED_FILES.flatMap(({ paths }) => paths.map((pattern) => pattern.replaceAll('*', 'one')))) {
        expect(schemasFor(`${root}/20260101-000000-full-app/${path}`), path).toEqual([
          `./schemas/${savedFileAt(path)?.name ?? ''}.schema.json`,
        ]);
      }
    }
  });
});
