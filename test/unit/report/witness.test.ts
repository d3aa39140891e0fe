import { describe, expect, it } from 'vitest';
import { proofOfConcept } from '../../../src/report/markdown/witness';

const at = { file: 'app.js', line: 3, endLine: 3, text: 'if (ok)' };

describe('the proof of concept in the report', () => {
  it('shows the request, a line for the terminal, and what it takes', () => {
    const shown = proofOfConcept({
      witness: {
        steps: [
          {
            sender: { who: 'anyone' },
            sent: {
              kind: 'request',
              method: 'POST',
              path: '/x',
              query: [{ name: 'q', value: 'a b' }],
              headers: [],
              body: { as: 'json', value: { host: "x'; id" } },
            },
            expects: { effect: 'runs', shows: 'uid=' },
          },
        ],
        meets: [],
        given: [{ at, holds: true }],
      },
    });
    expect(shown).toContain(
      'POST /x?q=a%20b HTTP/1.1\nHost: localhost\nContent-Type: application/json\n\n{"host":"x\'; id"}',
    );
    expect(shown).toContain("curl -i --path-as-is -X POST 'http://localhost/x?q=a%20b'");
    expect(shown).toContain(String.raw`--data-raw '{"host":"x'\''; id"}'`);
    expect(shown).toContain('app.js:3');
  });

  it('says why there is none', () => {
    expect(proofOfConcept({ obstacle: { why: 'cannot-hold', at } })).toContain('Not proved: no value was found');
    expect(proofOfConcept({})).toBe('');
  });
});
