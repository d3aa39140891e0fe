import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

/** What is asked of the callers of a route, and by what. */
const told = async (files: Record<string, string>): Promise<string> => {
  const [entry] = await entryPoints(files);
  const names = entry?.guards.filter(({ category }) => category === 'authorization').map(({ name }) => name) ?? [];
  return [entry?.authorization ?? 'nothing found', ...new Set(names)].join(' ');
};

const PYTHON = `from enum import Enum
from fastapi import FastAPI, Depends, HTTPException, Request
import jwt
app = FastAPI()
class Roles(str, Enum):
    owner = "Owner"
    member = "Member"
class User(Base):
    id = Column(Integer, primary_key=True)
    email = Column(String)
    def get_organization_role(self, slug):
        for one in self.organizations:
            if one.slug == slug:
                return one.role
def get_current_user(request: Request) -> User:
    try:
        data = jwt.decode(request.headers["authorization"], KEY, algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401)
    return db.query(User).filter(User.email == data["email"]).one()
`;
const fastapi = (body: string): Record<string, string> => ({
  'app.py': `${PYTHON}@app.post("/notes/{note_id}")
def change(note_id: int, body: dict, current_user: User = Depends(get_current_user)):
    note = db.query(Note).filter(Note.id == note_id).one()
${body
  .split('\n')
  .map((line) => `    ${line}`)
  .join('\n')}
    note.text = body["text"]
    db.commit()
`,
});

describe('what a handler asks of its caller', () => {
  it.each([
    ['the owner', 'if note.owner_id != current_user.id:\n    raise HTTPException(status_code=403)', 'ownership'],
    [
      'a role that is called owner',
      'if current_user.role != Roles.owner:\n    raise HTTPException(status_code=403)',
      'role',
    ],
    [
      'a role that a method of the person tells',
      'role = current_user.get_organization_role(body["slug"])\nif role != Roles.owner:\n    raise HTTPException(status_code=403)',
      'role',
    ],
    [
      'a permission among those of the caller',
      'if "write" not in current_user.scopes:\n    raise HTTPException(status_code=403)',
      'permission',
    ],
    ['nothing: a dictionary is told who changed it', 'body["details"].update({"user": current_user.email})', 'none'],
    ['nothing: the one who asks is handed on', 'update(db_session=db, note=note, current_user=current_user)', 'none'],
  ])('%s', async (_what, body, expected) => {
    expect((await told(fastapi(body))).split(' ')[0]).toBe(expected);
  });

  it('finds the row of who asks by what tells people apart', async () => {
    expect(await told(fastapi('pass'))).toBe('none');
  });
});

const ABILITIES = `import { AbilityBuilder, createMongoAbility } from '@casl/ability';
export class AbilityFactory {
  createForUser(user, workspace) {
    switch (user.role) {
      case 'owner': return ownerAbility();
      case 'member': return memberAbility();
      default: throw new NotFoundException('no permissions');
    }
  }
}
`;
const nest = (body: string): Record<string, string> => ({
  'abilities.ts': ABILITIES,
  'app.controller.ts': `import { Controller, Post, Body, UseGuards, ForbiddenException } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import { AbilityFactory } from './abilities';
@UseGuards(AuthGuard('jwt'))
@Controller('groups')
export class GroupController {
  constructor(private readonly abilities: AbilityFactory, private readonly groups: GroupService) {}
  @Post('delete')
  async remove(@Body() dto, @AuthUser() user) {
    ${body}
    await this.groups.delete(dto.id);
  }
}
`,
});

describe('abilities that are made for the caller', () => {
  it.each([
    [
      'decide',
      "const ability = this.abilities.createForUser(user, dto); if (ability.cannot('manage', 'group')) throw new ForbiddenException();",
      'policy',
    ],
    ['say nothing while nobody asks them', 'const ability = this.abilities.createForUser(user, dto);', 'none'],
  ])('%s', async (_what, body, expected) => {
    expect((await told(nest(body))).split(' ')[0]).toBe(expected);
  });
});

const DECORATED = `import functools
from flask import Flask, request, session, abort
app = Flask(__name__)
def needs_login(view):
    @functools.wraps(view)
    def wrapper(*args, **kwargs):
        if "user_id" not in session:
            abort(401)
        return view(*args, **kwargs)
    return wrapper
@app.post("/notes")
@needs_login
def add():
    db.session.add(Note(text=request.form["text"]))
    return "ok"
`;

