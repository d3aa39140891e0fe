import { bits } from '../../../knowledge/flow/families';
import type { Span } from '../../read/ir';
import { walkDeep } from '../link/walk';
import { callBack } from './callbacks';
import type { Arguments } from './arguments';
import type { Machine } from './machine';
import { external, reference, UNKNOWN, type Value } from './value';

/** Uploaded files and archives: what comes in has a name that its sender chose. */

/** `multer.diskStorage({ filename(req, file, done) })`: what `done` is given is the name on the server. */
export function storage(m: Machine, args: Arguments, span: Span, path: string): Value {
  const named = args.positional[0]?.value ?? UNKNOWN;
  for (const ref of named.refs) {
    const cell = ref.kind === 'object' ? ref.object.cells.get('filename') : undefined;
    const chooser = cell && m.state.get(cell);
    if (chooser && !filtersFiles(m))
      callBack(m, chooser, [external('@req'), m.source('file', span), external('@storage.named')], span);
  }
  return external(path);
}

/** A `fileFilter` beside the storage decides which files get in at all. */
function filtersFiles(m: Machine): boolean {
  let found = false;
  walkDeep(m.program.files.get(m.at.file)?.body ?? [], (expr) => {
    if (expr.kind === 'object' && expr.properties.some((property) => property.key === 'fileFilter')) found = true;
  });
  return found;
}

/** An entry that a streaming reader of archives hands out; such readers refuse or cut absolute names, not `..`. */
export function entry(m: Machine, span: Span): Value {
  return m.ambient(
    m.source('archive-entry', span).marks.map((mark) => ({ ...mark, bits: mark.bits & ~bits('absolute-path') })),
  );
}

/**
 * An archive opened for reading: its entries carry names from wherever it was made. One the code names itself is its
 * own.
 */
export function archive(m: Machine, args: Arguments, span: Span, path: string): Value | undefined {
  const name = given(args, 0, 'name') ?? args.named.get('fileobj')?.value;
  const mode = given(args, 1, 'mode')?.consts?.[0];
  const writes = typeof mode === 'string' && /^[wax]/.test(mode);
  if (!name || writes || (name.consts && name.marks.length === 0)) return undefined;
  const { marks } = m.source('archive-entry', span);
  return { ...reference({ kind: 'external', path }), marks };
}

const given = (args: Arguments, at: number, name: string): Value | undefined =>
  (args.positional[at] ?? args.named.get(name))?.value;
