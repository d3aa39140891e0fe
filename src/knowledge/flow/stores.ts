/** Libraries by which programs talk to document stores, by the names of their packages or modules. */
export const DOCUMENT_STORES =
  /^(mongodb|mongoose|mongojs|mongoist|monk|marsdb|minimongo|nedb|nedb-promises|@seald-io\/nedb|pouchdb|couchdb|nano|@nestjs\/mongoose|@typegoose\/typegoose|typegoose|papr|camo|meteor|pymongo|motor|mongoengine|flask_pymongo|flask_mongoengine|mongokit|ming|beanie|odmantic|djongo|umongo|tinydb)([./]|$)/;
