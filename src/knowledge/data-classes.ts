import type { Sensitivity } from '../artifacts/enums';

/** Kinds of data, recognised by the names of fields, with what follows from holding them. */
export interface DataClass {
  id: string;
  /** As stored in `data_types[].category`. */
  category: string;
  label: string;
  sensitivity: Sensitivity;
  /**
   * Word sequences: a field belongs to the class if all words of one appear in
   * its name, in this order and side by side.
   */
  words: readonly string[];
  /** Words that count only in a structure about a person, or one that has a stronger field of the class. */
  weakWords: readonly string[];
  regulations: readonly string[];
  /** Id of the crown jewel this class makes. */
  crownJewel: string;
  rationale: string;
  /** Matching hints for files and flows. */
  keywords: readonly string[];
  protection: readonly string[];
}

export const DATA_CLASSES: readonly DataClass[] = [
  {
    id: 'credentials',
    category: 'credentials',
    label: 'Credentials',
    sensitivity: 'critical',
    words: [
      'password',
      'passwd',
      'passphrase',
      'pwd',
      'secret',
      'api key',
      'apikey',
      'access token',
      'refresh token',
      'auth token',
      'session token',
      'reset token',
      'private key',
      'hashed password',
      'credential',
      'credentials',
      'totp',
      'otp',
      'mfa secret',
      'pin code',
    ],
    weakWords: ['token', 'hash', 'salt', 'pin'],
    regulations: [],
    crownJewel: 'user_credentials',
    rationale: 'Whoever has them acts as somebody else.',
    keywords: ['password', 'credential', 'token', 'session', 'login', 'auth', 'secret'],
    protection: ['slow password hashing', 'rate limiting of logins', 'no secrets in code or logs'],
  },
  {
    id: 'health',
    category: 'PHI',
    label: 'Health data',
    sensitivity: 'high',
    words: [
      'diagnosis',
      'diagnoses',
      'patient',
      'medication',
      'prescription',
      'allergy',
      'allergies',
      'symptom',
      'symptoms',
      'medical record',
      'medical history',
      'blood type',
      'blood group',
      'health record',
      'icd code',
      'immunization',
      'lab result',
    ],
    weakWords: ['treatment', 'doctor', 'dosage'],
    regulations: ['HIPAA', 'GDPR'],
    crownJewel: 'health_records',
    rationale: 'Disclosure harms patients and cannot be undone; a wrong record can harm treatment.',
    keywords: ['patient', 'diagnosis', 'medical', 'health', 'prescription'],
    protection: ['authorization per record', 'encryption', 'audit log of every access'],
  },
  {
    id: 'payment-card',
    category: 'financial',
    label: 'Payment card data',
    sensitivity: 'high',
    words: [
      'card number',
      'cardnumber',
      'credit card',
      'creditcard',
      'cc number',
      'cvv',
      'cvc',
      'card holder',
      'cardholder',
      'card expiry',
      'pan number',
    ],
    weakWords: ['card'],
    regulations: ['PCI-DSS'],
    crownJewel: 'payment_card_data',
    rationale: 'Stolen card data is used for fraud at once.',
    keywords: ['card', 'payment', 'checkout', 'cvv', 'charge'],
    protection: ['tokenisation at the payment provider', 'encryption', 'no storage of the CVV'],
  },
  {
    id: 'government-id',
    category: 'PII',
    label: 'Government identifiers',
    sensitivity: 'high',
    words: [
      'ssn',
      'social security',
      'passport',
      'passport number',
      'national id',
      'tax id',
      'taxid',
      'driver license',
      'drivers license',
      'driving licence',
      'aadhaar',
      'nino',
      'personnummer',
    ],
    weakWords: [],
    regulations: ['GDPR', 'CCPA'],
    crownJewel: 'government_identifiers',
    rationale: 'They allow identity theft and cannot be changed.',
    keywords: ['ssn', 'passport', 'tax', 'identity'],
    protection: ['field encryption', 'authorization per record', 'masking in pages and logs'],
  },
  {
    id: 'financial',
    category: 'financial',
    label: 'Financial records',
    sensitivity: 'high',
    words: [
      'iban',
      'bic',
      'swift code',
      'bank account',
      'bank acc',
      'bank routing',
      'routing number',
      'account number',
      'account balance',
      'salary',
      'invoice',
      'payment',
      'payout',
      'transaction amount',
      'credit score',
    ],
    weakWords: ['balance', 'amount', 'stocks', 'funds', 'total', 'price', 'currency'],
    regulations: [],
    crownJewel: 'financial_records',
    rationale: 'Unauthorised changes move money; disclosure exposes people and the business.',
    keywords: ['payment', 'invoice', 'transaction', 'account', 'balance', 'order'],
    protection: ['authorization per record', 'integrity checks', 'audit log'],
  },
  {
    id: 'personal',
    category: 'PII',
    label: 'Personal data',
    sensitivity: 'medium',
    words: [
      'email',
      'e mail',
      'first name',
      'firstname',
      'last name',
      'lastname',
      'full name',
      'fullname',
      'surname',
      'phone',
      'phone number',
      'mobile number',
      'street',
      'postal code',
      'zip code',
      'zipcode',
      'postcode',
      'home address',
      'billing address',
      'shipping address',
      'ip address',
      'dob',
      'date of birth',
      'birth date',
      'birthdate',
      'birthday',
      'gender',
      'nationality',
      'latitude',
      'longitude',
    ],
    weakWords: ['name', 'username', 'address', 'city', 'country', 'age', 'avatar', 'bio', 'location'],
    regulations: ['GDPR', 'CCPA'],
    crownJewel: 'personal_data',
    rationale: 'It belongs to people who trust the application with it, and a leak must be reported.',
    keywords: ['user', 'profile', 'account', 'customer', 'email', 'contact'],
    protection: ['authorization per record', 'encryption in transit and at rest', 'no personal data in logs'],
  },
  {
    id: 'legal',
    category: 'legal',
    label: 'Contracts and legal documents',
    sensitivity: 'high',
    words: ['contract', 'legal case', 'agreement', 'nda', 'court'],
    weakWords: [],
    regulations: [],
    crownJewel: 'legal_documents',
    rationale: 'They are confidential between parties and must not change unnoticed.',
    keywords: ['contract', 'legal', 'agreement'],
    protection: ['authorization per record', 'integrity checks'],
  },
  {
    id: 'content',
    category: 'user content',
    label: 'Content written by users',
    sensitivity: 'medium',
    words: ['message', 'comment', 'post body', 'chat', 'memo', 'note', 'attachment'],
    weakWords: ['body', 'content', 'text', 'title', 'description'],
    regulations: [],
    crownJewel: 'user_content',
    rationale: 'Users expect that only those they chose can read and change it.',
    keywords: ['message', 'comment', 'post', 'article', 'content'],
    protection: ['authorization per record', 'output encoding'],
  },
  {
    id: 'application-secrets',
    category: 'credentials',
    label: 'Secrets of the application',
    sensitivity: 'critical',
    words: ['application secrets', 'encryption key', 'signing key', 'cookie secret', 'session secret'],
    weakWords: [],
    regulations: [],
    crownJewel: 'application_secrets',
    rationale: 'Whoever has them acts as the application and can forge sessions.',
    keywords: ['secret', 'api key', 'private key', 'signing key', 'encryption key', 'cookie secret', 'session secret'],
    protection: ['no secrets in code', 'rotation', 'least privilege'],
  },
  {
    id: 'stored-data',
    category: 'proprietary',
    label: 'Stored data',
    sensitivity: 'high',
    words: ['database content'],
    weakWords: [],
    regulations: [],
    crownJewel: 'database_content',
    rationale: 'It is what the application is there for; who controls it controls the application.',
    keywords: ['database', 'collection', 'document', 'table', 'query', 'db'],
    protection: ['authentication', 'authorization', 'validated queries', 'backups'],
  },
];

