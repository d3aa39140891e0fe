import { ALL, bits, STRUCTURED } from './families';

/**
 * What validated data can still do. `value`: text, number or anything else, with the families that are ruled out;
 * `object`: fields by name, `closed` when nothing else gets in; `list`: items of one shape.
 */
export type Shape =
  | { readonly kind: 'value'; readonly clears: number }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Shape>; readonly closed: boolean }
  | { readonly kind: 'list'; readonly item: Shape };

export const ANYTHING: Shape = { kind: 'value', clears: 0 };
/** A string can no longer be an object or array in disguise; its characters are still free. */
export const TEXT: Shape = { kind: 'value', clears: STRUCTURED };
/** A number, a date, a member of a fixed list. */
export const HARMLESS: Shape = { kind: 'value', clears: ALL };
const EMAIL_CLEARS = STRUCTURED | bits('path-traversal', 'ssrf', 'open-redirect', 'header-injection', 'log-injection');
const EMAIL: Shape = { kind: 'value', clears: EMAIL_CLEARS };

/** What a builder of schemas does with the data that it is given. */
export interface SchemaPackage {
  /** Unknown keys are refused or dropped. */
  closed: boolean;
  /** The data is good as it is, and `validate` answers instead of throwing; otherwise a copy is what is good. */
  keepsData?: true;
  /** The copy has no unknown keys where that is asked for by `stripUnknown`. */
  stripsWhenTold?: true;
  /** `strict` and `strip` are about unknown keys. */
  strictKeys?: true;
}

/** The builders that chain methods, by package. */
const SCHEMA_PACKAGES: ReadonlyMap<string, SchemaPackage> = new Map<string, SchemaPackage>([
  ['joi', { closed: true, keepsData: true }],
  ['zod', { closed: true, strictKeys: true }],
  ['yup', { closed: false, stripsWhenTold: true }],
]);
const OTHERS: SchemaPackage = { closed: false };

/** What is known of a builder; schemas come from elsewhere, too. */
export const schemaPackage = (library: string): SchemaPackage => SCHEMA_PACKAGES.get(library) ?? OTHERS;
/**
 * Paths under which the same builders are handed on.
 *
 * @public The linter takes the names of libraries from here.
 */
export const SCHEMA_ALIASES: readonly (readonly [prefix: string, name: string])[] = [
  ['@hapi/joi', 'joi'],
  ['joi-browser', 'joi'],
  ['celebrate.Joi', 'joi'],
  ['celebrate.celebrate.Joi', 'joi'],
  ['zod/v4', 'zod'],
  ['zod/v3', 'zod'],
  ['zod-openapi', 'zod'],
  ['joi', 'joi'],
  ['zod', 'zod'],
  ['yup', 'yup'],
];

const words = (text: string): readonly string[] => text.split(' ');

/**
 * Builder methods by name: what a value that passes has become. Constraints that say
 * nothing of the characters are not listed.
 */
export const BUILDERS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...words(
    'number integer int bigint boolean bool date float nan literal enum nativeEnum null undefined void ' +
      'valid allow_only equal only oneOf int32 uint32 int64 float64',
  ).map((name) => [name, HARMLESS] as const),
  ...words(
    'uuid uuidv4 guid cuid cuid2 ulid nanoid hex hexadecimal alphanum token isoDate datetime ip ipv4 cidr ' +
      'creditCard objectid objectId digits isoDuration duration',
  ).map((name) => [name, HARMLESS] as const),
  ...words('string uri url base64 jwt hostname').map((name) => [name, TEXT] as const),
  ['email', EMAIL],
]);

/** Checks of one field in chains of `express-validator` (`validator.js` by other names). */
export const FIELD_CHECKS: ReadonlyMap<string, number> = new Map<string, number>([
  ...words(
    'isInt isNumeric isUUID isMongoId isAlphanumeric isAlpha isDecimal isFloat isHexadecimal isIn isBoolean ' +
      'isDate isISO8601 isPort isSlug isMD5 isHash isIP isLocale isCreditCard isLatLong isMobilePhone equals ' +
      'toInt toFloat toBoolean toDate whitelist isULID isSemVer isVAT isRFC3339',
  ).map((name) => [name, ALL] as const),
  ...words('isString isURL isJSON isBase64 isJWT').map((name) => [name, STRUCTURED] as const),
  ['isEmail', EMAIL_CLEARS],
  ['normalizeEmail', STRUCTURED],
  ['escape', bits('cross-site-scripting')],
]);

