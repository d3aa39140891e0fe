import type { Stride } from '../artifacts/enums';
import type { ThreatActor } from '../artifacts/phase1';

/** Who attacks such systems: archetypes the phase 1 form offers. Technique ids after MITRE ATT&CK for Enterprise. */
export interface ActorArchetype {
  id: string;
  name: string;
  description: string;
  motivation: ThreatActor['motivation'];
  capability: ThreatActor['capability'];
  likelihood: ThreatActor['likelihood'];
  targets: readonly string[];
  vectors: readonly string[];
  techniques: readonly string[];
  mitigations: readonly string[];
  /** Works from inside: has an account, a workplace or a place in the supply chain before the attack begins. */
  position: 'outside' | 'account' | 'inside' | 'supply-chain';
  /** What the actor wants to achieve, in STRIDE terms, the main aim first. */
  aims: readonly Stride[];
}

export const ACTOR_ARCHETYPES: readonly ActorArchetype[] = [
  {
    id: 'opportunistic-attackers',
    name: 'Opportunistic attackers',
    description: 'Scan the internet for known flaws and weak passwords and take what they find.',
    motivation: 'financial_gain',
    capability: 'script_kiddie',
    likelihood: 'high',
    targets: ['public endpoints', 'login', 'known vulnerable components'],
    vectors: ['automated scanning', 'published exploits', 'password guessing'],
    techniques: ['T1190', 'T1110', 'T1595'],
    mitigations: ['input validation', 'rate limiting', 'prompt updates'],
    position: 'outside',
    aims: ['ElevationOfPrivilege', 'Spoofing', 'DoS', 'InfoDisclosure', 'Tampering'],
  },
  {
    id: 'cybercriminals',
    name: 'Financially motivated cybercriminals',
    description: 'Organised groups that sell data, take over accounts, commit fraud or extort with ransomware.',
    motivation: 'financial_gain',
    capability: 'organized_crime',
    likelihood: 'high',
    targets: ['personal data', 'payment data', 'credentials', 'availability for extortion'],
    vectors: ['exploiting public applications', 'credential stuffing', 'phishing', 'ransomware'],
    techniques: ['T1190', 'T1110.004', 'T1566', 'T1486', 'T1539'],
    mitigations: ['strong authentication', 'encryption', 'monitoring', 'tested backups'],
    position: 'outside',
    aims: ['InfoDisclosure', 'Spoofing', 'ElevationOfPrivilege', 'Tampering', 'DoS', 'Repudiation'],
  },
  {
    id: 'nation-state-apt',
    name: 'Nation-state groups',
    description: 'Patient, well funded groups after intelligence, strategic data or a foothold.',
    motivation: 'espionage',
    capability: 'nation_state',
    likelihood: 'low',
    targets: ['strategic data', 'personal data at scale', 'credentials of administrators'],
    vectors: ['targeted exploitation', 'supply chain', 'spear phishing'],
    techniques: ['T1190', 'T1195', 'T1078', 'T1566.001'],
    mitigations: ['segmentation', 'least privilege', 'detection and response'],
    position: 'outside',
    aims: ['InfoDisclosure', 'ElevationOfPrivilege', 'Spoofing', 'Tampering', 'Repudiation'],
  },
  {
    id: 'malicious-insider',
    name: 'Malicious insider',
    description: 'An employee, contractor or ordinary user who misuses the access they have.',
    motivation: 'insider',
    capability: 'skilled_attacker',
    likelihood: 'medium',
    targets: ['records of other people', 'administration functions', 'secrets in code and configuration'],
    vectors: ['misuse of own account', 'reading code and logs', 'covering of tracks'],
    techniques: ['T1078', 'T1213', 'T1552.001', 'T1070'],
    mitigations: ['authorization per object', 'audit log', 'secrets outside of the code'],
    position: 'inside',
    aims: ['ElevationOfPrivilege', 'InfoDisclosure', 'Repudiation', 'Tampering', 'Spoofing'],
  },
  {
    id: 'negligent-insider',
    name: 'Negligent insider',
    description: 'Somebody who exposes data or keys by mistake: in a repository, a log, a wrong setting.',
    motivation: 'negligence',
    capability: 'script_kiddie',
    likelihood: 'medium',
    targets: ['secrets', 'logs', 'configuration', 'backups'],
    vectors: ['misconfiguration', 'committed secrets', 'shared credentials'],
    techniques: ['T1552.001', 'T1530'],
    mitigations: ['secret scanning', 'safe defaults', 'review'],
    position: 'inside',
    aims: ['InfoDisclosure'],
  },
  {
    id: 'hacktivists',
    name: 'Hacktivists',
    description: 'Disrupt, deface or publish for a cause.',
    motivation: 'hacktivism',
    capability: 'skilled_attacker',
    likelihood: 'low',
    targets: ['public pages', 'availability', 'embarrassing data'],
    vectors: ['denial of service', 'defacement', 'leaks'],
    techniques: ['T1498', 'T1491.002', 'T1190'],
    mitigations: ['rate limiting', 'output encoding', 'content security policy'],
    position: 'outside',
    aims: ['DoS', 'Tampering', 'InfoDisclosure'],
  },
  {
    id: 'competitors',
    name: 'Competitors',
    description: 'Collect business data, prices or source code for an advantage.',
    motivation: 'competitive_advantage',
    capability: 'skilled_attacker',
    likelihood: 'low',
    targets: ['business data', 'prices', 'source code'],
    vectors: ['scraping', 'enumeration of ids', 'misuse of a customer account'],
    techniques: ['T1213', 'T1078', 'T1190'],
    mitigations: ['rate limiting', 'authorization per object'],
    position: 'account',
    aims: ['InfoDisclosure', 'DoS'],
  },
  {
    id: 'supply-chain-attackers',
    name: 'Supply-chain attackers',
    description: 'Put code into packages, build tools or services the application uses.',
    motivation: 'financial_gain',
    capability: 'organized_crime',
    likelihood: 'medium',
    targets: ['dependencies', 'build environment', 'secrets of the pipeline'],
    vectors: ['malicious release', 'dependency confusion', 'stolen maintainer account'],
    techniques: ['T1195.001', 'T1195.002'],
    mitigations: ['lockfiles with checksums', 'dependency scanning', 'review of updates'],
    position: 'supply-chain',
    aims: ['Tampering', 'ElevationOfPrivilege', 'InfoDisclosure', 'DoS'],
  },
];

const BY_KEY = new Map(
  ACTOR_ARCHETYPES.flatMap(
    (actor) =>
      [
        [actor.id, actor],
        [actor.name.toLowerCase(), actor],
      ] as const,
  ),
);

/** By id or by name, in any case. */
export function findActor(idOrName: string): ActorArchetype | undefined {
  return BY_KEY.get(idOrName.trim().toLowerCase());
}

export type Industry = 'financial' | 'healthcare' | 'e-commerce' | 'saas' | 'manufacturing' | 'general';

/** Archetypes preselected per industry. */
export const ACTORS_BY_INDUSTRY: Readonly<Record<Industry, readonly string[]>> = {
  financial: ['cybercriminals', 'nation-state-apt', 'malicious-insider'],
  healthcare: ['cybercriminals', 'nation-state-apt', 'malicious-insider'],
  'e-commerce': ['cybercriminals', 'competitors', 'opportunistic-attackers'],
  saas: ['supply-chain-attackers', 'nation-state-apt', 'malicious-insider'],
  manufacturing: ['competitors', 'nation-state-apt', 'malicious-insider'],
  general: ['opportunistic-attackers', 'cybercriminals', 'malicious-insider'],
};
