import type { Framework } from '../framework';
import { PYTHON_INPUTS } from './usual-inputs';

const SERVER = String.raw`(mcp\.server\.fastmcp|mcp\.server|fastmcp)(\.\w+)?\.FastMCP\(\)`;
const on = (methods: string): RegExp => new RegExp(`^${SERVER}\\.${methods}$`);

/** What a language model may call: tools, resources and prompts. */
export const MCP_PYTHON: Framework = {
  id: 'mcp',
  language: 'python',
  imports: /^(mcp|fastmcp)(\.|$)/,
  decorators: [
    { callee: on('(tool|prompt)'), path: { position: 0, keyword: 'name' }, namedByFunction: 'as-is' },
    { callee: on('resource'), path: { position: 0, keyword: 'uri' } },
    {
      callee: /^mcp\.server(\.lowlevel)?(\.server)?\.Server\(\)\.(call_tool|read_resource|get_prompt)$/,
      path: { position: 99 },
      namedByFunction: 'as-is',
    },
  ],
  routes: [
    {
      callee: on('(add_tool|add_prompt)'),
      path: { position: 1, keyword: 'name' },
      handler: { position: 0, keyword: 'fn' },
      onlyFollowed: true,
    },
  ],
  inputs: PYTHON_INPUTS,
};

const JS_SERVER = String.raw`(?:@modelcontextprotocol/sdk/server(?:/\w+(?:\.js)?)?|@modelcontextprotocol/server)\.(?:McpServer|Server)\(\)`;

export const MCP_JAVASCRIPT: Framework = {
  id: 'mcp-server',
  language: 'javascript',
  imports: /^@modelcontextprotocol\/(?:sdk\/)?server/,
  listeners: [
    {
      kind: 'http',
      names: 'tool registerTool resource registerResource prompt registerPrompt',
      callee: new RegExp(`^${JS_SERVER}\\.(?:tool|registerTool|resource|registerResource|prompt|registerPrompt)$`),
      name: 0,
    },
    {
      kind: 'http',
      names: 'setRequestHandler',
      callee: new RegExp(`^${JS_SERVER}\\.setRequestHandler$`),
    },
  ],
  inputs: { names: [], positions: [{ at: 0, source: 'body', whateverName: true, heldTo: 'inputSchema' }] },
};
