import { describe, expect, it } from 'vitest';
import { BusinessContext, type BusinessField } from '../../../src/artifacts/phase1';
import { businessChoices } from '../../../src/reasoning/business/choices';
import { financialScore, riskLevel } from '../../../src/reasoning/business/scenarios';
import { buildBusinessContext } from '../../../src/reasoning/business/business-context';
import { phase1Summary } from '../../../src/wording/summaries/phase1';
import { answers } from './answers';
import { render } from '../../../src/wording/render';

const assumed = (context: BusinessContext): string[] =>
  Object.values(context).flatMap((file) => file.assumptions ?? []);

describe('the six files of phase 1 (P-015)', () => {
  it('follow their schemas', () => {
    const context = render(buildBusinessContext(answers(), [], []));
    expect(Object.keys(context)).toHaveLength(6);
    expect(BusinessContext.safeParse(context).success).toBe(true);
  });

  it('list every unconfirmed value as an assumption (P-016)', () => {
    const given = answers({ rto_hours: 4, breach_cost_usd: 1, downtime_cost_per_hour_usd: 1 });
    const lines = assumed(render(buildBusinessContext(given, [], []))).filter((line) =>
      line.endsWith('not confirmed by the user.'),
    );
    expect(lines).toHaveLength(Object.keys(given).length);
    expect(lines.filter((line) => line.includes('regulation'))).toEqual([
      expect.any(String),
      given.none_applicable
        ? 'That no regulation applies: not confirmed by the user.'
        : 'That regulations apply: not confirmed by the user.',
    ]);
  });

  it('give the reason and the place of an assumption, once', () => {
    const context = render(
      buildBusinessContext(
        answers(),
        [
          { field: 'data_types[0].category', text: 'User has email.', file: 'user.js', line: 3 },
          { field: 'users', text: 'README.md:2 says so.', file: 'README.md', line: 2 },
        ],
        [],
      ),
    );
    expect(context.data_classification.assumptions).toContain('The kinds of data: User has email (user.js:3).');
    expect(context.business_objectives.assumptions).toContain('The users: README.md:2 says so.');
  });

  it('drop an assumption when the user confirms the value', () => {
    const all = Object.keys(answers()) as BusinessField[];
    const context = render(buildBusinessContext(answers(), [{ field: 'users', text: 'Guessed.' }], all));
    expect(assumed(context).some((line) => line.includes('Guessed') || line.includes('not confirmed'))).toBe(false);
    expect(
      render(buildBusinessContext(answers(), [{ field: 'users', text: 'Guessed.' }], ['primary_purpose']))
        .business_objectives.assumptions,
    ).toContain('The users: Guessed.');
  });

  it('say what was concluded and what is not known', () => {
    const text = assumed(render(buildBusinessContext(answers(), [], Object.keys(answers())))).join('\n');
    expect(text).toMatch(/breach is not known/);
    expect(text).toMatch(/Scenarios, their likelihood/);
    expect(text).toMatch(/How long the service may be down is not known/);
  });

  it('read crown jewels as ids, with words to find them by (P-017)', () => {
    const jewels = render(
      buildBusinessContext(
        answers({ crown_jewels: ['User Credentials', 'personal_data', 'secret_recipe', 'personal_data'] }),
        [],
        [],
      ),
    ).data_classification.crown_jewels;
    expect(jewels.map((jewel) => jewel.data_type)).toEqual(['user_credentials', 'personal_data', 'secret_recipe']);
    expect(jewels[0]).toMatchObject({ sensitivity: 'critical', requires_integrity: true });
    expect(jewels[1]!.keywords).toContain('email');
    expect(jewels[2]).toMatchObject({ sensitivity: 'high', keywords: ['secret', 'recipe'] });
  });

  it('accept that no regulation applies (P-018)', () => {
    const context = render(buildBusinessContext(answers({ regulations: [], none_applicable: true }), [], []));
    expect(context.compliance_requirements).toMatchObject({ applicable_regulations: [], none_applicable: true });
    expect(BusinessContext.safeParse(context).success).toBe(true);
  });

  it('seed requirements from the catalogue and keep foreign regulations', () => {
    const rules = render(
      buildBusinessContext(answers({ regulations: ['pci dss', 'House rules'] }), [], []),
    ).compliance_requirements;
    expect(rules.applicable_regulations[0]!.name).toBe('PCI-DSS');
    expect(rules.applicable_regulations[0]!.requirements!.length).toBeGreaterThan(4);
    expect(rules.applicable_regulations[1]).toMatchObject({ name: 'House rules', requirements: [] });
    expect(rules.assumptions!.join()).toContain('"House rules" is not in the catalogue');
  });

  it('number actors and keep named ones (P-152)', () => {
    const list = render(
      buildBusinessContext(
        answers({ threat_actors: ['cybercriminals', 'Financially motivated cybercriminals', 'Angry gnomes'] }),
        [],
        [],
      ),
    ).threat_actors.threat_actors;
    expect(list.map((actor) => actor.id)).toEqual(['TA-001', 'TA-002', 'TA-003']);
    expect(list[2]).toMatchObject({ name: 'Angry gnomes', likelihood: 'medium' });
  });
});

