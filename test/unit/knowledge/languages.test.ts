import { describe, expect, it } from 'vitest';
import { LANGUAGES, languageOf } from '../../../src/knowledge/languages';
import { unreadCodeByName, unreadCodeOf } from '../../../src/knowledge/unread-code';

const kindOf = (path: string, text = ''): string | undefined => {
  const found = unreadCodeOf(path, text);
  return found && `${found.kind} ${found.name}`;
};

describe('source files by name', () => {
  it('are read, or known not to be read, never both', () => {
    for (const extension of LANGUAGES.flatMap(({ extensions }) => extensions))
      expect([languageOf(`x${extension}`) !== undefined, unreadCodeByName(`x${extension}`)]).toEqual([true, undefined]);
  });

  it.each([
    ['cmd/main.go', 'language Go'],
    ['A.CS', 'language C#'],
    ['web/index.php', 'language PHP'],
    ['app/views/x.html.erb', 'language Ruby'],
    ['src/pages/c.astro', 'language Astro'],
    ['x.component.html', 'template Angular template'],
    ['install.sh', 'script Shell'],
    ['Makefile', 'script Make'],
    ['db/schema.sql', 'query SQL'],
    ['n.ipynb', 'notebook Jupyter notebook'],
    ['Dockerfile', 'infrastructure Dockerfile'],
    ['api/Dockerfile.prod', 'infrastructure Dockerfile'],
    ['docker-compose.dev.yml', 'infrastructure Compose'],
    ['main.tf', 'infrastructure Terraform'],
    ['.github/workflows/ci.yml', 'infrastructure workflow'],
    ['.gitlab-ci.yml', 'infrastructure workflow'],
  ])('%s is %s', (path, expected) => {
    expect(kindOf(path)).toBe(expected);
  });

  it.each(['README.md', 'logo.png', 'font.woff2', 'data.csv', 'values.yaml', 'config.json', 'page.html', 'notes.txt'])(
    '%s alone is no code',
    (path) => {
      expect(kindOf(path, 'a: 1\n')).toBeUndefined();
    },
  );
});

describe('source files by what they say', () => {
  it.each([
    ['k8s.yaml', 'apiVersion: v1\nkind: Pod\n', 'infrastructure Kubernetes manifest'],
    ['site.yml', '- hosts: all\n  tasks:\n    - command: ls\n', 'infrastructure Ansible playbook'],
    ['stack.json', '{ "Resources": { "A": { "Type": "AWS::S3::Bucket" } } }', undefined],
    [
      'stack.json',
      '{\n "Resources": { "A": { "Type": "AWS::S3::Bucket" } } }',
      'infrastructure CloudFormation template',
    ],
    ['page.html', '<script>document.write(location.hash)</script>', 'script HTML with scripts'],
    ['page.html', '<script src="/app.js"></script><script type="application/json">{}</script>', undefined],
    ['run', '#!/usr/bin/env bash\nls\n', 'script Shell'],
    ['run', '#!/usr/bin/perl\n', 'language Perl'],
    ['values.yaml', 'kind: of blue\n', undefined],
  ])('%s with %j', (path, text, expected) => {
    expect(kindOf(path, text)).toBe(expected);
  });
});
