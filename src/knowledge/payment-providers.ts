/** Companies that take payments, by the packages that speak to them. */
export const PAYMENT_PROVIDERS: Readonly<Record<string, string>> = {
  stripe: 'Stripe',
  braintree: 'Braintree',
  'paypal-rest-sdk': 'PayPal',
  paypalrestsdk: 'PayPal',
  '@adyen/api-library': 'Adyen',
  adyen: 'Adyen',
  square: 'Square',
  squareup: 'Square',
  razorpay: 'Razorpay',
  '@mollie/api-client': 'Mollie',
  mollie: 'Mollie',
};

/** What stands among the fields that show card data, where the fields themselves are in the hands of a provider. */
export const paymentsThrough = (provider: string): string => `payments through ${provider}`;
