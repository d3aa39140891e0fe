// Where the VS Code used by the tests lives and which one it is.
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Release of code-server on npm; 4.139.1 is VS Code 1.139.1. */
export const CODE_SERVER_VERSION = '4.139.1';
/** Node that this release of code-server is built for. */
export const RIG_NODE_VERSION = '24.21.0';
/** npm package with that Node; it ships the headers next to the binary, so add-ons build without a download. */
export const RIG_NODE_PACKAGE = `node-linux-${process.arch}`;

/** Kept outside the working tree, so that every clone on a machine shares one. */
export const RIG = process.env.VSCODE_RIG ?? join(homedir(), '.cache/threatline/vscode-rig');
export const RIG_NODE = join(RIG, 'node_modules', RIG_NODE_PACKAGE, 'bin/node');
export const RIG_ENTRY = join(RIG, 'node_modules/code-server/out/node/entry.js');
