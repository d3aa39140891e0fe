import type { ControlCategory, Severity } from '../artifacts/enums';

/** Rules by which facts become concerns. `user` and `mapper` mark concerns that were not derived. */
export type ConcernRuleId =
  | 'C-AUTHN'
  | 'C-AUTHZ'
  | 'C-TENANT'
  | 'C-INPUT'
  | 'C-UPLOAD'
  | 'C-OUTPUT'
  | 'C-CRYPTO'
  | 'C-SECRET'
  | 'C-LOG'
  | 'C-RATE'
  | 'C-CORS'
  | 'C-DEP'
  | 'C-BOUND'
  | 'C-INFRA'
  | 'C-COMPL'
  | 'C-NOTE'
  | 'C-VERIFY';

interface SecondaryCategory {
  category: ControlCategory;
  focus: string;
}

export interface ConcernRule {
  primary: ControlCategory;
  secondary: readonly SecondaryCategory[];
  /** The most severe such a concern can be, with the reason. */
  cap?: { at: Severity; why: string };
}

const also = (category: ControlCategory, focus: string): SecondaryCategory => ({ category, focus });

export const CONCERN_RULES: Readonly<Record<ConcernRuleId, ConcernRule>> = {
  'C-AUTHN': { primary: 'authentication', secondary: [also('authorization', 'What an anonymous caller can then do')] },
  'C-AUTHZ': { primary: 'authorization', secondary: [also('input-validation', 'Where the object id comes from')] },
  'C-TENANT': {
    primary: 'authorization',
    secondary: [
      also('input-validation', 'Where the tenant key comes from'),
      also('logging-audit', 'Whether access across tenants would be noticed'),
    ],
  },
  'C-INPUT': {
    primary: 'input-validation',
    secondary: [also('output-encoding', 'Whether the value is encoded for its destination')],
  },
  'C-UPLOAD': { primary: 'input-validation', secondary: [also('rate-limiting', 'Size and number of uploads')] },
  'C-OUTPUT': {
    primary: 'output-encoding',
    secondary: [also('cors-csp', 'Whether a content security policy would stop a script')],
  },
  'C-CRYPTO': { primary: 'cryptography', secondary: [also('secrets-management', 'Where the keys are kept')] },
  'C-SECRET': { primary: 'secrets-management', secondary: [also('cryptography', 'What the secret protects')] },
  'C-LOG': {
    primary: 'logging-audit',
    secondary: [also('secrets-management', 'Whether secrets get into the log')],
    cap: { at: 'medium', why: 'what is missing is the record, not the protection' },
  },
  'C-RATE': {
    primary: 'rate-limiting',
    secondary: [also('authentication', 'What guessing would gain')],
    cap: { at: 'medium', why: 'the attack needs many requests' },
  },
  'C-CORS': {
    primary: 'cors-csp',
    secondary: [also('authentication', 'Whether a session can be used from another site')],
    cap: { at: 'medium', why: "it takes a victim's browser" },
  },
  'C-DEP': { primary: 'dependency-security', secondary: [], cap: { at: 'medium', why: 'no known advisory' } },
  'C-BOUND': {
    primary: 'authorization',
    secondary: [],
    cap: { at: 'low', why: 'only the absence of a control is known' },
  },
  'C-INFRA': { primary: 'authorization', secondary: [also('secrets-management', 'What configuration could be read')] },
  'C-COMPL': {
    primary: 'logging-audit',
    secondary: [],
    cap: { at: 'medium', why: 'only the absence of evidence is known' },
  },
  'C-NOTE': { primary: 'input-validation', secondary: [] },
  'C-VERIFY': {
    primary: 'authentication',
    secondary: [],
    cap: { at: 'info', why: 'it asks about what is there, not about what is missing' },
  },
};

/** How a kind of outside data is called at the start of a title. */
export function sourceWords(kind: string | undefined): string {
  switch (kind) {
    case undefined:
      return 'Data';
    case 'cli':
      return 'A command-line argument';
    case 'env':
      return 'An environment variable';
    case 'library-input':
      return 'An argument of an exported function';
    case 'file':
      return 'An uploaded file';
    case 'message':
      return 'A message';
    case 'page-url':
    case 'page-message':
      return 'Data from the page address or another window';
    case 'archive-entry':
      return 'The name of an archive entry';
    case 'error':
      return 'An error';
    case 'fresh-secret':
      return 'A new credential';
    default:
      return 'Request data';
  }
}
