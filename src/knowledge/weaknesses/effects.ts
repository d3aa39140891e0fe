import type { Effect } from '../../artifacts/enums';
import type { Weakness } from '../weakness';

/** What follows from a flaw where it is known what the place does, and not only what kind of flaw it is. */
type Acting = Partial<Pick<Weakness, 'consequence' | 'impact'>>;

const IN_PATHS = { beyondSystem: false, victimActs: false, needsLuck: false };

const ACTING: Readonly<Record<string, Readonly<Partial<Record<Effect, Acting>>>>> = {
  'path-traversal': {
    reads: {
      consequence:
        'Files outside the intended folder become readable, as far as the account of the server may read ' +
        'them: configuration with secrets, data of other users.',
      impact: { confidentiality: 'H', integrity: 'N', availability: 'N', ...IN_PATHS },
    },
    writes: {
      consequence:
        'Files outside the intended folder can be created or overwritten, as far as the account of the ' +
        'server may write there: data of other users, configuration, code.',
      impact: { confidentiality: 'L', integrity: 'H', availability: 'L', ...IN_PATHS },
    },
    deletes: {
      consequence:
        'Files outside the intended folder can be deleted, as far as the account of the server may delete them.',
      impact: { confidentiality: 'N', integrity: 'H', availability: 'H', ...IN_PATHS },
    },
    asks: {
      consequence: 'The answer tells whether files outside the intended folder exist.',
      impact: { confidentiality: 'L', integrity: 'N', availability: 'N', ...IN_PATHS },
    },
  },
  'hardcoded-secret': {
    signs: {
      consequence:
        'Whoever has read the code, now or later, can forge what is signed with it, such as sessions and ' +
        'tokens of any user.',
    },
    'signs-in': {
      consequence:
        'Whoever has read the code, now or later, can sign in with the account for as long as its password ' +
        'was not changed.',
    },
  },
};

/** What calls on files do, by the last part of their names. */
const BY_CALL: readonly (readonly [Effect, RegExp])[] = [
  ['asks', /^(?:access|exists|isfile|isdir|is_file|is_dir|l?stat|lexists|getsize|getmtime|pathExists)(?:Sync)?$/],
  ['deletes', /^(?:unlink|rmdir|rm|rmtree|remove|removedirs|emptyDir|delete)(?:Sync)?$/],
  [
    'reads',
    /^(?:sendFile|sendfile|download|send_file|send_from_directory|FileResponse|StreamableFile|static_file|serve_file|readFile|createReadStream|readdir|opendir|readJson|read_text|read_bytes|listdir|scandir|walk|iterdir|glob|open_resource|getline|render|require|resolveConfig|file)(?:Sync)?$/,
  ],
  [
    'writes',
    /^(?:writeFile|appendFile|createWriteStream|outputFile|outputJson|writeJson|write_text|write_bytes|mkdir|mkdirp|makedirs|ensureDir|ensureFile|mkdtemp|truncate|chmod|chown|symlink|link|touch|save|mv)(?:Sync)?$/,
  ],
];

/** What the call at the end of a flow does; undefined where its name does not say it. */
export function effectOfCall(weakness: string, sink: string): Effect | undefined {
  if (weakness !== 'path-traversal') return undefined;
  const name = sink.split('.').at(-1) ?? sink;
  return BY_CALL.find(([, names]) => names.test(name))?.[0];
}

const KNOWN = new Map<string, Weakness>();

/** The weakness with what follows from this effect. The same object each time. */
export function asItActs(weakness: Weakness, effect: Effect | undefined): Weakness {
  const acting = effect === undefined ? undefined : ACTING[weakness.id]?.[effect];
  if (effect === undefined || acting === undefined) return weakness;
  const key = `${weakness.id} ${effect}`;
  const known = KNOWN.get(key) ?? { ...weakness, ...acting };
  KNOWN.set(key, known);
  return known;
}
