import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { say } from '../../../src/messages/say';
import { CATALOGUE } from '../../../src/wording/catalogue';
import { render } from '../../../src/wording/render';

const textsIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

const IMPORTS = /import (?:type )?\{([^}]*)\} from '[^']*'/g;

describe('the catalogue of sentences', () => {
  const sources = textsIn('src');
  const said = new Set(sources.flatMap((text) => [...text.matchAll(/'([\w/-]+\.\w+)'/g)].map(([, kind]) => kind)));
  const imported = new Set(
    sources.flatMap((text) => [...text.matchAll(IMPORTS)].flatMap(([, names]) => names!.split(/[\s,]+/))),
  );

  it.each(Object.entries(CATALOGUE))('%s has no sentence that nobody says', (file, sentences) => {
    const unsaid = Object.keys(sentences).filter((name) => !said.has(`${file}.${name}`) && !imported.has(name));
    expect(unsaid).toEqual([]);
  });
});

describe('rendering a draft', () => {
  const later = say('test-plan/steps.withParameter', 'POST /login', 'name');

  it('puts texts in the place of what is said, also within what is said', () => {
    const draft = { id: 'A', steps: [{ action: say('test-plan/steps.sendSetToPayload', later), position: 1 }] };
    const action = 'Send POST /login with `name` set to the payload.';
    expect(render(draft)).toEqual({ id: 'A', steps: [{ action, position: 1 }] });
  });

  it('leaves what says nothing as it is', () => {
    const place = { file: 'a.js', lines: [1, 2] };
    const drafted = { place, none: undefined, nothing: null, title: later };
    const made = render(drafted);
    expect(made.place).toBe(place);
    expect(Object.keys(made)).toEqual(Object.keys(drafted));
    expect(drafted.title).toBe(later);
  });

  it('makes what is shared once', () => {
    const shared = { title: later };
    const [first, second] = render([shared, shared]);
    expect(first).toBe(second);
  });
});