/** Structures that describe a person, by a word of their name. */
export const PERSON_WORDS: ReadonlySet<string> = new Set([
  'user',
  'users',
  'account',
  'accounts',
  'customer',
  'customers',
  'client',
  'employee',
  'employees',
  'patient',
  'patients',
  'person',
  'people',
  'profile',
  'profiles',
  'member',
  'members',
  'contact',
  'contacts',
  'student',
  'students',
  'subscriber',
  'author',
  'admin',
  'applicant',
  'guest',
  'signup',
  'register',
  'registration',
]);

/** `bankAcc`, `bank_acc`, `BANK-ACC` → `bank acc`. */
export function fieldWords(name: string): string {
  return name
    .slice(0, 100)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

const hasPhrase = (words: string, phrase: string): boolean => ` ${words} `.includes(` ${phrase} `);

export interface FieldMatch {
  dataClass: DataClass;
  strength: 'strong' | 'weak';
}

/** The class a field name belongs to, the more sensitive one first; weak matches need more evidence than the name. */
export function classifyField(name: string): FieldMatch | undefined {
  const words = fieldWords(name);
  const strong = DATA_CLASSES.find((entry) => entry.words.some((phrase) => hasPhrase(words, phrase)));
  if (strong) return { dataClass: strong, strength: 'strong' };
  const weak = DATA_CLASSES.find((entry) => entry.weakWords.some((phrase) => hasPhrase(words, phrase)));
  return weak ? { dataClass: weak, strength: 'weak' } : undefined;
}

export function dataClassOf(id: string): DataClass | undefined {
  return DATA_CLASSES.find((entry) => entry.id === id);
}