/** Decorators of `class-validator`. */
export const FIELD_DECORATORS: ReadonlyMap<string, Shape> = new Map<string, Shape>([
  ...words(
    'IsInt IsNumber IsPositive IsNegative IsBoolean IsBooleanString IsNumberString IsDate IsDateString ' +
      'IsISO8601 IsUUID IsMongoId IsEnum IsIn IsAlpha IsAlphanumeric IsHexadecimal IsDecimal IsPort IsIP ' +
      'IsHexColor IsCurrency IsLatitude IsLongitude IsMobilePhone IsPhoneNumber IsISBN IsMACAddress Equals',
  ).map((name) => [name, HARMLESS] as const),
  ...words('IsString IsUrl IsJSON IsBase64 IsJWT IsNotEmptyString MinLength MaxLength Length Contains').map(
    (name) => [name, TEXT] as const,
  ),
  ['IsEmail', EMAIL],
]);

/** Types that hold no free text, by the last segment of their name in Python annotations. */
export const HARMLESS_TYPES: ReadonlySet<string> = new Set(
  words(
    'int float bool complex Decimal UUID UUID1 UUID3 UUID4 UUID5 date datetime time timedelta date_type ' +
      'Literal Enum IntEnum StrEnum PositiveInt NegativeInt NonNegativeInt NonPositiveInt PositiveFloat ' +
      'NonNegativeFloat conint confloat condecimal StrictInt StrictFloat StrictBool PastDate FutureDate ' +
      'AwareDatetime NaiveDatetime IPvAnyAddress IPv4Address IPv6Address ObjectId PyObjectId PydanticObjectId ' +
      'Color PaymentCardNumber',
  ),
);
export const TEXT_TYPES: ReadonlySet<string> = new Set(
  words('str constr StrictStr AnyUrl HttpUrl AnyHttpUrl SecretStr NameEmail'),
);
export const EMAIL_SHAPE: Shape = EMAIL;

/** Field classes of marshmallow, Django forms, WTForms and Django REST framework serializers. */
export const HARMLESS_FIELDS: ReadonlySet<string> = new Set(
  words(
    'Integer Int Float Decimal Number Boolean Bool DateTime Date Time TimeDelta UUID Enum AwareDateTime ' +
      'NaiveDateTime IP IPv4 IPv6 IntegerField FloatField DecimalField BooleanField NullBooleanField DateField ' +
      'DateTimeField TimeField DurationField UUIDField ChoiceField MultipleChoiceField TypedChoiceField ' +
      'TypedMultipleChoiceField ModelChoiceField ModelMultipleChoiceField SlugField GenericIPAddressField ' +
      'IntegerRangeField DecimalRangeField SelectField SelectMultipleField RadioField PrimaryKeyRelatedField ' +
      'SlugRelatedField HyperlinkedRelatedField IPAddressField SubmitField',
  ),
);
export const TEXT_FIELDS: ReadonlySet<string> = new Set(
  words(
    'String Str Url URL CharField TextField StringField TextAreaField PasswordField HiddenField SearchField ' +
      'TelField URLField',
  ),
);
export const EMAIL_FIELDS: ReadonlySet<string> = new Set(['Email', 'EmailField']);

/** The builder library that a path belongs to. */
export function builderOf(path: string): string | undefined {
  if (!/^(?:joi|zod|yup|@hapi\/joi|celebrate)\b/.test(path)) return undefined;
  return SCHEMA_ALIASES.find(
    ([prefix]) => path.startsWith(prefix) && /^(?:$|[.(/-])/.test(path.slice(prefix.length)),
  )?.[1];
}
/** Does the call at the path build a schema or a check of a request? What it holds is in its arguments. */
export function buildsSchema(path: string): boolean {
  return builderOf(path) !== undefined || /^(?:celebrate|express-validator|ajv\(\))\b|^ajv\(\)\.compile/.test(path);
}

/** Methods of schema classes that hold data against them. */
export const LOADERS =
  /^(?:marshmallow|flask_marshmallow|marshmallow_sqlalchemy)\b.*\.load$|^(?:pydantic|sqlmodel)\b.*\.(?:model_validate|parse_obj|validate_python|validate)$/;

/** Libraries that make a function of a schema. */
export const SCHEMA_COMPILERS = /^(?:ajv|fastest-validator)\b/;

/** Libraries that name the fields of a request and chain what they must be. */
export const CHAINED_FIELDS = /^express-validator/;

/** Calls that make middleware of the schemas of a request's parts. */
export const REQUEST_SCHEMAS = /^celebrate(?:\.celebrate)?$/;

/** Stands for a function that was made of a schema, among the builders. */
export const COMPILED = 'compiled';
