export interface Validated {
  base: RegExp;
  property: RegExp;
  source: string;
  /** Methods that look at one field each begin so. */
  prefix: string;
  /** The data is handed to them; else they find it where the cleaned data is. */
  handed: boolean;
}

/** Classes of forms and serializers, with the member that holds what they have checked. */
export const VALIDATED: readonly Validated[] = [
  {
    base: /^django\.forms\.(?:\w+\.)*\w*Form$/,
    property: /^cleaned_data$/,
    source: 'form',
    prefix: 'clean_',
    handed: false,
  },
  {
    base: /^rest_framework\.serializers\.\w*Serializer$/,
    property: /^validated_data$/,
    source: 'body',
    prefix: 'validate_',
    handed: true,
  },
];

/** Classes that check their fields when an instance is made. */
export const VALIDATED_WHEN_MADE = /^(?:pydantic|pydantic\.main|pydantic\.v1)\.BaseModel$|^sqlmodel\.SQLModel$/;

/** Decorators of methods that look at the named fields, and of those that look at an instance as a whole. */
export const FIELD_CHECKERS: ReadonlySet<string> = new Set(['validator', 'field_validator']);
export const MODEL_CHECKERS: ReadonlySet<string> = new Set(['model_validator', 'root_validator']);

/** What holds inputs of handlers against the classes of their parameters, and its option that drops unknown keys. */
export const VALIDATING_PIPE = { name: 'ValidationPipe', dropsUnknown: 'whitelist' };
