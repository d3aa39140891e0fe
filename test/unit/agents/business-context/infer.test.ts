import { describe, expect, it } from 'vitest';
import { inferBusinessContext } from '../../../../src/reasoning/context/infer';
import { BusinessAnswers, BusinessDraft } from '../../../../src/artifacts/phase1';
import type { CodeFacts } from '../../../../src/artifacts/facts';
import { context, facts, model, route, span, task } from './facts';
import { render } from '../../../../src/wording/render';

async function infer(files: Record<string, string>, code: CodeFacts = facts()): Promise<BusinessDraft> {
  const outcome = render(await inferBusinessContext(task(), context(files, code)));
  if (outcome.status !== 'completed') throw new Error(outcome.status);
  return BusinessDraft.parse(outcome.result);
}
const why = (draft: BusinessDraft, field: string) => draft.assumptions.filter((item) => item.field === field);

const clinic = facts({
  models: [
    model('User', ['email', 'firstName', 'passwordHash', 'password', 'name']),
    model('Patient', ['diagnosis', 'ssn'], span('models/patient.js', 3)),
    model('Product', ['name', 'title'], span('p.js', 1)),
  ],
  entryPoints: [
    route('POST', '/login', { body: ['email', 'password'], publicByDesign: true }),
    route('POST', '/signup'),
    route('GET', '/admin/patients', { at: span('admin.js', 2) }),
  ],
});

describe('business context from code (P-016)', () => {
  it('gives every value of the form a reason, and confirms none', async () => {
    const draft = await infer({ 'README.md': '# Clinic\n\nThe clinic books appointments for patients.\n' }, clinic);
    expect(draft.confirmed).toEqual([]);
    const given = new Set(draft.assumptions.map((item) => item.field));
    for (const [field, value] of Object.entries(draft.answers)) {
      if (field === 'none_applicable') continue;
      expect(given.has(field), `${field}: ${JSON.stringify(value)}`).toBe(true);
    }
    for (const item of draft.assumptions) expect(item.text).toMatch(/\.$/);
  });

  it('takes the purpose from the first paragraph of the README and names file and line', async () => {
    const draft = await infer(
      {
        'README.md':
          '# Clinic\n\n[![build](x.svg)](http://ci)\n\nThe clinic *books* [appointments](a.md) for patients.\n',
        'package.json': '{\n  "name": "clinic-api",\n  "description": "An API"\n}',
      },
      clinic,
    );
    expect(draft.answers.primary_purpose).toBe('The clinic books appointments for patients.');
    expect(why(draft, 'primary_purpose')[0]).toMatchObject({ file: 'README.md', line: 5 });
    expect(draft.answers.application_name).toBe('clinic-api');
    expect(why(draft, 'application_name')[0]).toMatchObject({ file: 'package.json', line: 2 });
  });

  it.each([
    ['clinic', 'clinic'],
    ['@acme/clinic-api', '@acme/clinic-api'],
    ['clinic.example.org/devtools', 'The Clinic'],
    ['root', 'The Clinic'],
    ['@acme/monorepo', 'The Clinic'],
  ])('takes the name from a manifest that names a product: %s', async (name, expected) => {
    const draft = await infer({
      'README.md': '# The Clinic\n\nIt books appointments.\n',
      'package.json': `{\n  "name": "${name}"\n}`,
    });
    expect(draft.answers.application_name).toBe(expected);
  });

  it('classifies data by field names, most sensitive first, with the place of the first field', async () => {
    const { answers, assumptions } = await infer({}, clinic);
    expect(answers.data_types.map((type) => type.category)).toEqual(['credentials', 'PII', 'PHI']);
    expect(answers.data_types[1]!.examples).toEqual(expect.arrayContaining(['ssn', 'email', 'firstName', 'name']));
    expect(answers.data_types[1]!.sensitivity).toBe('high');
    expect(answers.crown_jewels).toEqual([
      'user_credentials',
      'government_identifiers',
      'health_records',
      'personal_data',
    ]);
    expect(answers.regulations).toEqual(['CCPA', 'GDPR', 'HIPAA']);
    expect(answers.none_applicable).toBe(false);
    expect(assumptions).toContainEqual(
      expect.objectContaining({
        field: 'data_types',
        file: 'models/patient.js',
        line: 4,
        text: expect.stringContaining('because Patient has diagnosis'),
      }),
    );
  });

  it('does not take the name of a product for personal data', async () => {
    const { answers } = await infer({}, facts({ models: [model('Product', ['name', 'price', 'title'])] }));
    expect(answers.data_types).toEqual([]);
    expect(answers.none_applicable).toBe(true);
  });

  it('suggests users, processes and actors from entry points', async () => {
    const { answers } = await infer({}, clinic);
    expect(answers.users).toEqual(['administrators', 'public', 'patients']);
    expect(answers.business_processes.slice(0, 2)).toEqual(['Sign-in and registration', 'Administration']);
    expect(answers.internet_facing).toBe(true);
    expect(answers.threat_actors).toEqual([
      'opportunistic-attackers',
      'cybercriminals',
      'nation-state-apt',
      'malicious-insider',
    ]);
    expect(answers.risk_appetite).toBe('low');
  });

  it('believes a purpose that names its users', async () => {
    const draft = await infer(
      { 'README.md': 'Web-based admin interface for databases.' },
      facts({ entryPoints: [route('GET', '/db')] }),
    );
    expect(draft.answers.users).toEqual(['administrators']);
    expect(why(draft, 'users')[0]).toMatchObject({ file: 'README.md', line: 1 });
  });

  it('takes a heading for the name, without the welcome', async () => {
    const draft = await infer({ 'README.md': '# Welcome to Microblog!\n' });
    expect(draft.answers.application_name).toBe('Microblog');
    expect(why(draft, 'primary_purpose')[0]!.text).toContain('only has a heading');
  });

  it('sees payments through a provider named in a manifest', async () => {
    const { answers } = await infer(
      {},
      facts({
        dependencies: [
          {
            name: 'stripe',
            version: '1',
            ecosystem: 'npm',
            manifest: 'package.json',
            line: 9,
            direct: true,
            dev: false,
            pin: 'exact',
          },
        ],
      }),
    );
    expect(answers.regulations).toEqual(['PCI-DSS']);
    expect(answers.crown_jewels).toEqual(['payment_card_data']);
  });

  it('leaves tests and generated files out', async () => {
    const code = facts({ models: [model('Patient', ['diagnosis'], span('test/fixture.js', 1))] });
    code.inventory.files.push({ path: 'test/fixture.js', size: 1, sha256: '', lines: 1, analyzed: true, role: 'test' });
    expect((await infer({}, code)).answers.data_types).toEqual([]);
  });
});

