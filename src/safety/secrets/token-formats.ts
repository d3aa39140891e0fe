import type { SecretSpan } from './span';

/** A form that a vendor gives its credentials. */
export interface TokenFormat {
  name: string;
  /** Every text of this form holds one of these. */
  hints: readonly string[];
  /** Every repetition is bounded. A group, when there is one, is the secret part. */
  pattern: RegExp;
  grade?: SecretSpan['grade'];
}

const format = (
  name: string,
  hints: string | readonly string[],
  pattern: RegExp,
  more: Pick<TokenFormat, 'grade'> = {},
): TokenFormat => ({
  name,
  hints: typeof hints === 'string' ? [hints] : hints,
  pattern,
  ...more,
});

const CLOUDS: readonly TokenFormat[] = [
  format('AWS access key', ['AKIA', 'ASIA', 'ABIA', 'ACCA'], /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/g),
  format('AWS bearer key', 'ABSK', /\bABSK[A-Za-z0-9+/]{40,300}={0,2}/g),
  format('Google API key', 'AIza', /\bAIza[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-])/g, { grade: 'page' }),
  format('Google OAuth secret', 'GOCSPX-', /\bGOCSPX-[A-Za-z0-9_-]{28}(?![A-Za-z0-9_-])/g),
  format('Google access token', 'ya29.', /\bya29\.[A-Za-z0-9_-]{20,400}/g),
  format('Google refresh token', '1//0', /\b1\/\/0[A-Za-z0-9_-]{30,200}/g),
  format('Azure storage key', 'AccountKey=', /\bAccountKey=([A-Za-z0-9+/]{86}==)/g),
  format('Azure shared access key', 'SharedAccessKey=', /\bSharedAccessKey=([A-Za-z0-9+/]{40,90}={0,2})/g),
  format('Azure shared access signature', 'sig=', /[?&;]sig=([A-Za-z0-9%+/_-]{40,120}(?:=|%3D){0,2})/g),
  format('Azure client secret', 'Q~', /\b[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/g),
  format('Alibaba access key', 'LTAI', /\bLTAI[A-Za-z0-9]{17,24}\b/g),
  format('Tencent secret id', 'AKID', /\bAKID[A-Za-z0-9]{32}\b/g),
  format('DigitalOcean token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], /\bdo[opr]_v1_[a-f0-9]{64}\b/g),
  format('Heroku token', 'HRKU-', /\bHRKU-[A-Za-z0-9_-]{36,60}/g),
  format(
    'Fly.io token',
    ['fo1_', 'fm1', 'fm2_'],
    /\b(?:fo1_[\w-]{43}|fm1[ar]_[A-Za-z0-9+/]{100,2000}={0,3}|fm2_[A-Za-z0-9+/]{100,2000}={0,3})/g,
  ),
  format('Vercel token', ['vcp_', 'vercel_'], /\b(?:vcp|vercel)_[A-Za-z0-9_]{24,80}\b/g),
  format('Cloudflare key', 'v1.0-', /\bv1\.0-[a-f0-9]{24}-[a-f0-9]{146}\b/g),
  format('Terraform Cloud token', '.atlasv1.', /\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}/g),
  format('Vault token', ['hvs.', 'hvb.', 'hvr.'], /\bhv[sbr]\.[A-Za-z0-9_-]{24,300}/g),
  format('Pulumi token', 'pul-', /\bpul-[a-f0-9]{40}\b/g),
  format('Databricks token', 'dapi', /\bdapi[a-f0-9]{32}(?:-\d)?\b/g),
  format('Supabase key', ['sbp_', 'sb_secret_'], /\b(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,80})/g),
  format('PlanetScale token', 'pscale_', /\bpscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}/g),
  format('Doppler token', 'dp.', /\bdp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}\b/g),
];

