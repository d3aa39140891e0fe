import { remembered } from '../../../safety/text/remembered';
import type { AssignmentSink, CallModel, LanguageModels, MemberRow, Row } from '../../../knowledge/flow/model';

interface Entry {
  package: string;
  row: Row;
}

/** Library models of one language, found by the path of what is called, read or assigned. */
export class ModelIndex {
  private readonly byMember = new Map<string, Entry[]>();
  private readonly exact = new Map<string, Row[]>();
  private readonly members = new Map<string, { of: string; row: MemberRow }[]>();
  private readonly assignments = new Map<string, AssignmentSink[]>();
  /** Goes through all opaque libraries: every call asks. */
  private readonly isUnderOpaque: (name: string) => boolean;
  private readonly calls = new Map<string, CallModel | undefined>();

  constructor(private readonly models: LanguageModels) {
    for (const row of models.rows)
      for (const name of row.packages.split(' '))
        for (const member of row.members.split(' ')) this.addRow(name, member, row);
    for (const row of models.members) {
      for (const of of row.of.split(' '))
        for (const member of row.members.split(' ')) push(this.members, member, { of, row });
    }
    for (const row of models.assignments)
      for (const member of row.members.split(' ')) push(this.assignments, member, row);
    this.isUnderOpaque = remembered((name) => models.opaque.some((library) => isUnder(name, library)));
  }

  private addRow(name: string, member: string, row: Row): void {
    if (name === '') push(this.exact, member, row);
    else if (member === '') push(this.exact, name, row);
    else push(this.byMember, lastSegment(member), { package: member.includes('.') ? `${name}\0${member}` : name, row });
  }

  /** What is known of calling `path`. */
  call(path: string): CallModel | undefined {
    const name = normalizePath(path);
    if (this.calls.has(name)) return this.calls.get(name);
    const rows = [...(this.exact.get(name) ?? [])];
    for (const entry of this.byMember.get(lastSegment(name)) ?? []) if (fits(entry.package, name)) rows.push(entry.row);
    const model = combine(rows);
    if (this.calls.size < 20000) this.calls.set(name, model);
    return model;
  }

  /** What is known of a method whatever the receiver is. */
  method(name: string): CallModel | undefined {
    return this.call(`*.${name}`);
  }

  memberModel(path: string, property: string): MemberRow | undefined {
    const name = normalizePath(path);
    return this.members.get(property)?.find(({ of }) => of === name)?.row;
  }

  assignment(paths: readonly string[], member: string): AssignmentSink | undefined {
    const names = paths.map(normalizePath);
    return this.assignments
      .get(member)
      ?.find(({ of }) => of === '*' || of.split(' ').some((path) => names.includes(path)));
  }

  /** Does a call of the library answer with data of its own, whatever was handed in? */
  isOpaque(path: string): boolean {
    return this.isUnderOpaque(normalizePath(path));
  }
  isOpaqueMethod(name: string): boolean {
    return this.models.opaqueMethods.has(name);
  }
  /** Does the answer of such a method tell whether something is kept under what it was asked for? */
  tellsOfKept(name: string): boolean {
    return this.models.tellsOfKept.test(name);
  }
  /** Does a method of this name, of a receiver nothing is known about, give what is kept under a key? */
  looksUp(name: string): boolean {
    return this.models.lookUps.test(name);
  }
}

const indexes = new WeakMap<LanguageModels, ModelIndex>();

/** The models of a language, indexed when they are first asked for. */
export function modelIndexOf(models: LanguageModels): ModelIndex {
  let index = indexes.get(models);
  if (!index) indexes.set(models, (index = new ModelIndex(models)));
  return index;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Some prefix or part that is spelled in several ways. */
const SPELLED_OTHERWISE = /^node:|^(?:window|globalThis|self|global)\.|\.default(?:$|[.(])|^builtins\./;

/** The same API under one spelling. */
const normalizePath = remembered((path) => {
  if (!SPELLED_OTHERWISE.test(path)) return path;
  return path
    .replace(/^node:/, '')
    .replace(/^(?:window|globalThis|self|global)\.(?=.)/, '')
    .replace(/\.default(?=$|[.(])/g, '')
    .replace(/^builtins\./, '');
});

function lastSegment(path: string): string {
  const bare = path.endsWith('()') ? path.slice(0, -2) : path;
  return bare.slice(bare.lastIndexOf('.') + 1);
}

function isUnder(path: string, library: string): boolean {
  return path.startsWith(library) && (path.length === library.length || './('.includes(path.charAt(library.length)));
}

function fits(wanted: string, path: string): boolean {
  const [name = '', members] = wanted.split('\0');
  if (name === '*') return members === undefined || path.endsWith(`.${members}`);
  if (!isUnder(path, name) || path.length === name.length) return false;
  return members === undefined || path.endsWith(`.${members}`);
}

function combine(rows: readonly Row[]): CallModel | undefined {
  if (rows.length === 0) return undefined;
  const sinks = rows.flatMap((row) => (row.sink ? [row.sink] : []));
  const gives = rows.flatMap((row) => (row.gives ? [row.gives] : []));
  return {
    sinks,
    gives,
    result: rows.find((row) => row.result)?.result,
    check: rows.find((row) => row.check)?.check,
    ...(rows.some((row) => row.setsHeader) && { setsHeader: true }),
  };
}
