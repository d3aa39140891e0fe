import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';

/** How strong the policy on origins is that an application sets up with these options. */
async function strength(options: string): Promise<string | undefined> {
  const code = `const app = require('express')();\nconst cors = require('cors');\napp.use(cors(${options}));\n`;
  const { controls } = await analyzeInProcess(new Map([['app.js', code]]));
  return controls.find(({ name }) => name === 'CORS policy')?.strength;
}

describe('a policy on origins', () => {
  it.each(['', "{ exposedHeaders: ['X-Total'] }", '{}'])('that names none is weak: %s', async (options) => {
    expect(await strength(options)).toBe('weak');
  });
  it.each(["{ origin: 'https://app.example.net' }", 'options', '{ ...shared }'])(
    'that names some, or may, is partial: %s',
    async (options) => {
      expect(await strength(options)).toBe('partial');
    },
  );
});
