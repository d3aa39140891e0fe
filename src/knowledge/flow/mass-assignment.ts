import { bits } from './families';
import { result, sink, type Row } from './model';

const F = 'mass-assignment';
const row = (packages: string, members: string, args: string): Row =>
  sink(F, packages, members, args, undefined, 'medium');
const CHOSEN = { kind: 'through', args: '0+', clears: bits(F) } as const;

/**
 * Where a record takes over whatever fields it is handed. Constructors of models are
 * found under the call that made the model.
 */
export const JAVASCRIPT_RECORDS: readonly Row[] = [
  row('mongoose', 'model create insertMany set overwrite', '0 0[]'),
  row(
    'mongoose',
    'findByIdAndUpdate findOneAndUpdate updateOne updateMany update findOneAndReplace replaceOne',
    '1 1.$set',
  ),
  row(
    'sequelize sequelize-typescript @sequelize/core',
    'define Model create build bulkCreate upsert update set',
    '0 0[]',
  ),
  row('sequelize sequelize-typescript @sequelize/core', 'findOrCreate', '0.defaults'),
  row('typeorm @nestjs/typeorm', 'save create insert', '0 0[]'),
  row('typeorm @nestjs/typeorm', 'update', '1'),
  row('typeorm @nestjs/typeorm', 'merge', '1+'),
  row('@prisma/client', 'create update createMany updateMany upsert', '0.data 0.create 0.update'),
  row('knex', 'insert update', '0 0[]'),
  row(
    'objection',
    'Model insert patch update insertGraph upsertGraph patchAndFetchById updateAndFetchById insertAndFetch',
    '0 1',
  ),
  row('mongodb mongojs monk', 'insert insertOne insertMany save', '0 0[]'),
  row('mongodb mongojs monk', 'update updateOne updateMany findOneAndUpdate replaceOne findOneAndReplace', '1 1.$set'),
  row('*', 'findByIdAndUpdate findOneAndUpdate', '1 1.$set'),
  row('*', 'bulkCreate', '0 0[]'),
  result('lodash underscore lodash.pick ramda', 'pick pickAll', CHOSEN),
  result('lodash.pick', '', CHOSEN),
];

export const PYTHON_RECORDS: readonly Row[] = [
  row('django', 'Model create update get_or_create update_or_create', '** defaults'),
  row(
    'sqlalchemy flask_sqlalchemy peewee mongoengine pony.orm tortoise',
    'Model DeclarativeBase declarative_base Document DynamicDocument create get_or_create',
    '**',
  ),
  row('sqlalchemy flask_sqlalchemy peewee', 'values update insert', '0 **'),
  row('pymongo flask_pymongo motor', 'insert_one insert_many', '0 0[]'),
  row('pymongo flask_pymongo motor', 'update_one update_many find_one_and_update replace_one', '1 1.$set'),
];
