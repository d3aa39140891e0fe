import { readFileSync, readdirSync } from 'node:fs';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { PRINTED, SAVED_FILES, SESSION_INDEX, savedFileAt } from '../../../src/artifacts/saved-files';

const compile = (name: string): ((value: unknown) => boolean) => {
  const validate = new Ajv({ strict: false }).compile(
    JSON.parse(readFileSync(`schemas/${name}.schema.json`, 'utf8')) as object,
  );
  return (value) => validate(value);
};

describe('saved files and their JSON Schemas', () => {
  it.each([
    ['phase-4/investigations/high/003-sql-injection.json', 'investigation'],
    ['phase-4/investigations/high/003-ERROR.json', 'concern-error'],
    ['phase-4/investigations/discovered-low/batch-summary.json', 'batch-summary'],
    ['phase-4/input-validation.json', 'control-category'],
    ['phase-3/components/web-api.json', 'component'],
    ['handoffs/phase-1-to-2.json', 'handoff'],
    ['phase-4/summary.md', undefined],
    ['other/phase-3/concerns.json', undefined],
    ['phase-3/components/deep/er.json', undefined],
  ])('%s is %s', (path, name) => {
    expect(savedFileAt(path)?.name).toBe(name);
  });

  it('has one schema file for each kind and no other', () => {
    const names = [SESSION_INDEX, ...SAVED_FILES, ...PRINTED].map(({ name }) => `${name}.schema.json`);
    expect(new Set(names).size).toBe(names.length);
    expect(readdirSync('schemas').sort()).toEqual(names.sort());
  });

  it.each([SESSION_INDEX, ...SAVED_FILES, ...PRINTED].map(({ name }) => name))(
    '%s compiles and rejects what is no such thing',
    (name) => {
      expect(compile(name)('not an object')).toBe(false);
    },
  );

  it('accepts a session index and names what is wrong in a broken one', () => {
    const entry = {
      session_id: '20260102-030405-full-app',
      path: '20260102-030405-full-app',
      created: '2026-01-02T03:04:05Z',
      status: 'completed',
    };
    expect(compile('sessions')({ sessions: [entry] })).toBe(true);
    expect(compile('sessions')({ sessions: [{ ...entry, status: 'done' }] })).toBe(false);
  });
});
