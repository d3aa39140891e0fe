import { describe, expect, it } from 'vitest';
import { concernsFromFeedback } from '../../../src/reasoning/concerns/feedback';
import { ConcernEdit } from '../../../src/artifacts/checkpoint-record';
import { ADMIN, AUTH, sampleFacts } from './sample-app';
import { render } from '../../../src/wording/render';

const asked = (...texts: string[]) => render(concernsFromFeedback(texts, sampleFacts()));

describe('free text at the mapping checkpoint (P-143)', () => {
  it('asks about the routes it names, in the words of the reviewer', () => {
    const [edit, ...others] = asked('Who may call /admin/users/:id/role? Check the permission.');
    expect(others).toEqual([]);
    expect(edit).toEqual({
      action: 'add',
      title: 'POST /admin/users/:id/role: Who may call /admin/users/:id/role? Check the permission.',
      severity: 'medium',
      description: expect.stringContaining('Asked for at the checkpoint') as string,
      category: 'authorization',
      file: ADMIN,
      line: 4,
    });
    expect(ConcernEdit.safeParse(edit).success).toBe(true);
  });

  it('asks about the files it names, by path or by a name only one file has', () => {
    expect(asked(`Look at the encryption in ${AUTH}.`)).toMatchObject([
      { file: AUTH, line: 1, category: 'cryptography' },
    ]);
    expect(asked('auth.js needs a second look')).toMatchObject([{ file: AUTH }]);
  });

  it('asks nothing when it names nothing of this code, and each thing once', () => {
    expect(asked('Please be more careful.', 'nowhere.js', '/')).toEqual([]);
    expect(asked('auth.js', 'auth.js')).toHaveLength(1);
  });
});
