import { describe, expect, it } from 'vitest';
import { callControls } from '../../../src/analysis/engine/controls/from-calls';
import { settingControls } from '../../../src/analysis/engine/controls/from-settings';
import { CachedTextSource } from '../../../src/analysis/read/text-source';
import { link } from '../link/linked';

async function names(file: string, code: string): Promise<string[]> {
  const program = await link({ [file]: code });
  return callControls(program, new CachedTextSource(() => code)).map((one) => one.name);
}

const CRYPTO = "const crypto = require('crypto');\n";

describe('random values', () => {
  it.each([
    ['a.js', `${CRYPTO}const resetToken = crypto.randomBytes(32).toString('hex');`],
    ['a.js', `${CRYPTO}user.apiKey = crypto.randomUUID();`],
    ['a.js', `${CRYPTO}function makeToken() { return crypto.randomBytes(32); }`],
    ['a.py', 'import secrets\nsession_id = secrets.token_hex()'],
    ['a.py', 'import secrets\npassword = secrets.token_urlsafe(16)'],
  ])('are a control where they are a secret: %s %s', async (file, code) => {
    expect(await names(file, code)).toContain('Secure random numbers');
  });
  it.each([
    ['a.js', `${CRYPTO}const id = crypto.randomUUID();`],
    ['a.js', `${CRYPTO}row.pageId = crypto.randomUUID();`],
    ['a.js', "const { nanoid } = require('nanoid');\nconst element = { key: nanoid(), name: nanoid() };"],
    ['a.py', 'import uuid\ncode = uuid.uuid4()'],
  ])('are none where they only differ: %s %s', async (file, code) => {
    expect(await names(file, code)).not.toContain('Secure random numbers');
  });
});

describe('limits of requests', () => {
  const limited = (limit: string): Promise<string[]> =>
    names('a.js', `const express = require('express');\napp.use(express.json({ limit: ${limit} }));`);
  it('refuse what is large', async () => {
    for (const limit of ["'10kb'", "'100kb'", '2048']) expect(await limited(limit), limit).toContain('Body size limit');
  });
  it('are none where they let in more', async () => {
    for (const limit of ["'50mb'", "'1gb'", 'Infinity', '10000000', 'settings.limit'])
      expect(await limited(limit), limit).not.toContain('Body size limit');
  });
});

describe('settings that limit requests', () => {
  const settings = async (code: string): Promise<string[]> => {
    const program = await link({ 'settings.py': code });
    return settingControls(program, new CachedTextSource(() => code)).map((one) => one.name);
  };
  it('are those that refuse, not those that raise what a framework refuses by itself', async () => {
    expect(await settings('MAX_CONTENT_LENGTH = 1024 * 1024')).toEqual(['Body size limit']);
    expect(await settings('DATA_UPLOAD_MAX_MEMORY_SIZE = OTHER_LIMIT')).toEqual([]);
    expect(await settings('FILE_UPLOAD_MAX_MEMORY_SIZE = 100')).toEqual([]);
  });
});
