import type { BusinessAnswers } from '../../../src/artifacts/phase1';

export function answers(part: Partial<BusinessAnswers> = {}): BusinessAnswers {
  return {
    application_name: 'Shop',
    primary_purpose: 'Sells shoes.',
    users: ['customers'],
    business_processes: ['Orders'],
    business_value: 'Revenue.',
    internet_facing: true,
    data_types: [
      { category: 'credentials', examples: ['password'], sensitivity: 'critical', regulatory_requirements: [] },
      { category: 'PII', examples: ['email', 'ssn'], sensitivity: 'high', regulatory_requirements: ['GDPR'] },
    ],
    crown_jewels: ['user_credentials', 'personal_data'],
    threat_actors: ['cybercriminals', 'malicious-insider'],
    regulations: ['GDPR'],
    none_applicable: false,
    cia_priority: 'confidentiality > integrity > availability',
    risk_appetite: 'low',
    ...part,
  };
}