it('a check has the name of the decorator that makes it', async () => {
  const [entry] = await entryPoints({ 'app.py': DECORATED });
  expect(entry?.guards.map(({ name }) => name)).toEqual(['needs_login']);
});

describe('a sign-in by how many are found', () => {
  const decorated = (condition: string): Record<string, string> => ({
    'app.py': `from flask import Flask, request, abort
app = Flask(__name__)
def with_token(view):
    def wrapper(*args, **kwargs):
        token = request.headers.get("Authorization")
        if ${condition}:
            abort(401)
        return view(*args, **kwargs)
    return wrapper
@app.post("/notes")
@with_token
def add():
    db.session.add(Note(text=request.form["text"]))
    return "ok"
`,
  });
  const routed = (condition: string): Record<string, string> => ({
    'app.js': `const app = require('express')();
app.use(async (req, res, next) => {
  const rows = await db.tokens.find({ token: req.headers.authorization });
  if (${condition}) return res.status(401).end();
  next();
});
app.post('/notes', async (req, res) => { await db.notes.insertOne({ text: req.body.text }); res.end(); });
`,
  });
  it.each([
    ['none', 'Token.query.filter_by(token=token).count() < 1', 'required'],
    ['too many', 'Token.query.filter_by(token=token).count() > 5', 'none'],
  ])('in Python: %s', async (_what, condition, expected) => {
    const [entry] = await entryPoints(decorated(condition));
    expect(entry?.authentication).toBe(expected);
  });
  it.each([
    ['none', 'rows.length === 0', 'required'],
    ['too many', 'rows.length > 5', 'none'],
  ])('in JavaScript: %s', async (_what, condition, expected) => {
    const [entry] = await entryPoints(routed(condition));
    expect(entry?.authentication).toBe(expected);
  });
});

describe('a guard class that decides whose it is on some ways only', () => {
  const nested = (decides: string): Record<string, string> => ({
    'app.controller.ts': `import { Controller, Delete, Param, UseGuards, Injectable, ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
@Injectable()
export class OwnerGuard extends AuthGuard('jwt') {
  constructor(private prisma: PrismaService) { super(); }
  async canActivate(context: ExecutionContext) {
    const request = context.switchToHttp().getRequest();
    const share = await this.prisma.share.findUnique({ where: { id: request.params.id } });
    ${decides}
  }
}
@Controller('shares')
export class ShareController {
  constructor(private prisma: PrismaService) {}
  @Delete(':id')
  @UseGuards(OwnerGuard)
  async remove(@Param('id') id: string) { await this.prisma.share.delete({ where: { id } }); }
}
`,
  });
  it.each([
    [
      'is not understood where objects of nobody are for everybody',
      'if (!share.creatorId) return true; const user = request.user; if (!user) return false; return share.creatorId === user.id;',
      'unknown',
    ],
    ['is none where it lets everybody through', 'request.share = share; return true;', 'none'],
  ])('%s', async (_what, decides, expected) => {
    const [entry] = await entryPoints(nested(decides));
    expect(entry?.authentication).toBe(expected);
  });
});

describe('a hook that looks up what is the caller’s own', () => {
  it('keeps nobody from what belongs to others', async () => {
    const [entry] = await entryPoints({
      'app.py': `from flask import Flask, request, session
app = Flask(__name__)
@app.before_request
def track():
    seen = Tracking.query.filter_by(ip=request.remote_addr, user_id=session.get("user_id")).first()
    if seen is None:
        db.session.add(Tracking(ip=request.remote_addr))
@app.post("/notes")
def add():
    db.session.add(Note(text=request.form["text"]))
    return "ok"
`,
    });
    expect(entry?.authorization).toBe('none');
  });
});

describe('the kind of an account in a session', () => {
  const checked = (condition: string): Record<string, string> => ({
    'app.py': `from flask import Flask, request, session, abort
app = Flask(__name__)
@app.delete("/notes/<int:note_id>")
def remove(note_id):
    if not session.get("id"):
        abort(401)
    if ${condition}:
        abort(403)
    db.session.delete(db.session.get(Note, note_id))
    return ""
`,
  });
  it.each([
    ['is a role where it is one of power', 'session.get("type") != "admin"', 'role'],
    ['is none where it says what something is for', 'session.get("type") != "invitation"', 'none'],
  ])('%s', async (_what, condition, expected) => {
    const [entry] = await entryPoints(checked(condition));
    expect(entry?.authorization).toBe(expected);
  });
});
