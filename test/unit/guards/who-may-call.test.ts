import { describe, expect, it } from 'vitest';
import type { EntryPointFact, GuardFact } from '../../../src/artifacts/facts';
import { whoMayCall } from '../../../src/analysis/engine/guards/who-may-call';
import { entryPoints } from '../entries/found';

const at: EntryPointFact['at'] = { file: 'a.js', line: 1, endLine: 1, text: '' };
const guard = (establishes: string, extra: Partial<GuardFact> = {}): GuardFact => ({
  category: ['role', 'permission', 'policy', 'ownership'].includes(establishes) ? 'authorization' : 'authentication',
  establishes,
  name: establishes,
  at,
  scope: 'route',
  strength: 'strong',
  basis: { is: 'by-name' },
  ...extra,
});
const asked = (part: Partial<EntryPointFact> & { asksIdentity?: boolean }) =>
  whoMayCall({
    guards: [],
    unexplained: [],
    publicByDesign: false,
    handler: { name: 'h', functionId: 'h', at },
    ...part,
  });
const unexplained = [{ name: 'x', at, readsAddress: true }];

describe('who may call an entry point', () => {
  it.each([
    ['nobody asks', {}, 'none', 'none'],
    ['a sign-in', { guards: [guard('authenticated')] }, 'required', 'none'],
    ['a role, which nobody has without a sign-in', { guards: [guard('role')] }, 'required', 'role'],
    ['a kept session', { guards: [guard('session')] }, 'none', 'none'],
    ['a handler that looks who is there', { asksIdentity: true }, 'optional', 'none'],
    ['a sign-in that a setting installs', { guards: [guard('authenticated', { condition: 'x' })] }, 'optional', 'none'],
    ['something that was not understood', { unexplained }, 'unknown', 'unknown'],
    ['a sign-in and something else', { unexplained, guards: [guard('authenticated')] }, 'required', 'unknown'],
    ['a handler that was not found', { handler: undefined }, 'unknown', 'unknown'],
    ['public by nature', { publicByDesign: true }, 'public', 'none'],
    [
      'public by its name behind what asks for rights',
      { publicByDesign: true, unexplained: [{ ...unexplained[0], name: 'needs_permission' }] },
      'unknown',
      'unknown',
    ],
    ['public by its name behind something else', { publicByDesign: true, unexplained }, 'public', 'unknown'],
    ['public by its name and guarded', { publicByDesign: true, guards: [guard('authenticated')] }, 'required', 'none'],
    ['an owner and a role', { guards: [guard('role'), guard('ownership')] }, 'required', 'ownership'],
  ] as const)('%s', (_name, part, authentication, authorization) => {
    expect(asked(part as unknown as Partial<EntryPointFact>)).toMatchObject({ authentication, authorization });
  });

  it('has the roles that every check lets through', () => {
    expect(asked({ guards: [guard('role', { roles: ['admin', 'user'] })] }).roles).toEqual(['admin', 'user']);
    expect(
      asked({ guards: [guard('role', { roles: ['admin', 'user'] }), guard('role', { roles: ['admin'] })] }).roles,
    ).toEqual(['admin']);
  });

  it('stands in the facts', async () => {
    const code =
      "const app = require('express')();\napp.get('/a', (req, res) => res.end());\napp.get('/b', (req, res) => { if (!req.user) return res.sendStatus(401); res.end(); });\n";
    expect((await entryPoints({ 'a.js': code })).map((one) => one.authentication)).toEqual(['none', 'required']);
  });
});
