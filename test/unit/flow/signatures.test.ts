import { describe, expect, it } from 'vitest';
import { express, flask, flowsOf, places } from './flow-of';

const KEY = "const crypto = require('crypto'); const { exec } = require('child_process');\n";
const own = "crypto.createHmac('sha256', process.env.KEY).update(req.body.data).digest('hex')";

/** Data that only the server can have signed is the server's own, as long as the signature was looked at. */
describe('signed data (P-057)', () => {
  it.each([
    ['compared', `if (${own} !== req.body.mac) return;`],
    ['compared the other way round', `if (req.body.mac === ${own}) {} else return;`],
    [
      'compared in constant time',
      `if (!crypto.timingSafeEqual(Buffer.from(${own}), Buffer.from(req.body.mac))) return;`,
    ],
    ['with a prefix', `if ('v1=' + ${own} !== req.body.mac) return;`],
    [
      'put together in steps',
      "const h = crypto.createHmac('sha256', process.env.KEY); h.update(req.body.data); if (h.digest('hex') !== req.body.mac) return;",
    ],
  ])('is harmless once its signature was %s', async (_, check) => {
    expect(await express(`${KEY}${check} exec(req.body.data);`)).toEqual([]);
  });

  it.each([
    ['the signature is not looked at', `${own};`],
    ['other data was signed', `if (${own.replace('body.data', 'body.other')} !== req.body.mac) return;`],
    ['the sender has the key', `if (${own.replace('process.env.KEY', 'req.body.key')} !== req.body.mac) return;`],
    [
      'there is no key',
      `if (crypto.createHash('sha256').update(req.body.data).digest('hex') !== req.body.mac) return;`,
    ],
    ['it goes on when they differ', `if (${own} === req.body.mac) return;`],
  ])('is not where %s', async (_, check) => {
    expect(await express(`${KEY}${check} exec(req.body.data);`)).toEqual(['command-injection@4']);
  });

  it('of a partner is not harmless for that, and leaves doubt', async () => {
    const { weaknesses } = await flowsOf({
      'app.js': `const app = require('express')();\napp.post('/hook', (req, res) => {\n${KEY}const mac = ${own};\nif (mac !== req.get('X-Signature')) return;\nexec(req.body.data);\n});\n`,
    });
    expect(weaknesses.map((one) => [one.weakness, one.confidence, one.partialGuards.length])).toEqual([
      ['command-injection', 'medium', 1],
    ]);
  });

  it('in Python is compared by functions for that', async () => {
    const check = (line: string) =>
      flask(
        `import hmac\nd = request.form['d']\nown = hmac.new(KEY, d.encode(), 'sha256').hexdigest()\n${line}\nos.system(d)`,
      );
    expect(await check("if not hmac.compare_digest(own, request.form['m']): return ''")).toEqual([]);
    expect(await check("if own != request.form['m']: return ''")).toEqual([]);
    expect(await check("if not hmac.compare_digest('a', request.form['m']): return ''")).toEqual([
      'command-injection@10',
    ]);
  });
});

const form = (cleaner: string): string => `from django import forms
from django.db import connection
class F(forms.Form):
    name = forms.CharField()
    other = forms.CharField()
${cleaner}
def view(request):
    f = F(request.POST)
    if f.is_valid():
        connection.cursor().execute(f.cleaned_data['name'])
`;

describe('methods of forms that look at one field (P-057)', () => {
  const of = async (cleaner: string) =>
    places((await flowsOf({ 'views.py': form(cleaner) })).weaknesses).map((one) => one.split('@')[0]);

  it('say what the field holds afterwards', async () => {
    const refuses = "        if n not in ('a', 'b'):\n            raise forms.ValidationError('x')\n        return n";
    expect(await of(`    def clean_name(self):\n        n = self.cleaned_data['name']\n${refuses}`)).toEqual([]);
    expect(await of("    def clean_name(self):\n        return int(self.cleaned_data['name'])")).toEqual([]);
  });

  it('say nothing of other fields, and nothing when they only look', async () => {
    expect(await of("    def clean_other(self):\n        return int(self.cleaned_data['other'])")).toEqual([
      'sql-injection',
    ]);
    expect(await of("    def clean_name(self):\n        return self.cleaned_data['name'].strip()")).toEqual([
      'sql-injection',
    ]);
  });
});
