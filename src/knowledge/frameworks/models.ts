/** Base classes, by their library path, that make a class a data model of a kind. */
export const MODEL_BASES: readonly [RegExp, string][] = [
  [
    /^django\.db\.models\.(base\.)?Model$|^django\.contrib\.auth\.(models|base_user)\.Abstract(Base)?User$|^django\.contrib\.gis\.db\.models\.Model$|^wagtail\S*\.Page$/,
    'django-model',
  ],
  [
    /SQLAlchemy\(\)\.Model$|declarative_base\(\)$|^sqlalchemy\.orm\.(DeclarativeBase|MappedAsDataclass)$|^sqlmodel\.SQLModel$/,
    'sqlalchemy-model',
  ],
  [/^pydantic(\.main|_settings)?\.(BaseModel|BaseSettings)$/, 'pydantic-model'],
  [/^marshmallow\.Schema$|SQLAlchemyAutoSchema$/, 'schema'],
  [/^(rest_framework\.serializers\.\w+)$/, 'serializer'],
  [
    /^(flask_wtf\.(form\.)?(FlaskForm|Form)|wtforms\.(form\.)?Form|django\.forms\.(models\.)?(Form|ModelForm))$/,
    'form',
  ],
  [/^(sequelize|sequelize-typescript)\.Model$/, 'sequelize-model'],
  [/^mongoengine\.(\w*Document)$|^beanie\.Document$/, 'mongo-document'],
  [/^peewee\.Model$|^tortoise(\.models)?\.Model$/, 'orm-model'],
];

/** Decorators, by their name, that do the same. */
export const MODEL_DECORATORS: readonly [RegExp, string][] = [
  [/^Entity$/, 'typeorm-entity'],
  [/^Schema$/, 'mongoose-schema'],
  [/^(InputType|ObjectType|ArgsType)$/, 'graphql-type'],
  [/^Table$/, 'sequelize-model'],
];

/** Calls that make a model of the object they are given. */
export const MODEL_CALLS: readonly [RegExp, string][] = [
  [/^mongoose\.(Schema|default\.Schema)$/, 'mongoose-schema'],
  [/^(sequelize(\.Sequelize)?|sequelize\.Sequelize)\(\)\.define$/, 'sequelize-model'],
  [/^(@hapi\/)?joi\.object$/, 'schema'],
  [/^zod(\.z)?\.object$/, 'schema'],
  [/^yup\.object$/, 'schema'],
  [/^mongoose\.model$/, 'mongoose-schema'],
  [/^drizzle-orm\/\S+\.(pgTable|mysqlTable|sqliteTable)$/, 'drizzle-table'],
];

/** The names such calls end on: a cheap look before they are followed. */
export const MODEL_METHODS = /^(Schema|define|object|model|pgTable|mysqlTable|sqliteTable)$/;

/** Members of such classes that are no fields. */
export const NO_FIELDS = /^(objects|query|model|permission_classes)$/;

/** Calls that declare a field, and are given its type first. */
export const COLUMN_CALLS = /^(Column|mapped_column)$/;
