/** A route that a library brings along. */
export interface LibraryRoute {
  methods: readonly string[];
  /** Below the prefix it is included with. */
  path: string;
  /** The view behind it, as the library calls it. */
  view: string;
  /** The library lets only signed-in callers through. */
  signedIn?: true;
}

const page = (path: string, view: string): LibraryRoute => ({ methods: ['GET'], path, view });
const form = (path: string, view: string): LibraryRoute => ({ methods: ['GET', 'POST'], path, view });
const own = (route: LibraryRoute): LibraryRoute => ({ ...route, signedIn: true });

const PASSWORD_ROUTES: readonly LibraryRoute[] = [
  form('login/', 'LoginView'),
  { methods: ['POST'], path: 'logout/', view: 'LogoutView' },
  own(form('password_change/', 'PasswordChangeView')),
  own(page('password_change/done/', 'PasswordChangeDoneView')),
  form('password_reset/', 'PasswordResetView'),
  page('password_reset/done/', 'PasswordResetDoneView'),
  form('reset/<uidb64>/<token>/', 'PasswordResetConfirmView'),
  page('reset/done/', 'PasswordResetCompleteView'),
];

const ACTIVATION_ROUTES: readonly LibraryRoute[] = [
  form('register/', 'RegistrationView'),
  page('register/complete/', 'registration complete'),
  page('register/closed/', 'registration closed'),
  form('activate/<activation_key>/', 'ActivationView'),
  page('activate/complete/', 'activation complete'),
  form('activate/resend/', 'ResendActivationView'),
];

/** Lists of routes that Django applications include by the name of the module. */
export const LIBRARY_URLS: ReadonlyMap<string, readonly LibraryRoute[]> = new Map([
  ['django.contrib.auth.urls', PASSWORD_ROUTES],
  ['rest_framework.urls', PASSWORD_ROUTES.slice(0, 2)],
  ['django.conf.urls.i18n', [{ methods: ['POST'], path: 'setlang/', view: 'set_language' }]],
  ['registration.backends.default.urls', ACTIVATION_ROUTES],
  ['registration.backends.simple.urls', ACTIVATION_ROUTES.slice(0, 3)],
  ['django_registration.backends.activation.urls', ACTIVATION_ROUTES.slice(0, 5)],
  ['django_registration.backends.one_step.urls', ACTIVATION_ROUTES.slice(0, 3)],
  [
    'allauth.urls',
    [
      form('signup/', 'SignupView'),
      form('login/', 'LoginView'),
      form('logout/', 'LogoutView'),
      own(form('password/change/', 'PasswordChangeView')),
      own(form('password/set/', 'PasswordSetView')),
      own(form('email/', 'EmailView')),
      form('confirm-email/<key>/', 'ConfirmEmailView'),
      form('password/reset/', 'PasswordResetView'),
      page('password/reset/done/', 'PasswordResetDoneView'),
      form('password/reset/key/<uidb36>-<key>/', 'PasswordResetFromKeyView'),
      page('password/reset/key/done/', 'PasswordResetFromKeyDoneView'),
    ],
  ],
  [
    'dj_rest_auth.urls',
    [
      { methods: ['POST'], path: 'login/', view: 'LoginView' },
      { methods: ['POST'], path: 'logout/', view: 'LogoutView' },
      own(form('user/', 'UserDetailsView')),
      own({ methods: ['POST'], path: 'password/change/', view: 'PasswordChangeView' }),
      { methods: ['POST'], path: 'password/reset/', view: 'PasswordResetView' },
      { methods: ['POST'], path: 'password/reset/confirm/', view: 'PasswordResetConfirmView' },
    ],
  ],
  [
    'dj_rest_auth.registration.urls',
    [
      { methods: ['POST'], path: '', view: 'RegisterView' },
      { methods: ['POST'], path: 'verify-email/', view: 'VerifyEmailView' },
      { methods: ['POST'], path: 'resend-email/', view: 'ResendEmailVerificationView' },
    ],
  ],
]);
