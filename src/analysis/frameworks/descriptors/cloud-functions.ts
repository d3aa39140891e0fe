import type { Framework } from '../framework';

export const FIREBASE: Framework = {
  id: 'firebase',
  language: 'javascript',
  listeners: [
    {
      kind: 'http',
      names: 'onRequest onCall',
      callee:
        /^firebase-functions(\/v2)?(\/https)?(\.https|\.runWith\(\)\.https|\.region\(\)\.https)?\.(onRequest|onCall)$/,
    },
  ],
};

export const MICRO: Framework = {
  id: 'micro',
  language: 'javascript',
  listeners: [{ kind: 'http', names: 'micro', callee: /^micro$/ }],
};

export const GOOGLE_FUNCTIONS: Framework = {
  id: 'google-functions',
  language: 'javascript',
  listeners: [{ kind: 'http', names: 'http', callee: /^@google-cloud\/functions-framework\.http$/, name: 0 }],
};
