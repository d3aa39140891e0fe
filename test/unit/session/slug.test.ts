import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SESSION_ROOT,
  ignoreLine,
  isSessionName,
  sessionIdOf,
  sessionIdOfName,
  sessionRootOf,
  sessionRootsOf,
} from '../../../src/session/layout';
import { slugOfScope, slugOfTarget } from '../../../src/session/slug';

const component = (...paths: string[]) => ({
  type: 'component' as const,
  component: { paths, includeSharedDeps: false },
});
const incremental = (baseRef: string) => ({
  type: 'incremental' as const,
  incremental: { baseRef, includeTouchedFiles: false },
});

describe('slug', () => {
  it.each([
    [component('modules/chariot/backend'), 'chariot-backend'],
    [component('Nebula Scanner v2.0'), 'nebula-scanner'],
    [component('modules/janus-framework'), 'janus-framework'],
    [component('src/auth/LoginController.ts'), 'auth-login'],
    [component('./modules/chariot/ui', './modules/chariot/backend'), 'chariot-ui-multi'],
    [{ type: 'full' as const }, 'full-app'],
    [incremental('main'), 'incremental-main'],
    [incremental('origin/release/1.2'), 'incremental-origin-release-1-2'],
    [incremental('HEAD~5'), 'incremental-head-5'],
  ])('names %o as the table says (P-003)', (scope, slug) => {
    expect(slugOfScope(scope)).toBe(slug);
  });

  it('is short and clean whatever it is given (P-004)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary-ascii', maxLength: 200 }), fc.string()), (text) => {
        for (const slug of [slugOfTarget(text), slugOfScope(component(text, 'b')), slugOfScope(incremental(text))]) {
          expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
          expect(slug.length).toBeLessThanOrEqual(30);
        }
      }),
    );
  });
});

describe('session folder', () => {
  it('takes its id from the clock, in UTC (P-002)', () => {
    expect(sessionIdOf('2024-12-20T10:30:00Z')).toBe('20241220-103000');
  });

  it('is recognised in both forms of the timestamp (P-002)', () => {
    expect(isSessionName('20241220-103000-full-app')).toBe(true);
    expect(isSessionName('2024-12-20-103000-full-app')).toBe(true);
    expect(sessionIdOfName('2024-12-20-103000-full-app')).toBe('20241220-103000');
    expect(isSessionName('20241220-full-app')).toBe(false);
    expect(isSessionName('20241220-103000-../x')).toBe(false);
  });

  it('lies where the setting says, by default in the workspace; others are looked at too', () => {
    expect(sessionRootOf('/w')).toBe('/w/.threat-model/sessions');
    expect(sessionRootOf('/w', 'out')).toBe('/w/out');
    expect(sessionRootOf('/w', '/elsewhere')).toBe('/elsewhere');
    expect(sessionRootsOf('/w', '/elsewhere')).toEqual([
      '/elsewhere',
      '/w/.threat-model/sessions',
      '/w/.claude/.output/threat-modeling',
    ]);
  });

  it('is offered for .gitignore unless it is outside', () => {
    expect(ignoreLine()).toBe(`/${DEFAULT_SESSION_ROOT}/`);
    expect(ignoreLine('./out/')).toBe('/out/');
    expect(ignoreLine('/elsewhere')).toBeUndefined();
  });
});
