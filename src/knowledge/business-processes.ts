/** What people use applications for, and the words of addresses that tell it. */
export const BUSINESS_PROCESSES: readonly (readonly [label: string, words: readonly string[]])[] = [
  [
    'Sign-in and registration',
    [
      'login',
      'logout',
      'signin',
      'signup',
      'signout',
      'register',
      'registration',
      'password',
      'session',
      'oauth',
      'sso',
      'authenticate',
      'token',
    ],
  ],
  [
    'Payments and orders',
    ['payment', 'checkout', 'invoice', 'billing', 'charge', 'refund', 'cart', 'basket', 'order', 'subscription'],
  ],
  ['Administration', ['admin', 'administrator', 'backoffice', 'superuser', 'role', 'permission']],
  ['Health records', ['patient', 'diagnosis', 'prescription', 'appointment', 'medical']],
  ['Account and profile management', ['profile', 'account', 'user', 'setting', 'preference']],
  ['Files and uploads', ['upload', 'file', 'attachment', 'document', 'image', 'avatar']],
  ['Import and export of data', ['import', 'export', 'backup', 'restore', 'dump']],
  ['Messages and notifications', ['message', 'chat', 'mail', 'email', 'notification', 'comment', 'memo']],
  ['Publishing of content', ['post', 'article', 'page', 'blog', 'publish', 'feed']],
  ['Search and reports', ['search', 'report', 'dashboard', 'statistic', 'analytic', 'metric']],
];
