import { describe, expect, it } from 'vitest';
import { entryPoints } from '../entries/found';

const needs = (can: string, enter: string): string => `from flask import Flask, g, abort
from functools import wraps
app = Flask(__name__)

class Needs:
    def __init__(self, right):
        self.right = right

    @property
    def identity(self):
        return g.identity

    def can(self):
        return ${can}

    def __call__(self, view):
        @wraps(view)
        def inner(*args, **kwargs):
            with self:
                return view(*args, **kwargs)
        return inner

    def __enter__(self):
        ${enter}

    def __exit__(self, *args):
        return False

@app.route("/decorated", methods=["PUT"])
@Needs("notes")
def decorated():
    return "x"

@app.route("/entered", methods=["PUT"])
def entered():
    with Needs("notes"):
        return "x"
`;

async function told(code: string): Promise<(string | undefined)[]> {
  return (await entryPoints({ 'app.py': code })).map(({ authentication }) => authentication);
}

describe('what is entered before the handler runs', () => {
  const refuses = 'if not self.can(): abort(403)';
  it('turns away, by what a property gives as well', async () => {
    expect(await told(needs('self.identity.can(self.right)', refuses))).toEqual(['required', 'required']);
    expect(await told(needs('g.identity is not None', refuses))).toEqual(['required', 'required']);
  });
  it('lets everybody in where it asks and does nothing, or asks something else', async () => {
    expect(await told(needs('self.identity.can(self.right)', 'self.can()'))).not.toContain('required');
    expect(await told(needs('self.right is not None', refuses))).not.toContain('required');
  });
});

describe('a handler that answers before it asks', () => {
  const handler = (before: string): string => `from flask import Flask, abort
from flask_login import current_user
from store import users
app = Flask(__name__)

@app.route("/password", methods=["PUT"])
def change(name):
    ${before}
    if not current_user.is_authenticated:
        abort(403)
    users.update_one({"name": name}, {"password": "x"})
    return "ok"
`;
  it('keeps strangers from what it does further down', async () => {
    expect(await told(handler('if not users.enabled: return "off"'))).toEqual(['required']);
  });
  it('does not where the answer does it already', async () => {
    const before = 'if not users.enabled:\n        users.delete_one({"name": name})\n        return "off"';
    expect(await told(handler(before))).not.toEqual(['required']);
  });
});
