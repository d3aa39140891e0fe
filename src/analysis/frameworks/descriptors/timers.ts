import type { Framework } from '../framework';

export const NODE_CRON: Framework = {
  id: 'node-cron',
  language: 'javascript',
  listeners: [
    {
      kind: 'scheduled',
      names: 'schedule CronJob job scheduleJob',
      callee: /^(node-cron\.schedule|cron\.CronJob|cron\.job|node-schedule\.scheduleJob)$/,
      name: 0,
    },
  ],
};

export const AGENDA: Framework = {
  id: 'agenda',
  language: 'javascript',
  listeners: [{ kind: 'scheduled', names: 'define', callee: /^agenda(\.Agenda)?\(\)\.define$/, name: 0 }],
};

export const APSCHEDULER: Framework = {
  id: 'apscheduler',
  language: 'python',
  decorators: [{ callee: /^apscheduler(\.\w+)*\(\)\.scheduled_job$/, kind: 'scheduled' }],
};
