import { describe, expect, it } from 'vitest';
import { flowsOf, places } from './flow-of';

const angular = async (given: string, line: string): Promise<string[]> => {
  const text =
    "import { Component, inject } from '@angular/core';\nimport { ActivatedRoute } from '@angular/router';\nimport { DomSanitizer } from '@angular/platform-browser';\n" +
    `export class Found {\n  private readonly route = ${given};\n  private readonly sanitizer = inject(DomSanitizer);\n  show() {\n    ${line}\n  }\n}\n`;
  return places((await flowsOf({ 'found.component.ts': text })).weaknesses);
};

describe('what injection gives (P-057)', () => {
  const SHOWS = 'this.shown = this.sanitizer.bypassSecurityTrustHtml(this.route.snapshot.queryParams.q);';
  it('is an instance of what is asked for', async () => {
    expect(await angular('inject(ActivatedRoute)', SHOWS)).toEqual(['cross-site-scripting@8']);
    expect(await angular('inject(Settings)', SHOWS)).toEqual([]);
    expect(await angular('inject(ActivatedRoute)', 'this.shown = this.route.snapshot.queryParams.q;')).toEqual([]);
  });
});

describe('a page that is given all of a body (P-057)', () => {
  it.each([
    ["res.render('page', { ...req.body });", true],
    ["res.render('page', req.body);", true],
    ["res.render('page', { body: req.body });", false],
    ["res.render('page', { ...known });", false],
  ])('%s', async (body, expected) => {
    const text = `const app = require('express')();\napp.post('/x', (req, res) => {\n${body}\n});\n`;
    const { weaknesses } = await flowsOf({ 'app.js': text });
    expect(weaknesses.some((one) => one.weakness === 'path-traversal')).toBe(expected);
  });
});