const CODE_HOSTS: readonly TokenFormat[] = [
  format('GitHub token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], /\bgh[pousr]_[A-Za-z0-9]{20,255}/g),
  format('GitHub token', 'github_pat_', /\bgithub_pat_[A-Za-z0-9_]{20,255}/g),
  format(
    'GitLab token',
    ['glpat-', 'gldt-', 'glrt-', 'glptt-', 'glft-', 'glsoat-', 'glcbt-', 'glimt-', 'glagent-', 'GR1348941'],
    /\b(?:gl(?:pat|dt|rt|ptt|ft|soat|cbt|imt|agent)-[A-Za-z0-9_.-]{16,300}|GR1348941[A-Za-z0-9_-]{20,40})/g,
  ),
  format('Bitbucket token', ['ATBB', 'ATCTT3'], /\b(?:ATBB[A-Za-z0-9]{24,40}|ATCTT3[A-Za-z0-9_=-]{100,300})/g),
  format('Atlassian token', 'ATATT3', /\bATATT3[A-Za-z0-9_=-]{60,300}/g),
  format('npm token', 'npm_', /\bnpm_[A-Za-z0-9]{36}\b/g),
  format('PyPI token', 'pypi-', /\bpypi-[A-Za-z0-9_-]{50,300}/g),
  format('RubyGems token', 'rubygems_', /\brubygems_[a-f0-9]{48}\b/g),
  format('NuGet key', 'oy2', /\boy2[a-z0-9]{43}\b/g),
  format('crates.io token', 'cio', /\bcio[A-Za-z0-9]{32}\b/g),
  format('Docker token', ['dckr_pat_', 'dckr_oat_'], /\bdckr_[po]at_[A-Za-z0-9_-]{20,60}/g),
  format('Artifactory token', ['AKCp', 'cmVmdGtu'], /\b(?:AKCp[A-Za-z0-9]{60,80}|cmVmdGtu[A-Za-z0-9]{50,80})\b/g),
  format('Sentry token', ['sntrys_', 'sntryu_'], /\bsntry[su]_[A-Za-z0-9+/=_-]{40,400}/g),
  format('SonarQube token', ['sqp_', 'squ_', 'sqa_'], /\bsq[pua]_[a-f0-9]{40}\b/g),
  format('Snyk token', 'snyk_', /\bsnyk_[a-z]{2,6}_[A-Za-z0-9_.-]{20,200}/g),
  format('Postman key', 'PMAK-', /\bPMAK-[a-f0-9]{24}-[a-f0-9]{34}\b/g),
];

const SERVICES: readonly TokenFormat[] = [
  format(
    'Slack token',
    ['xoxa-', 'xoxb-', 'xoxp-', 'xoxo-', 'xoxs-', 'xoxr-', 'xoxe', 'xoxc-', 'xoxd-'],
    /\bxox[abposrecd](?:\.xox[bp])?-[A-Za-z0-9%/+-]{10,250}/g,
  ),
  format('Slack token', 'xapp-', /\bxapp-\d-[A-Z0-9]{8,20}-\d{8,20}-[a-f0-9]{20,80}/g),
  format(
    'Slack webhook',
    'hooks.slack.com',
    /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9_/+-]{20,100})/g,
  ),
  format(
    'Discord webhook',
    'api/webhooks/',
    /discord(?:app)?\.com\/api\/webhooks\/(\d{17,20}\/[A-Za-z0-9_-]{50,100})/g,
  ),
  format(
    'Discord bot token',
    ['.G', '.X', '.Y', '.C'],
    /\b[MNO][A-Za-z0-9_-]{23,27}\.[GXYC][A-Za-z0-9_-]{5}\.[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9_-])/g,
  ),
  format('Microsoft Teams webhook', 'webhook.office.com', /webhook\.office\.com\/webhookb2\/([a-z0-9@/-]{60,250})/gi),
  format('Telegram bot token', ':AA', /\b\d{8,10}:AA[A-Za-z0-9_-]{32,34}(?![A-Za-z0-9_-])/g),
  format('Stripe key', ['sk_live_', 'rk_live_'], /\b[sr]k_live_[A-Za-z0-9]{10,250}/g),
  format('Stripe test key', ['sk_test_', 'rk_test_'], /\b[sr]k_test_[A-Za-z0-9]{10,250}/g, { grade: 'test' }),
  format('webhook signing secret', 'whsec_', /\bwhsec_[A-Za-z0-9+/=]{20,250}/g),
  format(
    'Square token',
    ['sq0atp-', 'sq0csp-', 'sq0idp-', 'EAAA'],
    /\b(?:sq0(?:atp|csp)-[A-Za-z0-9_-]{22,60}|EAAA[A-Za-z0-9_-]{56,62})(?![A-Za-z0-9_-])/g,
  ),
  format('Shopify token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], /\bshp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}\b/g),
  format('PayPal token', 'access_token$', /\baccess_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[a-f0-9]{32}\b/g),
  format(
    'Plaid token',
    ['access-sandbox-', 'access-production-', 'access-development-'],
    /\baccess-(?:sandbox|development|production)-[a-f0-9-]{36}\b/g,
  ),
  format('Twilio key', 'SK', /\bSK[a-f0-9]{32}\b/g),
  format('Twilio account', 'AC', /\bAC[a-f0-9]{32}\b/g, { grade: 'quiet' }),
  format('SendGrid key', 'SG.', /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{16,64}/g),
  format('Sendinblue key', 'xkeysib-', /\bxkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}\b/g),
  format('Mailgun key', 'key-', /\bkey-[a-f0-9]{32}\b/g),
  format('Mailchimp key', '-us', /\b[a-f0-9]{32}-us\d{1,2}\b/g),
  format('Postmark or Resend key', 're_', /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}\b/g),
  format(
    'OpenAI key',
    'T3BlbkFJ',
    /\bsk-(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{16,200}T3BlbkFJ[A-Za-z0-9_-]{16,200}/g,
  ),
  format('Anthropic key', 'sk-ant-', /\bsk-ant-[a-z]{2,10}\d{2}-[A-Za-z0-9_-]{20,200}/g),
  format('API key', 'sk-', /\bsk-(?=[\w-]{0,100}\d)[A-Za-z0-9_-]{20,255}/g, { grade: 'quiet' }),
  format('Hugging Face token', ['hf_', 'api_org_'], /\b(?:hf_[A-Za-z0-9]{30,50}|api_org_[A-Za-z]{34})\b/g),
  format('Replicate token', 'r8_', /\br8_[A-Za-z0-9]{37,40}\b/g),
  format('Groq key', 'gsk_', /\bgsk_[A-Za-z0-9]{48,56}\b/g),
  format('Perplexity key', 'pplx-', /\bpplx-[A-Za-z0-9]{40,64}\b/g),
  format('xAI key', 'xai-', /\bxai-[A-Za-z0-9]{60,100}\b/g),
  format('LangSmith key', ['lsv2_'], /\blsv2_[ps][tk]_[a-f0-9]{32}_[a-f0-9]{10}\b/g),
  format('Airtable token', 'pat', /\bpat[A-Za-z0-9]{14}\.[a-f0-9]{64}\b/g),
  format('Notion token', ['ntn_', 'secret_'], /\b(?:ntn_[A-Za-z0-9]{40,60}|secret_[A-Za-z0-9]{43})\b/g),
  format('Linear key', ['lin_api_', 'lin_oauth_'], /\blin_(?:api|oauth)_[A-Za-z0-9]{32,64}\b/g),
  format('Figma token', ['figd', 'figo', 'figu', 'figr'], /\bfig[dour]{1,2}_[A-Za-z0-9_-]{40,60}/g),
  format('Dropbox token', 'sl.', /\bsl\.[A-Za-z0-9_-]{100,1500}/g),
  format('Facebook token', 'EAA', /\bEAA[A-Za-z0-9]{60,300}\b/g),
  format('Mapbox token', 'sk.eyJ', /\bsk\.eyJ[A-Za-z0-9_-]{40,300}\.[A-Za-z0-9_-]{20,40}/g),
  format('New Relic key', ['NRAK-', 'NRJS-', 'NRII-', 'NRRA-'], /\bNR(?:AK|II|RA)-[A-Za-z0-9_-]{27,42}/g),
  format('Grafana token', ['glsa_', 'glc_'], /\b(?:glsa_[A-Za-z0-9]{32}_[a-fA-F0-9]{8}|glc_[A-Za-z0-9+/=]{32,400})/g),
  format('Dynatrace token', 'dt0', /\bdt0[a-z]\d{2}\.[A-Z0-9]{24}\.[A-Z0-9]{64}\b/g),
  format('PostHog key', 'phx_', /\bphx_[A-Za-z0-9]{40,50}\b/g),
  format('Okta token', 'SSWS', /(?<=\bSSWS\s)00[A-Za-z0-9_-]{40}/g),
  format('1Password token', 'ops_eyJ', /\bops_eyJ[A-Za-z0-9+/=_-]{100,2000}/g),
  format('age key', 'AGE-SECRET-KEY-1', /\bAGE-SECRET-KEY-1[A-Z0-9]{58}\b/g),
  format('Contentful token', 'CFPAT-', /\bCFPAT-[A-Za-z0-9_-]{43}/g),
  format('EasyPost key', ['EZAK', 'EZTK'], /\bEZ[AT]K[A-Za-z0-9]{54}\b/g),
  format('Shippo token', 'shippo_', /\bshippo_(?:live|test)_[a-f0-9]{40}\b/g),
  format('Razorpay key', 'rzp_', /\brzp_(?:live|test)_[A-Za-z0-9]{14}\b/g, { grade: 'quiet' }),
];

