import { writeKey } from '../../../engine/flow/collections';
import type { SpecialCall } from '../../../engine/flow/machine';
import { argumentAt as at } from '../../../engine/flow/special-values';
import { external, reference, singleString, UNDEFINED } from '../../../engine/flow/value';

/** Parsers of XML, and what they are told about entities. */
export const XML_CALLS: readonly [string, SpecialCall][] = [
  [
    'xml.sax.make_parser',
    (m) => reference({ kind: 'object', object: m.object('object') }, { kind: 'external', path: '@sax' }),
  ],
  [
    '@sax.setFeature',
    (m, args, _span, self) => {
      const external =
        at(args, 0).refs.some((ref) => ref.kind === 'external' && /feature_external_[gp]es$/.test(ref.path)) ||
        /external-(?:general|parameter)-entities/.test(singleString(at(args, 0)) ?? '');
      if (external && self) writeKey(m, self, 'external', at(args, 1));
      return UNDEFINED;
    },
  ],
  [
    'lxml.etree.XMLParser',
    (_m, args) =>
      args.named.get('resolve_entities')?.value.consts?.[0] === false ||
      args.named.get('resolve_entities')?.value.consts?.[0] === 'internal'
        ? external('@safe-xml')
        : external('@unsafe-xml'),
  ],
];
