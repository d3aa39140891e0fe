/** Classes of forms and serializers, with the member that holds what they have checked. */
export const VALIDATED: readonly (readonly [base: RegExp, property: RegExp, source: string])[] = [
  [/^django\.forms\.(?:\w+\.)*\w*Form$/, /^cleaned_data$/, 'form'],
  [/^rest_framework\.serializers\.\w*Serializer$/, /^validated_data$/, 'body'],
];

/** Classes that check their fields when an instance is made. */
export const VALIDATED_WHEN_MADE = /^(?:pydantic|pydantic\.main|pydantic\.v1)\.BaseModel$|^sqlmodel\.SQLModel$/;

/** What holds inputs of handlers against the classes of their parameters, and its option that drops unknown keys. */
export const VALIDATING_PIPE = { name: 'ValidationPipe', dropsUnknown: 'whitelist' };
