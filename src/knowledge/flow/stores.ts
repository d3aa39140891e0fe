/** Libraries by which programs talk to document stores, by the names of their packages or modules. */
export const DOCUMENT_STORES =
  /^(mongodb|mongoose|mongojs|mongoist|monk|marsdb|minimongo|nedb|nedb-promises|@seald-io\/nedb|pouchdb|couchdb|nano|@nestjs\/mongoose|@typegoose\/typegoose|typegoose|papr|camo|meteor|pymongo|motor|mongoengine|flask_pymongo|flask_mongoengine|mongokit|ming|beanie|odmantic|djongo|umongo|tinydb)([./]|$)/;

/** Mappers of relational tables: their queries take objects too, and parametrise them. */
export const SQL_MAPPERS =
  /^(sequelize|sequelize-typescript|@nestjs\/sequelize|typeorm|@nestjs\/typeorm|@prisma\/client|objection|bookshelf|knex|waterline|@mikro-orm|mikro-orm|drizzle-orm|kysely|sqlalchemy|flask_sqlalchemy|sqlmodel|peewee|tortoise|pony|django\.db)([./]|$)/;