describe('impact scenarios (P-020)', () => {
  it('score likelihood times the highest category and fall into four bands', () => {
    for (const part of [
      {},
      { breach_cost_usd: 60_000_000 },
      { internet_facing: false, regulations: [], none_applicable: true },
      { data_types: [] },
    ]) {
      for (const scenario of render(buildBusinessContext(answers(part), [], [])).business_impact.scenarios) {
        const highest = Math.max(...Object.values(scenario.impact_categories).map((category) => category.score));
        expect(scenario.total_risk_score).toBe(Number(scenario.likelihood) * highest);
        expect(scenario.risk_level).toBe(riskLevel(scenario.total_risk_score));
      }
    }
  });
  it.each([
    [25, 'critical'],
    [16, 'critical'],
    [15, 'high'],
    [9, 'high'],
    [8, 'medium'],
    [4, 'medium'],
    [3, 'low'],
    [1, 'low'],
  ])('%i is %s', (score, band) => expect(riskLevel(score)).toBe(band));
  it.each([
    [0, 1],
    [49_999, 1],
    [50_000, 2],
    [500_000, 3],
    [5_000_000, 4],
    [50_000_000, 4],
    [60_000_000, 5],
  ])('$%i scores %i', (usd, score) => expect(financialScore(usd)).toBe(score));
  it('leave out denial of service without exposure and ransomware without data', () => {
    const names = render(
      buildBusinessContext(answers({ internet_facing: false, data_types: [] }), [], []),
    ).business_impact.scenarios.map((scenario) => scenario.name);
    expect(names).toEqual(['Data breach', 'Integrity attack', 'Supply-chain attack']);
  });
});

describe('summary of phase 1', () => {
  it('has its sections', () => {
    const text = phase1Summary(render(buildBusinessContext(answers(), [], [])));
    for (const title of [
      'Application',
      'Crown Jewels',
      'Key Threat Actors',
      'Compliance Context',
      'Business Impact',
      'Next Phase Guidance',
    ])
      expect(text).toContain(`\n## ${title}\n`);
  });
  it('stays below 2,000 tokens whatever was typed', () => {
    const long = 'words and words '.repeat(2_000);
    const many = Array.from({ length: 300 }, (_, index) => `${index} ${long}`);
    const text = phase1Summary(
      render(
        buildBusinessContext(
          answers({
            application_name: long,
            primary_purpose: long,
            users: many,
            business_processes: many,
            business_value: long,
            crown_jewels: many.slice(0, 10),
            threat_actors: many,
            regulations: many,
            cia_priority: long,
          }),
          many.map((text) => ({ field: 'users', text })),
          [],
        ),
      ),
    );
    expect(text.length).toBeLessThan(8_000);
  });
  it('holds no link, image or HTML from outside', () => {
    const text = phase1Summary(
      render(
        buildBusinessContext(answers({ primary_purpose: '![x](http://e) <script>1</script> [a](command:x)' }), [], []),
      ),
    );
    expect(text).not.toMatch(/(?<!\\)\]\(|(?<!\\)<script/);
  });
});

it('offers choices of the catalogues', () => {
  const choices = businessChoices();
  expect(choices.threatActors.map((actor) => actor.id)).toContain('cybercriminals');
  expect(choices.regulations.map((rule) => rule.name)).toContain('PCI-DSS');
  expect(new Set(choices.dataCategories).size).toBe(choices.dataCategories.length);
});
