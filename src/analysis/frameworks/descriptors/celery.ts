import type { Framework } from '../framework';

/** Celery and the other task queues of Python. */
export const CELERY: Framework = {
  id: 'celery',
  language: 'python',
  imports: /^celery(\.|$)/,
  decorators: [
    {
      callee:
        /^(celery\.Celery\(\)\.(task|on_after_configure\.connect)|celery\.(shared_task|task(\.\w+)?)|celery\.decorators\.\w+|dramatiq\.actor|huey\.\w+\(\)\.(task|periodic_task)|rq\.decorators\.job|procrastinate\.App\(\)\.task)$/,
      kind: 'messageQueue',
    },
  ],
};
