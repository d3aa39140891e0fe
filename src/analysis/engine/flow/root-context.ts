import type { CallMet } from '../../../artifacts/considered';
import type { Shape } from '../../../knowledge/flow/schemas';
import type { FunctionNode } from '../link/definitions';
import { type State } from './state';
import { type Clear, type Value, type Cell } from './value';

/** What one run starts from: a module body, a handler, a function nobody was seen calling. */
export interface RootContext {
  entryPoints: readonly string[];
  /** Objects handed in by a framework, one per path. */
  readonly sources: Map<string, Value>;
  /** The content type that was set on the response. */
  readonly contentType: Cell;
  /** The route, when it is the same text for every request. */
  route?: string;
  /** Addresses of requests begin with a name that the route says. */
  belowName?: boolean;
  /** The only method that requests come in with. */
  method?: string;
  /** What members of the request are held to before the handler sees them, by their paths. */
  held?: ReadonlyMap<string, Shape>;
  /** What the checks declared on the route establish once their outcome is asked for. */
  validated?: readonly Clear[];
  /** What runs here is only looked at for its checks: its own flaws are found where it is run for itself. */
  quiet?: boolean;
  /** Called where a middleware hands the request on. */
  passed?: (state: State) => void;
  /**
   * A function nobody was seen calling is looked at for what it reads by itself: nothing from outside was handed in.
   */
  plain?: boolean;
  /** Only scripts get what is answered here: no browser shows it as a page, and none goes where it leads. */
  unseen?: boolean;
  /** The handler whose return value is sent as a page. */
  answers?: FunctionNode;
  /** What tells it from other roots, once that was asked. */
  number?: number;
  /** Loops around the present place that are in their second round. */
  repeated?: number;
  limit: number;
}

export type KnownAs = CallMet['known'];
