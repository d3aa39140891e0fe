import type { CodeFacts, DataStoreFact, EntryPointFact } from '../../artifacts/facts';
import type { DataFlow } from '../../artifacts/phase3';
import type { CodeIndex, Use } from '../code-index';
import type { CrownJewels } from './crown-jewels';
import { answeredAt, guardsOf, identityGuards, isNetwork, isPrivileged } from './entry-points';
import { entryName, shortSink } from '../../artifacts/notation';
import { say, type Draft } from '../../messages/say';

type StoreAccess = DataStoreFact['accesses'][number];

/** A step before its place in the flow is known. */
interface Step {
  type: DataFlow['steps'][number]['type'];
  name: string;
  location: string;
  component: string;
  dataTypes?: string[];
  operations?: string[];
  /** Name of the store that a part of is used. */
  store?: string | undefined;
  /** Order of the step it comes from. */
  from?: number | undefined;
}

interface End {
  key: string;
  step: Step;
  functionId: string | undefined;
  subjects: string[];
  boundary: string;
}

const at = (place: { file: string; line: number }): string => `${place.file}:${place.line}`;

/** The stores that an entry point's code uses, one end per store and subject. */
function storeEnds(uses: readonly Use[], componentOf: (file: string) => string): End[] {
  const ends: End[] = [];
  for (const store of new Set(uses.map((use) => use.store))) {
    const bySubject = new Map<string, StoreAccess[]>();
    for (const { access } of uses.filter((use) => use.store === store)) {
      const list = bySubject.get(access.subject);
      if (list) list.push(access);
      else bySubject.set(access.subject, [access]);
    }
    if (bySubject.size > 1) bySubject.delete('');
    for (const [subject, accesses] of bySubject) {
      const first = accesses[0];
      if (!first) continue;
      const operations = [...new Set(accesses.map((access) => access.operation))].sort();
      const whole = subject === '' || subject === store.name;
      ends.push({
        key: `${store.id}/${subject}`,
        step: {
          type: 'store',
          name: whole ? store.name : `${store.name}: ${subject}`,
          ...(whole ? {} : { store: store.name }),
          location: at(first.at),
          component: componentOf(first.at.file),
          operations,
        },
        functionId: first.functionId,
        subjects: [subject],
        boundary: 'backend-database',
      });
    }
  }
  return ends;
}

function serviceEnds(
  facts: CodeFacts,
  index: CodeIndex,
  entry: EntryPointFact,
  componentOf: (file: string) => string,
): End[] {
  return facts.services.flatMap((service) => {
    const use = service.at.find((place) => index.reaches(entry, place));
    if (!use) return [];
    return [
      {
        key: `service/${service.id}`,
        step: {
          type: 'sink' as const,
          name: service.name,
          location: at(use),
          component: componentOf(use.file),
          operations: [service.protocol],
        },
        functionId: index.functionAt(use.file, use.line)?.id,
        subjects: [],
        boundary: 'application-external',
      },
    ];
  });
}

/** Dangerous calls that request data reaches: they are where the flow ends, whatever the program meant. */
function sinkEnds(facts: CodeFacts, entry: EntryPointFact, componentOf: (file: string) => string): End[] {
  return facts.weaknesses
    .filter(({ source, weakness }) => source !== undefined && weakness !== 'log-injection')
    .filter((weakness) => weakness.entryPoints.includes(entry.id))
    .map((weakness) => ({
      key: `sink/${weakness.sink}/${weakness.at.file}`,
      step: {
        type: 'sink' as const,
        name: shortSink(weakness.sink),
        location: at(weakness.at),
        component: componentOf(weakness.at.file),
      },
      functionId: weakness.functionId,
      subjects: [],
      boundary: '',
    }));
}

/** The functions of other files on the way to each end, and the ends, each with the step that it comes from. */
function branches(
  index: CodeIndex,
  entry: EntryPointFact,
  start: readonly Step[],
  ends: readonly End[],
  componentOf: (file: string) => string,
): DataFlow['steps'] {
  const steps: Step[] = [...start];
  const byFile = new Map<string, number>();
  const last = ends.map((end) => {
    let from = start.length;
    for (const fn of end.functionId === undefined ? [] : index.chain(entry, end.functionId).slice(1)) {
      const location = at(fn);
      if (location === start.at(-1)?.location) continue;
      const known = byFile.get(fn.file);
      if (known === undefined)
        steps.push({ type: 'process', name: fn.name, location, component: componentOf(fn.file), from });
      from = known ?? steps.length;
      byFile.set(fn.file, from);
    }
    return from;
  });
  ends.forEach((end, position) => steps.push({ ...end.step, from: last[position] }));
  return steps.map((step, order) => ({ order: order + 1, ...step }));
}

export interface FlowContext {
  facts: CodeFacts;
  index: CodeIndex;
  jewels: CrownJewels;
  componentOf: (file: string) => string;
}

/** The flow that starts at one entry point, or undefined when its data ends nowhere of interest. */
export function flowFrom(entry: EntryPointFact, context: FlowContext): Draft<DataFlow> | undefined {
  const { facts, index, jewels, componentOf } = context;
  const unique = new Map(
    [
      ...storeEnds(index.usesOf(entry), componentOf),
      ...serviceEnds(facts, index, entry, componentOf),
      ...sinkEnds(facts, entry, componentOf),
    ].map((end) => [end.key, end]),
  );
  const ends = [...unique.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  if (ends.length === 0) return undefined;
  const handler = answeredAt(entry);
  const touched = jewels.in([
    entry.route ?? '',
    ...entry.params.map((param) => param.name),
    ...ends.flatMap((end) => end.subjects),
  ]);
  const start: Step[] = [
    {
      type: 'source',
      name: entryName(entry),
      location: at(entry.at),
      component: componentOf(entry.at.file),
      dataTypes: entry.params.map((param) => param.name),
    },
    {
      type: 'process',
      name: entry.handler?.name ?? 'handler',
      location: at(handler),
      component: componentOf(handler.file),
    },
  ];
  const steps = branches(index, entry, start, ends, componentOf);
  const validated = guardsOf(entry, 'input-validation');
  return {
    id: entry.id,
    name: say(
      'mapping/flows.flowName',
      entry,
      ends.map((end) => end.step.name),
    ),
    description: say(
      'mapping/flows.flowDescription',
      entry,
      handler,
      ends.map((end) => end.step.name),
    ),
    sensitivity: jewels.sensitivity(touched) ?? 'medium',
    crownJewels: touched,
    steps,
    securityControls: {
      encryption: { inTransit: null, atRest: null },
      validation: validated.length > 0 ? say('mapping/flows.validatedBy', validated) : 'none seen',
      logging: 'unknown',
    },
    crossesBoundaries: [...new Set([...crossed(entry), ...ends.map((end) => end.boundary)])]
      .filter((kind) => kind !== '')
      .sort(),
  };
}

/** Kinds of boundaries a request crosses before the handler runs. */
export function crossed(entry: EntryPointFact): string[] {
  if (!isNetwork(entry)) return entry.kind === 'messageQueue' ? ['service-service'] : [];
  return [
    'internet-application',
    ...(identityGuards(entry).length > 0 || !entry.publicByDesign ? ['user-backend'] : []),
    ...(isPrivileged(entry) ? ['unprivileged-privileged'] : []),
    ...(entry.kind === 'webhook' ? ['service-service'] : []),
  ];
}