describe('a repository that says nothing', () => {
  it('gets credible defaults that say so', async () => {
    const draft = await infer({});
    expect(BusinessAnswers.safeParse(draft.answers).success).toBe(true);
    expect(draft.answers).toMatchObject({
      application_name: 'shop',
      users: ['developers'],
      internet_facing: false,
      crown_jewels: ['user_files'],
      threat_actors: ['malicious-insider'],
      none_applicable: true,
    });
    expect(why(draft, 'primary_purpose')[0]!.text).toContain('No README');
    expect(why(draft, 'crown_jewels')[0]!.text).toContain('No entry point');
  });

  it('describes a service by its parts', async () => {
    const draft = await infer(
      {},
      facts({
        frameworks: [{ name: 'express', at: span('a.js', 1) }],
        entryPoints: [route('GET', '/x')],
        stores: [
          {
            id: 's',
            type: 'mongodb',
            name: 'db',
            at: span('db.js', 1),
            accesses: [{ operation: 'write', subject: 'items', at: span('db.js', 2) }],
          },
        ],
      }),
    );
    expect(draft.answers.primary_purpose).toBe(
      'Service with 1 network entry point, built with express, storing data in mongodb.',
    );
    expect(draft.answers.crown_jewels).toEqual(['database_content']);
    expect(draft.answers.users).toEqual(['client applications']);
  });

  it('survives a README and a manifest that cannot be read', async () => {
    const draft = await infer({ 'README.md': 'unreadable', 'package.json': 'unreadable' });
    expect(draft.answers.application_name).toBe('shop');
  });

  it('stops when cancelled', async () => {
    const outcome = render(await inferBusinessContext(task(), context({}, facts(), AbortSignal.abort())));
    expect(outcome.status).toBe('cancelled');
  });
});

it('gives the same answer whatever the order of facts', async () => {
  const turned: CodeFacts = { ...clinic, entryPoints: [...clinic.entryPoints].reverse() };
  expect((await infer({}, turned)).answers).toEqual((await infer({}, clinic)).answers);
});
