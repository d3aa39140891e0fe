import type { Guarding, Registration } from '../../engine/entries/registration';
import { calledName } from '../../engine/last-name';
import type { Program } from '../../engine/link/definitions';
import type { StandingGuards } from '../framework';
import { listedInSettings } from '../python/settings';

const MIDDLEWARE = ['MIDDLEWARE', 'MIDDLEWARE_CLASSES'];
const DEFAULTS = ['DEFAULT_PERMISSION_CLASSES', 'DEFAULT_THROTTLE_CLASSES'];

/** `MIDDLEWARE` runs before every view; the defaults of REST framework before those of classes without their own. */
function fromSettings(isRest: (program: Program, registration: Registration) => boolean): StandingGuards {
  return (program) => {
    const middleware = listedInSettings(program, (module) =>
      MIDDLEWARE.flatMap((name) => program.member(module, name)),
    );
    const defaults = listedInSettings(program, (module) =>
      program
        .member(module, 'REST_FRAMEWORK')
        .flatMap((settings) => DEFAULTS.flatMap((key) => program.member(settings, key))),
    );
    return (registration): readonly Guarding[] =>
      isRest(program, registration) && !namesItsOwn(registration) ? [...middleware, ...defaults] : middleware;
  };
}

const PERMISSIONS = 'permission_classes';

const isDecorated = ({ handler }: Registration, name: string): boolean =>
  handler?.fn?.fn.decorators.some((one) => calledName(one) === name) === true;

/** In the class, for the one action, or by a decorator of a function. */
const namesItsOwn = (registration: Registration): boolean =>
  registration.instead !== undefined ||
  registration.cls?.cls.members.some((member) => member.name === PERMISSIONS) === true ||
  (registration.cls === undefined && isDecorated(registration, PERMISSIONS));

/** A class or function of Django's routes that takes its permissions from REST framework. */
const inheritsRest = (program: Program, registration: Registration): boolean => {
  const { cls } = registration;
  if (cls === undefined) return isDecorated(registration, 'api_view');
  return program
    .member({ kind: 'class', cls }, PERMISSIONS)
    .some((one) => one.kind === 'external' && one.path.startsWith('rest_framework'));
};

export const DJANGO_SETTINGS = fromSettings(inheritsRest);
export const REST_SETTINGS = fromSettings(() => true);
