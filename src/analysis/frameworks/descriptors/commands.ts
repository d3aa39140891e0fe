import type { Framework } from '../framework';

export const COMMANDER: Framework = {
  id: 'commander',
  language: 'javascript',
  imports: /^commander$/,
  listeners: [{ kind: 'cli', names: 'action', callee: /^commander(\.program|\.Command\(\))?(\.\w+\(\))*\.action$/ }],
};

export const YARGS: Framework = {
  id: 'yargs',
  language: 'javascript',
  listeners: [{ kind: 'cli', names: 'command', callee: /^yargs(\(\))?(\.\w+\(\))*\.command$/, name: 0 }],
};

/** Command lines without decorators: what asks for the arguments handles them. */
export const ARGPARSE: Framework = {
  id: 'argparse',
  language: 'python',
  listeners: [
    {
      kind: 'cli',
      names: 'parse_args',
      callee: /^(argparse\.ArgumentParser|optparse\.OptionParser)\(\)\.parse_args$/,
      handler: 'caller',
    },
  ],
};

export const CLICK: Framework = {
  id: 'click',
  language: 'python',
  imports: /^click$/,
  decorators: [
    {
      callee:
        /^(click\.(command|group)|click\.group\(\)\.command|flask\.Flask\(\)\.cli\.command|flask\.Blueprint\(\)\.cli\.command|typer\.Typer\(\)\.(command|callback))$/,
      path: { position: 0, keyword: 'name' },
      kind: 'cli',
    },
  ],
};
