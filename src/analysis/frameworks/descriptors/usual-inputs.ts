import type { HandedAt, HandedNamed, HandlerInputs } from '../../engine/conventions';

/** What handlers in JavaScript call what they are given, whoever calls them. */
const JAVASCRIPT_NAMES: readonly HandedNamed[] = [
  { name: /^_?(?:req|request|incoming|httpReq)$/i, object: '@req' },
  { name: /^_?(?:res|resp|response|reply|rep|h)$/i, object: '@res' },
  { name: /^(?:ctx|context)$/i, object: '@ctx' },
  { name: /^(?:err|error|e)$/i, object: '@error' },
];

/** The request, then the response; what handles errors has the error in front. Source: Express, "Error handling". */
export const JAVASCRIPT_INPUTS: HandlerInputs = {
  names: JAVASCRIPT_NAMES,
  positions: [
    { at: 0, object: '@req' },
    { at: 1, object: '@res' },
  ],
  errorFirst: 4,
};

/** One object that leads to the request and the response. */
export const CONTEXT_FIRST: HandlerInputs = {
  ...JAVASCRIPT_INPUTS,
  positions: [{ at: 0, object: '@ctx', whateverName: true }, ...JAVASCRIPT_INPUTS.positions],
};

/** The request, then what else is known of the route. */
export const REQUEST_THEN_CONTEXT: HandlerInputs = {
  names: JAVASCRIPT_NAMES,
  positions: [
    { at: 0, object: '@req' },
    { at: 1, object: '@ctx', whateverName: true, unlessNamed: /^res/ },
  ],
};

const PYTHON_REQUEST: HandedNamed = {
  name: /^(?:request|req)$/,
  type: /^(?:Http|Wsgi|Starlette)?Request$/,
  object: '@pyreq',
};

/** Parameters are parts of the path; the request is one where its name or type says so. */
export const PYTHON_INPUTS: HandlerInputs = { names: [PYTHON_REQUEST], positions: [] };

/** What is connected to by a websocket is asked for by its type. */
export const STARLETTE_INPUTS: HandlerInputs = {
  names: [PYTHON_REQUEST, { name: /^(?:websocket|ws)$/, type: /^WebSocket$/, object: '@pysocket' }],
  positions: [],
};

/** Resolvers of GraphQL get what is above them, then what the caller asks for. */
export const RESOLVER_INPUTS: HandlerInputs = {
  names: [],
  positions: [
    { at: 0, object: '@graphql.parent', whateverName: true },
    { at: 1, source: 'body', whateverName: true },
  ],
};

const FIRST: readonly HandedAt[] = [{ at: 0, object: '@pyreq' }];

/** The request, then parts of the path. */
export const PYTHON_REQUEST_FIRST: HandlerInputs = { ...PYTHON_INPUTS, positions: FIRST };

/** Parts of the path; what is returned is sent as a page. */
export const PYTHON_PAGE: HandlerInputs = { ...PYTHON_INPUTS, returnsPage: true };