const GENERIC: readonly TokenFormat[] = [
  format(
    'JSON Web Token',
    'eyJ',
    /\beyJ[A-Za-z0-9_-]{10,2000}\.[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,1000}(?:\.[A-Za-z0-9_-]{5,4000}\.[A-Za-z0-9_-]{5,200})?/g,
    { grade: 'weak' },
  ),
  format('password hash', ['$2a$', '$2b$', '$2y$'], /\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}/g, { grade: 'quiet' }),
  format('password hash', '$argon2', /\$argon2(?:id|i|d)\$[A-Za-z0-9+/=,$.-]{30,300}/g, { grade: 'quiet' }),
  format(
    'password hash',
    ['$1$', '$5$', '$6$', '$y$', '$apr1$'],
    /\$(?:1|5|6|y|apr1)\$[./A-Za-z0-9=]{1,40}\$(?:[./A-Za-z0-9]{1,40}\$)?[./A-Za-z0-9]{20,100}/g,
    { grade: 'quiet' },
  ),
  format('password hash', ['{SHA}', '{SSHA}'], /\{S?SHA\}[A-Za-z0-9+/]{26,60}={0,2}/g, { grade: 'quiet' }),
  format(
    'password hash',
    ['pbkdf2_sha', 'scrypt:', 'pbkdf2:'],
    /\b(?:pbkdf2_sha\d{1,3}\$\d{1,8}|scrypt:\d{1,8}:\d{1,3}:\d{1,3}|pbkdf2:sha\d{1,3}:\d{1,8})\$[A-Za-z0-9+/=]{1,64}\$[A-Za-z0-9+/=]{20,200}/g,
    { grade: 'quiet' },
  ),
];

export const TOKEN_FORMATS: readonly TokenFormat[] = [...CLOUDS, ...CODE_HOSTS, ...SERVICES, ...GENERIC];
