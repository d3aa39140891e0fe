import { describe, expect, it } from 'vitest';
import { found } from './found';

const USER = `const mysql = require('mysql2/promise');
const pool = mysql.createPool({});
class User {
  constructor(id) { this.id = id; }
  async getInfo() { const [rows] = await pool.query('SELECT * FROM users WHERE users_id = ?', [this.id]); return rows[0]; }
  async isAdmin() { const info = await this.getInfo(); return info && info.level == '1' ? true : false; }
  async delete() { await pool.query('DELETE FROM users WHERE users_id = ?', [this.id]); }
}
module.exports = { User };
`;
const app = (asked: string): Record<string, string> => ({
  'user.js': USER,
  'app.js': `const app = require('express')();
const { User } = require('./user');
app.delete('/users/:id', async (req, res) => {
  if (!req.session.userId) return res.status(401).end();
  const me = new User(req.session.userId);
  ${asked}
  await new User(req.params.id).delete();
  res.end();
});
`,
});
const who = async (asked: string): Promise<string[]> => {
  const { access } = await found(app(asked));
  return access.filter(({ operation }) => operation === 'delete').flatMap((one) => one.who);
};

describe('a role that a method of the program is named after', () => {
  it('is asked for where the answer decides, whatever the method reads', async () => {
    expect(await who('if (!(await me.isAdmin())) return res.status(403).end();')).toEqual(['role']);
  });
  it('is not asked for where nothing comes of it', async () => {
    expect(await who('await me.isAdmin();')).toEqual(['signed-in']);
  });
});

const HELPED = (decorator: string): Record<string, string> => ({
  'app.py': `from functools import wraps
from flask import Flask, request, session, abort
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
db = SQLAlchemy(app)
def membership_required(fn):
    @wraps(fn)
    def wrapper(project_id, *args):
        if not is_known(session.get("user_id"), project_id):
            abort(403)
        return fn(project_id, *args)
    return wrapper
def timed(fn):
    @wraps(fn)
    def wrapper(*args):
        return fn(*args)
    return wrapper
class Note(db.Model):
    id = db.Column(db.Integer, primary_key=True)
${decorator}
def change(project_id, note_id):
    Note.query.filter_by(id=note_id).update({"text": request.form["text"]})
@app.post("/<int:project_id>/notes/<int:note_id>")
def handler(project_id, note_id):
    change(project_id, note_id)
    return "ok"
`,
});

describe('a helper with a decorator', () => {
  const conditions = async (decorator: string): Promise<string[]> => {
    const { access } = await found(HELPED(decorator));
    return access
      .filter(({ operation }) => operation === 'update')
      .flatMap((one) => one.conditions.map(({ kind }) => kind));
  };
  it('asks what the decorator asks', async () => {
    expect(await conditions('@membership_required')).toContain('policy');
  });
  it('asks nothing where that turns nobody away', async () => {
    expect(await conditions('@timed')).not.toContain('policy');
  });
});
