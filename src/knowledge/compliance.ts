import type { ControlCategory } from '../artifacts/enums';
import type { ComplianceRequirement } from '../artifacts/phase1';

/** Regulations the form offers and the requirements of each that code can show or refute. */
export interface RegulationEntry {
  name: string;
  description: string;
  requirements: readonly ComplianceRequirement[];
  /** Parts that no reading of code can decide. */
  outOfReach: string;
}

const requirement = (
  requirement_id: string,
  name: string,
  control_categories: ControlCategory[],
  validation_criteria: string[],
): ComplianceRequirement => ({
  requirement_id,
  name,
  control_categories,
  validation_criteria,
});

export const REGULATIONS: readonly RegulationEntry[] = [
  {
    name: 'GDPR',
    description: 'Personal data of people in the European Union.',
    requirements: [
      requirement(
        'GDPR-32',
        'Security of processing: access control (Art. 32)',
        ['authentication', 'authorization'],
        [
          'Every operation on personal data requires a signed-in user.',
          'A user reaches only personal data they are entitled to.',
        ],
      ),
      requirement(
        'GDPR-32(1)(a)',
        'Pseudonymisation and encryption (Art. 32(1)(a))',
        ['cryptography', 'secrets-management'],
        ['Personal data is encrypted in transit and at rest.', 'Keys and secrets are not part of the code.'],
      ),
      requirement(
        'GDPR-25',
        'Data protection by design (Art. 25)',
        ['input-validation', 'output-encoding'],
        ['Input that touches personal data is validated.', 'Personal data is not rendered or logged unintentionally.'],
      ),
      requirement(
        'GDPR-33',
        'Detecting personal data breaches (Art. 33)',
        ['logging-audit'],
        ['Access to personal data leaves a record that shows who did what and when.'],
      ),
    ],
    outOfReach: 'Legal basis, processor contracts, data subject requests and notification procedures.',
  },
  {
    name: 'CCPA',
    description: 'Personal information of California residents.',
    requirements: [
      requirement(
        'CCPA-1798.150',
        'Reasonable security procedures',
        ['authentication', 'authorization', 'cryptography'],
        [
          'Personal information is reachable only after authentication and authorization.',
          'Personal information is encrypted or redacted.',
        ],
      ),
    ],
    outOfReach: 'Consumer requests, opt-out handling and notices.',
  },
  {
    name: 'PCI-DSS',
    description: 'Storing, processing or transmitting payment card data.',
    requirements: [
      requirement(
        'PCI-DSS-3',
        'Protect stored account data',
        ['cryptography', 'secrets-management'],
        ['Stored card data is unreadable.', 'Keys are stored apart from the data and from the code.'],
      ),
      requirement(
        'PCI-DSS-4',
        'Strong cryptography during transmission',
        ['cryptography'],
        ['Card data is transmitted over TLS with verified certificates only.'],
      ),
      requirement(
        'PCI-DSS-6.2.4',
        'Common attacks are prevented by engineering',
        ['input-validation', 'output-encoding', 'dependency-security'],
        ['Injection, cross-site scripting and similar attacks are prevented in all code that handles card data.'],
      ),
      requirement(
        'PCI-DSS-7',
        'Access by business need to know',
        ['authorization'],
        ['Access to card data is denied unless a role allows it.'],
      ),
      requirement(
        'PCI-DSS-8',
        'Identify users and authenticate access',
        ['authentication', 'rate-limiting'],
        ['Every user has an own identity.', 'Guessing of passwords is limited.'],
      ),
      requirement(
        'PCI-DSS-10',
        'Log and monitor all access',
        ['logging-audit'],
        ['Every access to card data and every administrative action is recorded.'],
      ),
    ],
    outOfReach: 'Network segmentation, physical security, scans by approved vendors, policies and training.',
  },
  {
    name: 'HIPAA',
    description: 'Health information in the United States.',
    requirements: [
      requirement(
        'HIPAA-164.312(a)',
        'Access control',
        ['authentication', 'authorization'],
        ['Every user is identified.', 'Health information is reachable only for those entitled to it.'],
      ),
      requirement(
        'HIPAA-164.312(a)(2)(iv)',
        'Encryption of stored health information',
        ['cryptography', 'secrets-management'],
        ['Stored health information is encrypted.'],
      ),
      requirement(
        'HIPAA-164.312(b)',
        'Audit controls',
        ['logging-audit'],
        ['Access to health information is recorded and can be examined.'],
      ),
      requirement(
        'HIPAA-164.312(c)',
        'Integrity',
        ['input-validation', 'authorization'],
        ['Health information cannot be changed without authorization.'],
      ),
      requirement(
        'HIPAA-164.312(e)',
        'Transmission security',
        ['cryptography'],
        ['Health information is transmitted encrypted.'],
      ),
    ],
    outOfReach: 'Business associate agreements, facility access, workforce training and contingency plans.',
  },
  {
    name: 'SOC2 Type II',
    description: 'Assurance to customers about a hosted service (trust services criteria).',
    requirements: [
      requirement(
        'SOC2-CC6.1',
        'Logical access security',
        ['authentication', 'authorization'],
        ['Access to the service and its data is authenticated and authorized.'],
      ),
      requirement(
        'SOC2-CC6.7',
        'Protection of data in transmission',
        ['cryptography', 'secrets-management'],
        ['Data is encrypted in transit.', 'Secrets are managed outside of the code.'],
      ),
      requirement(
        'SOC2-CC7.1',
        'Detection of vulnerabilities',
        ['dependency-security'],
        ['Dependencies are scanned for known vulnerabilities.'],
      ),
      requirement('SOC2-CC7.2', 'Monitoring for anomalies', ['logging-audit'], ['Security events are recorded.']),
    ],
    outOfReach: 'Policies, vendor management, operation of the controls over time.',
  },
];

const BY_NAME = new Map(REGULATIONS.map((entry) => [normalise(entry.name), entry]));

function normalise(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** By name in any spelling: `pci dss`, `PCI-DSS v4.0`, `SOC2`. */
export function findRegulation(name: string): RegulationEntry | undefined {
  const wanted = normalise(name);
  const exact = BY_NAME.get(wanted);
  if (exact) return exact;
  return REGULATIONS.find(
    (entry) =>
      wanted.startsWith(normalise(entry.name)) || (wanted.length >= 4 && normalise(entry.name).startsWith(wanted)),
  );
}
