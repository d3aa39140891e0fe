import { describe, expect, it } from 'vitest';
import { kindOfName } from '../../../../src/safety/secrets/names';

describe('what a name says about its value', () => {
  it.each([
    ['password2', 'secret'],
    ['apiSecret12', 'secret'],
    ['SECRET_KEY_2', 'secret'],
    ['api_key1', 'token'],
  ])('is the same with a number behind it: %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });

  it.each(['sha256', 'base64', 'resetPassword2', '2', 'x1'])('is nothing: %s', (name) => {
    expect(kindOfName(name)).toBeUndefined();
  });
});
