import type { Severity } from '../base/problem.ts';

export interface Words {
  readonly severity: Severity;
  readonly remedy: string;
}

const AT_DNS = 'With your DNS provider';

/** How bad each finding is and how to mend it; docs/doctor.md has a line for each. */
export const WORDS = {
  'config/mistake': {
    severity: 'error',
    remedy: 'Mend broadsheet.config.ts; docs/configuration.md explains each setting.',
  },
  'config/example-address': {
    severity: 'error',
    remedy: 'Set "from" in broadsheet.config.ts to an address of your own domain.',
  },
  'database/unusable': {
    severity: 'error',
    remedy: 'Check DATABASE_URL, or the folder that BROADSHEET_DATA names.',
  },
  'database/ephemeral': {
    severity: 'warning',
    remedy:
      'Set DATABASE_URL to a PostgreSQL that stays: with the file, the memory of who has the letter goes when the job ends, and send refuses.',
  },
  'list/empty': {
    severity: 'error',
    remedy: 'Import a list: broadsheet subscribers import FILE.csv',
  },
  'list/all-suppressed': {
    severity: 'error',
    remedy: 'Look why each must not be written to, or import others.',
  },
  'smtp/not-set': {
    severity: 'warning',
    remedy:
      'Set SMTP_URL, such as smtps://user:password@mail.example.com:465; until then the built-in mailbox gets the mail.',
  },
  'smtp/mistake': { severity: 'error', remedy: 'Mend SMTP_URL; docs/delivery.md explains it.' },
  'smtp/unreachable': {
    severity: 'error',
    remedy: 'Check the host and the port in SMTP_URL, and that no firewall stands between.',
  },
  'smtp/tls': {
    severity: 'error',
    remedy:
      'Use the name that the certificate has as the host, and port 465 with smtps:// or 587 with smtp://. Trust a certificate of your own with ?ca=FILE.',
  },
  'smtp/refused': {
    severity: 'error',
    remedy: 'Ask the provider whether this machine may send; its words are above.',
  },
  'smtp/login': {
    severity: 'error',
    remedy:
      'Check the user name and the password in SMTP_URL; many providers want one made for programs.',
  },
  'smtp/clear': {
    severity: 'warning',
    remedy: 'Use a server with TLS, and take delivery.allowPlaintext out of the config.',
  },
  'smtp/certificate-ends': {
    severity: 'warning',
    remedy: 'See that it is renewed in time: a server whose certificate has ended is not used.',
  },
  'secret/mistake': {
    severity: 'error',
    remedy: 'Make one with "openssl rand -hex 32" and keep it: links already sent need it.',
  },
  'unsubscribe/none': {
    severity: 'warning',
    remedy:
      'Set links.unsubscribe: mailbox providers ask senders of many letters for a button that unsubscribes.',
  },
  'unsubscribe/not-asked': { severity: 'note', remedy: 'broadsheet doctor --online asks it.' },
  'unsubscribe/unreachable': {
    severity: 'error',
    remedy: 'See that the page runs, is open to everybody, and has a certificate that is trusted.',
  },
  'unsubscribe/answer': {
    severity: 'error',
    remedy: 'See that the page runs, knows the same BROADSHEET_SECRET, and asks for no login.',
  },
  'unsubscribe/redirect': {
    severity: 'warning',
    remedy: 'Set links.unsubscribe to where it leads: providers that unsubscribe do not follow.',
  },
  'dkim/none': {
    severity: 'warning',
    remedy: 'Leave it so where your mail provider signs for your domain; otherwise set dkim.',
  },
  'dkim/key': {
    severity: 'error',
    remedy: 'Put the private key into the variable that dkim names, in PEM.',
  },
  'dkim/record-missing': { severity: 'error', remedy: `${AT_DNS}, publish the record.` },
  'dkim/record-broken': { severity: 'error', remedy: `${AT_DNS}, replace the record.` },
  'dkim/several-records': { severity: 'error', remedy: `${AT_DNS}, remove all but one of them.` },
  'dkim/revoked': { severity: 'error', remedy: `${AT_DNS}, replace the record.` },
  'dkim/other-key': {
    severity: 'error',
    remedy: `${AT_DNS}, replace the record, or set the private key that belongs to it.`,
  },
  'dkim/testing': {
    severity: 'warning',
    remedy: 'Take t=y out of the record once letters arrive well.',
  },
  'spf/missing': {
    severity: 'warning',
    remedy: `${AT_DNS}, publish a TXT record such as "v=spf1 include:spf.your-provider.example ~all"; your mail provider says which.`,
  },
  'spf/several-records': {
    severity: 'error',
    remedy: `${AT_DNS}, put them together into one: with several, none counts.`,
  },
  'spf/nobody': {
    severity: 'error',
    remedy: `${AT_DNS}, add the mail provider in front of -all: the record says that no mail comes from here.`,
  },
  'spf/anybody': {
    severity: 'warning',
    remedy: `${AT_DNS}, put ~all or -all in the place of +all: the record lets the whole world send for you.`,
  },
  'dmarc/missing': {
    severity: 'warning',
    remedy: `${AT_DNS}, publish a TXT record there, such as "v=DMARC1; p=none; rua=mailto:dmarc@your-domain.example".`,
  },
  'dmarc/several-records': {
    severity: 'error',
    remedy: `${AT_DNS}, remove all but one of them: with several, none counts.`,
  },
  'dmarc/record-broken': {
    severity: 'error',
    remedy: `${AT_DNS}, set p= to none, quarantine or reject.`,
  },
  'dmarc/only-watched': {
    severity: 'note',
    remedy: 'Go on to p=quarantine once the reports show that all of your own mail passes.',
  },
  'dmarc/alignment': {
    severity: 'warning',
    remedy:
      'Sign with dkim for the domain of "from" or let the provider do so, or set delivery.bounces to an address of that domain.',
  },
  'dns/unanswered': {
    severity: 'note',
    remedy:
      'Try again where the DNS can be asked, or name a server: broadsheet doctor --dns 9.9.9.9',
  },
  'clock/wrong': {
    severity: 'warning',
    remedy:
      'Keep both clocks by NTP: they say when an edition is due, and who may go on with a run that was left.',
  },
  'clock/not-compared': {
    severity: 'note',
    remedy: 'Keep this machine’s clock by NTP; with DATABASE_URL it is compared.',
  },
} as const satisfies Readonly<Record<string, Words>>;
