import type { Severity } from '../base/problem-texts.ts';

export interface FindingText {
  readonly severity: Severity;
  readonly remedy: string;
}

const AT_DNS = 'With your DNS provider,';

/** The severity and the remedy of each finding; docs/doctor.md has a line for each. */
export const FINDING_TEXTS = {
  'config/mistake': {
    severity: 'error',
    remedy: 'Fix broadsheet.config.ts; docs/configuration.md describes each setting.',
  },
  'config/example-address': {
    severity: 'error',
    remedy: 'Set "from" in broadsheet.config.ts to an address at your own domain.',
  },
  'database/unusable': {
    severity: 'error',
    remedy: 'Check DATABASE_URL, or the folder that BROADSHEET_DATA names.',
  },
  'database/ephemeral': {
    severity: 'warning',
    remedy:
      'Set DATABASE_URL to a permanent PostgreSQL database. The file is deleted with the job, and with it the record of who has the letter, so send refuses to run.',
  },
  'content/skipped': {
    severity: 'error',
    remedy: 'Rename the file, or move it out of content/.',
  },
  'list/empty': {
    severity: 'error',
    remedy: 'Import a list: broadsheet subscribers import FILE.csv',
  },
  'list/example-address': {
    severity: 'error',
    remedy:
      'Nobody can have these addresses, and send refuses to write to them. Remove each with broadsheet subscribers remove.',
  },
  'list/all-suppressed': {
    severity: 'error',
    remedy: 'Find out why each address is suppressed, or import other subscribers.',
  },
  'smtp/not-set': {
    severity: 'warning',
    remedy:
      'Set SMTP_URL, for example smtps://user:password@mail.example.com:465. Until then, the built-in mailbox catches all mail.',
  },
  'smtp/mistake': { severity: 'error', remedy: 'Fix SMTP_URL; docs/delivery.md describes it.' },
  'smtp/unreachable': {
    severity: 'error',
    remedy: 'Check the host and the port in SMTP_URL, and your firewall.',
  },
  'smtp/tls': {
    severity: 'error',
    remedy:
      'Use the host name in the certificate, and port 465 with smtps:// or 587 with smtp://. To trust your own certificate, add ?ca=FILE.',
  },
  'smtp/refused': {
    severity: 'error',
    remedy: 'Ask your mail provider whether this machine may send; the message quotes the server.',
  },
  'smtp/login': {
    severity: 'error',
    remedy:
      'Check the user name and the password in SMTP_URL. Many providers require an app password.',
  },
  'smtp/clear': {
    severity: 'warning',
    remedy: 'Use a server with TLS, and remove delivery.allowPlaintext from the config.',
  },
  'smtp/certificate-ends': {
    severity: 'warning',
    remedy:
      'Make sure that it is renewed in time: Broadsheet rejects a server whose certificate has expired.',
  },
  'secret/mistake': {
    severity: 'error',
    remedy:
      'Create one with "openssl rand -hex 32", and keep it: links in sent letters depend on it.',
  },
  'site/local': {
    severity: 'error',
    remedy:
      'Set site.url to the https URL at which readers reach the pages: SMTP_URL is a real server, and nobody else can open these links.',
  },
  'site/path': {
    severity: 'note',
    remedy:
      'Let your proxy pass all requests below the path on to broadsheet serve, and disallow the path in the robots.txt of the host: crawlers read it only there.',
  },
  'site/not-asked': {
    severity: 'note',
    remedy: 'Run broadsheet doctor --online to request it.',
  },
  'site/unreachable': {
    severity: 'error',
    remedy:
      'Check that broadsheet serve is running, that its host name is public, and that the certificate is trusted.',
  },
  'site/redirect': {
    severity: 'error',
    remedy:
      'Set site.url to the URL that is redirected to: one-click buttons don’t follow redirects.',
  },
  'site/answer': {
    severity: 'error',
    remedy:
      'Check that your proxy passes requests on to broadsheet serve, and that no login is required.',
  },
  'unsubscribe/none': {
    severity: 'warning',
    remedy:
      'Set site.url and run broadsheet serve, or set links.unsubscribe: mailbox providers require a one-click unsubscribe button from bulk senders.',
  },
  'unsubscribe/not-asked': {
    severity: 'note',
    remedy: 'Run broadsheet doctor --online to request it.',
  },
  'unsubscribe/unreachable': {
    severity: 'error',
    remedy: 'Check that the server is running, public, and has a trusted certificate.',
  },
  'unsubscribe/answer': {
    severity: 'error',
    remedy:
      'Check that the server has the same BROADSHEET_SECRET, and responds to a POST with 200, also for a reader it does not know.',
  },
  'unsubscribe/redirect': {
    severity: 'error',
    remedy:
      'Set site.url or links.unsubscribe to the final URL: one-click buttons don’t follow redirects.',
  },
  'unsubscribe/login': {
    severity: 'error',
    remedy: 'Let requests to this URL through without a login: mailbox providers have no account.',
  },
  'unsubscribe/forbidden': {
    severity: 'error',
    remedy:
      'Exempt this URL from CSRF and bot protection: mailbox providers send no Origin and no cookie.',
  },
  'dkim/none': {
    severity: 'warning',
    remedy: 'This is fine if your mail provider signs for your domain; otherwise set dkim.',
  },
  'dkim/key': {
    severity: 'error',
    remedy: 'Set the variable that dkim names to the private key in PEM.',
  },
  'dkim/record-missing': { severity: 'error', remedy: `${AT_DNS} publish the record.` },
  'dkim/record-broken': { severity: 'error', remedy: `${AT_DNS} replace the record.` },
  'dkim/several-records': { severity: 'error', remedy: `${AT_DNS} remove all but one of them.` },
  'dkim/revoked': { severity: 'error', remedy: `${AT_DNS} replace the record.` },
  'dkim/other-key': {
    severity: 'error',
    remedy: `${AT_DNS} replace the record, or set the private key that belongs to it.`,
  },
  'dkim/testing': {
    severity: 'warning',
    remedy: 'Remove t=y from the record once letters arrive.',
  },
  'spf/missing': {
    severity: 'warning',
    remedy: `${AT_DNS} publish a TXT record like "v=spf1 include:spf.your-provider.example ~all"; your mail provider tells you which.`,
  },
  'spf/several-records': {
    severity: 'error',
    remedy: `${AT_DNS} merge them into one: with several records, receivers ignore all of them.`,
  },
  'spf/nobody': {
    severity: 'error',
    remedy: `${AT_DNS} add your mail provider before -all: the record says that this domain sends no mail.`,
  },
  'spf/anybody': {
    severity: 'warning',
    remedy: `${AT_DNS} replace +all with ~all or -all: the record lets everyone send for your domain.`,
  },
  'dmarc/missing': {
    severity: 'warning',
    remedy: `${AT_DNS} publish a TXT record there, for example "v=DMARC1; p=none; rua=mailto:dmarc@your-domain.example".`,
  },
  'dmarc/several-records': {
    severity: 'error',
    remedy: `${AT_DNS} remove all but one of them: with several records, receivers ignore all of them.`,
  },
  'dmarc/record-broken': {
    severity: 'error',
    remedy: `${AT_DNS} set p= to none, quarantine or reject.`,
  },
  'dmarc/only-watched': {
    severity: 'note',
    remedy: 'Change it to p=quarantine once the reports show that all of your own mail passes.',
  },
  'dmarc/alignment': {
    severity: 'warning',
    remedy:
      'Sign letters for the domain of "from", with dkim or at your provider, or set delivery.bounces to an address at that domain.',
  },
  'dns/unanswered': {
    severity: 'note',
    remedy:
      'Try again later or from another network, or choose a DNS server: broadsheet doctor --dns 9.9.9.9',
  },
  'clock/wrong': {
    severity: 'warning',
    remedy: 'Synchronise both clocks by NTP: this machine’s decides when an edition is due.',
  },
  'clock/not-compared': {
    severity: 'note',
    remedy: 'Synchronise this machine’s clock by NTP; with DATABASE_URL it is compared.',
  },
} as const satisfies Readonly<Record<string, FindingText>>;
