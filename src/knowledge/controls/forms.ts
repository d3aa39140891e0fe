/** Base classes of forms, serializers and schemas, which check their fields when they are asked. */
export const FORMS =
  /(^|\.)(FlaskForm|Form|ModelForm|BaseForm|Serializer|ModelSerializer|HyperlinkedModelSerializer|Schema|AuthenticationForm|UserCreationForm)$/;

/** Methods by which they are asked. */
export const FORM_METHODS = /^(validate_on_submit|is_valid|validate)$/;

/** Forms that also ask for a token of the page. */
export const FORMS_WITH_TOKENS = {
  path: /^flask_wtf\.(form\.)?(FlaskForm|Form)$/,
  basis: 'forms-ask-token',
} as const;

/** Calls that read a body only when it is declared as JSON. */
export const TYPED_BODIES = /^flask\.request\.get_json$/;
