import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../../src/reasoning/context/manifest';
import { readIntroduction } from '../../../../src/reasoning/context/readme';
import { growth, LINEAR } from '../../support/growth';

const intro = (text: string) => readIntroduction(text.split('\n'));

describe('README', () => {
  it.each([
    ['plain', '# Shop\n\nSells shoes to people.\nAnd hats.\n\nMore.', 'Sells shoes to people. And hats.', 3],
    [
      'badges and HTML',
      '<p align="center"><img src="a"></p>\n\n[![a](b)](c) [![d](e)](f)\n\nShop\n====\n\nSells shoes to people.',
      'Sells shoes to people.',
      8,
    ],
    [
      'reStructuredText',
      'Shop\n----\n\n.. image:: x\n\nSells `shoes <http://x>`_ to people.',
      'Sells shoes to people.',
      6,
    ],
    [
      'a list and a quote first',
      '# Shop\n\n- [Install](#a)\n- [Use](#b)\n\n> Note this\n\nSells shoes to people.',
      'Sells shoes to people.',
      8,
    ],
    [
      'code first',
      '# Shop\n\n```\nnpm install shop and then some more words\n```\n\nSells shoes to people.',
      'Sells shoes to people.',
      7,
    ],
    [
      'instructions first',
      '# Shop\n\nClick the green button to create a repository.\n\n## Installation\n\nThe package is on the registry for everybody.\n\n## About\n\nSells shoes to people.',
      'Sells shoes to people.',
      11,
    ],
    [
      'boilerplate first',
      '# Shop\n\nThis project was bootstrapped with Create React App.\n\nSells shoes to people.',
      'Sells shoes to people.',
      5,
    ],
  ])('%s', (_, text, expected, line) => expect(intro(text).paragraph).toEqual({ text: expected, line }));

  it('reads the title of both heading styles', () => {
    expect(intro('# **Shop** #\n').title).toEqual({ text: 'Shop', line: 1 });
    expect(intro('Shop\n====\n').title).toEqual({ text: 'Shop', line: 1 });
  });
  it('gives nothing for nothing', () => {
    expect(intro('')).toEqual({});
    expect(intro('# Only\n\n- a list').paragraph).toBeUndefined();
  });
  it('cuts a long paragraph at a sentence', () => {
    const text = intro(`# S\n\n${'This sentence has some words in it. '.repeat(40)}`).paragraph!.text;
    expect(text.length).toBeLessThanOrEqual(400);
    expect(text).toMatch(/\.$/);
  });
  it.each(['[', '*', '`', '<', '![', '**a', '`a<', '[a](', '# '])(
    'reads megabytes of %j in linear time',
    async (unit) => {
      const cost = await growth(
        (size) => readIntroduction([unit.repeat(size / unit.length), ...Array<string>(300).fill(unit.repeat(1_500))]),
        600_000,
      );
      expect(cost).toBeLessThan(LINEAR);
    },
  );
});

describe('manifests', () => {
  const read = (kind: Parameters<typeof readManifest>[0], text: string) => readManifest(kind, text.split('\n'));
  it('package.json: top level only, with lines', () => {
    expect(
      read(
        'package.json',
        '{\n "author": {\n  "name": "Eve"\n },\n "name": "shop",\n "description": "Sells \\"shoes\\""\n}',
      ),
    ).toEqual({ name: { text: 'shop', line: 5 }, description: { text: 'Sells "shoes"', line: 6 } });
  });
  it('broken package.json still gives what stands on its lines', () => {
    expect(read('package.json', '{\n "name": "shop",\n')).toEqual({ name: { text: 'shop', line: 2 } });
  });
  it('pyproject.toml: project or poetry section only', () => {
    expect(
      read(
        'pyproject.toml',
        '[build-system]\nname = "no"\n[project]\nname = "shop"\ndescription = \'Sells\'\n[tool.x]\nname = "no"',
      ),
    ).toEqual({ name: { text: 'shop', line: 4 }, description: { text: 'Sells', line: 5 } });
  });
  it('setup.cfg and setup.py', () => {
    expect(read('setup.cfg', '[metadata]\nname = shop\n').name).toEqual({ text: 'shop', line: 2 });
    expect(read('setup.py', 'setup(\n    name="shop",\n)').name).toEqual({ text: 'shop', line: 2 });
  });
});
