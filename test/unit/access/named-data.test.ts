import { describe, expect, it } from 'vitest';
import { analyzeInProcess } from '../../../src/analysis/in-process';
import { found, told } from './found';

describe('the data that an access is about', () => {
  it('is what a function of the program is asked for, wherever else that is asked for something else', async () => {
    const files = {
      'store.ts':
        "import { DataSource } from 'typeorm';\nconst source = new DataSource({});\nexport const repository = (target) => source.getRepository(target);\n",
      'entities.ts':
        "import { Entity } from 'typeorm';\n@Entity()\nexport class Slide { id: number }\n@Entity()\nexport class User { id: number }\n",
      'app.ts':
        "import express from 'express';\nimport { repository } from './store';\nimport { Slide, User } from './entities';\nconst app = express();\n" +
        "app.get('/slides', async (req, res) => { const slides = repository(Slide); res.json(await slides.find()); });\n" +
        "app.get('/users', async (req, res) => { const users = repository(User); res.json(await users.find()); });\n",
    };
    expect((await told(files)).map((one) => one.split(':')[0])).toEqual(['list Slide', 'list User']);
  });

  it('is named by what an object of the program holds it under', async () => {
    const files = {
      'database.js':
        "const { Sequelize } = require('sequelize');\nclass Database {\n  constructor() { this.sequelize = new Sequelize('x'); }\n" +
        '  get models() { return this.sequelize.models; }\n  get bookModel() { return this.models.book; }\n}\nmodule.exports = new Database();\n',
      'app.js':
        "const app = require('express')();\nconst Database = require('./database');\n" +
        "app.get('/books/:id', async (req, res) => res.json(await Database.bookModel.findByPk(req.params.id)));\n",
    };
    expect((await told(files)).map((one) => one.split(':')[0])).toEqual(['read book']);
  });
});

describe('a session that is kept', () => {
  it('is no sign-in', async () => {
    const { access } = await found({
      'app.js':
        "const app = require('express')();\napp.use(require('express-session')({ secret: process.env.S }));\n" +
        "const Note = require('mongoose').model('Note', {});\napp.delete('/notes/:id', async (req, res) => res.json(await Note.deleteOne({ _id: req.params.id })));\n",
    });
    expect(access.map(({ who }) => who)).toEqual([['anonymous']]);
  });
});

describe('a schema that is registered', () => {
  it.each([
    ["const User = mongoose.model('User', new mongoose.Schema({ owner: String }));"],
    ["const fields = new mongoose.Schema({ owner: String });\nconst User = mongoose.model('User', fields);"],
  ])('is called what it is registered as', async (code) => {
    const { models } = await analyzeInProcess(
      new Map([['a.js', `const mongoose = require('mongoose');\n${code}\nmodule.exports = User;\n`]]),
    );
    expect(models.map(({ name }) => name)).toEqual(['User']);
  });
});
