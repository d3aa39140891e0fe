import type { MemberRow } from '../../../knowledge/flow/model';
import { PATH_FOLDER } from '../../../knowledge/flow/sink-names';
import type { Span } from '../../read/ir';
import { handedIn, recordIn, reanchor } from './handed-in';
import type { Machine } from './machine';
import type { Mark } from './mark';
import { part } from './parts';
import { parsed } from './shape';
import { sparedByCall } from './spared';
import { constant, external, marked, type Value } from './value';

/** Members of a text that say nothing of its content. */
export const CONTENTLESS = new Set(['length', 'size', 'byteLength', 'count']);
/** What a framework hands to handlers as the request. */
const REQUEST = /^@\w*req$/;

/** A member of what a library or a framework has given, by what is known of it. */
export function externalMember(
  m: Machine,
  path: string,
  property: string,
  span: Span,
  whole: Value,
): Value | undefined {
  const model = m.at.models.memberModel(path, property);
  return (
    ofRoot(m, path, property, model) ??
    (model && modelled(m, path, property, model, span, whole)) ??
    ofUnknown(m, path, property, whole)
  );
}

/** What the registration of the handler says of the request. */
function ofRoot(m: Machine, path: string, property: string, model: MemberRow | undefined): Value | undefined {
  const { method, route } = m.root;
  if (property === 'method' && method !== undefined && REQUEST.test(path)) return constant(method);
  return model?.source && property === 'path' && route !== undefined ? constant(route) : undefined;
}

function modelled(
  m: Machine,
  path: string,
  property: string,
  model: MemberRow,
  span: Span,
  whole: Value,
): Value | undefined {
  if (model.source && model.path)
    return { ...external(model.path), marks: handedIn(m, model.path, model.source, span, property, true).marks };
  if (model.source) {
    const value = handedIn(m, `${path}.${property}`, model.source, span, property, true);
    const shape = m.root.held?.get(`${path}.${property}`);
    return shape ? parsed(m, value, shape, span) : value;
  }
  const within = model.part && recordIn(m, whole, property, model.part);
  if (within) return reanchor(within, m.at.file, span);
  if (model.folder) return { ...external(path), marks: whole.marks.map((mark) => inside(m, mark, PATH_FOLDER)) };
  if (model.clears !== undefined) return named(m, whole, `${path}.${property}`, model.clears, span);
  if (model.constant !== undefined) return constant(model.constant);
  return model.path ? external(model.path) : undefined;
}

/** A piece that is shown by the name of what it is a piece of. */
const inside = (m: Machine, mark: Mark, of: string): Mark => ({ ...part(m, mark, of, false), name: mark.name });

/** A text that an object of a library gives of itself. */
function named(m: Machine, whole: Value, path: string, clears: number, span: Span): Value {
  return marked(
    whole.marks.map((mark) => sparedByCall(m, inside(m, mark, path), clears, path, span)),
    'string',
  );
}

function ofUnknown(m: Machine, path: string, property: string, whole: Value): Value {
  if (property === 'default' && !path.startsWith('@')) return external(path);
  const marks = CONTENTLESS.has(property)
    ? []
    : whole.marks.map((mark) => part(m, mark, property, mark.identity.whole === true));
  return external(path.endsWith(`.${property}.${property}`) ? path : `${path}.${property}`, marks);
}
