import type { Weakness } from '../weakness';

/** Input that becomes part of a directory query or of XML. */
export const DIRECTORY_AND_XML = {
  'ldap-injection': {
    id: 'ldap-injection',
    title: 'LDAP injection',
    cwe: [90, 943],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authentication', 'authorization'],
    stride: ['Spoofing', 'InfoDisclosure', 'ElevationOfPrivilege'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} is built into an LDAP filter or distinguished name used by {sink} at {where}.',
    attack: 'The attacker adds filter syntax such as `*)(uid=*` and changes which directory entries match.',
    consequence: 'Logins that rest on the filter are bypassed, and directory entries of other people are disclosed.',
    remedy: {
      action: 'Escape the value for its place in the filter or name.',
      guidance:
        'Use the escaping functions of the library (`ldap.filter.escape_filter_chars`, `escape_rdn`, the ' +
        'filter objects of `ldapjs`) rather than joining text, and match user names against a strict pattern ' +
        'first. Bind with an account that may read only what the application needs.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ['*', '*)(uid=*', 'admin)(|(objectClass=*', '\\2a'],
  },
  'xpath-injection': {
    id: 'xpath-injection',
    title: 'XPath injection',
    cwe: [643, 91],
    owasp: 'A03:2021 Injection',
    category: 'input-validation',
    secondary: ['authorization'],
    stride: ['InfoDisclosure', 'Tampering'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'L',
      availability: 'N',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'Data from {source} is built into an XPath expression that {sink} evaluates at {where}.',
    attack:
      'The attacker closes the string literal and adds a condition, so that the expression selects nodes it ' +
      'should not.',
    consequence: 'The attacker reads other parts of the XML document and bypasses checks that rest on the expression.',
    remedy: {
      action: 'Pass the value as an XPath variable.',
      guidance:
        'Use variables (`tree.xpath("//u[@name=$name]", name=value)`, or the variable resolver of the ' +
        'library) so that the value is never parsed as part of the expression. Otherwise accept only values ' +
        'of a strict pattern.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: ["' or '1'='1", "'] | //* | //*['", "' or count(/*)=1 or 'a'='b"],
  },
  'xml-external-entities': {
    id: 'xml-external-entities',
    title: 'XML external entities',
    cwe: [611, 776, 827],
    owasp: 'A05:2021 Security Misconfiguration',
    category: 'input-validation',
    secondary: ['rate-limiting'],
    stride: ['InfoDisclosure', 'DoS'],
    severity: 'high',
    impact: {
      confidentiality: 'H',
      integrity: 'N',
      availability: 'L',
      beyondSystem: false,
      victimActs: false,
      needsLuck: false,
    },
    description: 'XML from {source} is parsed by {sink} at {where} with entity or DTD processing left on.',
    attack:
      'The attacker sends a document whose DTD declares an entity that points to a local file or an ' +
      'internal address, or entities that expand without end.',
    consequence:
      'Files of the server and answers of internal services are disclosed, and the parser can be made to ' +
      'use up memory.',
    remedy: {
      action: 'Turn off DTDs and external entities in the parser.',
      guidance:
        'Use `defusedxml` in Python or `lxml` with `resolve_entities=False, no_network=True, ' +
        'load_dtd=False`; in JavaScript keep `noent` and `dtdload` off or use a parser without DTD support. ' +
        'Reject documents that hold a `<!DOCTYPE`.',
      effort: 'low',
    },
    testFamily: 'INJ',
    payloads: [
      '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><r>&x;</r>',
      '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><r>&b;&b;</r>',
    ],
  },
} as const satisfies Record<string, Weakness>;
