interface Allowed {
  /** The names that caniemail has for them. */
  readonly features: readonly string[];
  readonly clients: readonly string[];
  /** If set, allowed only in a line of CSS or a tag that matches. */
  readonly where?: RegExp;
  /** Why it is used, and what happens in a program without it. */
  readonly reason: string;
}

const GMAIL_ON_THE_WEB_PHONE = 'gmail.mobile-webmail';
const GMAIL = ['gmail.android', 'gmail.desktop-webmail', 'gmail.ios', GMAIL_ON_THE_WEB_PHONE];
const YAHOO = ['yahoo.android', 'yahoo.desktop-webmail', 'yahoo.ios'];
const OUTLOOK_COM = 'outlook.outlook-com';
const OUTLOOK_WINDOWS = 'outlook.windows';

/**
 * The features that the letter uses although a mail program does not support them. Each was reviewed.
 */
export const ALLOWED: readonly Allowed[] = [
  {
    features: [
      '<style> element',
      '@media',
      'Attribute selector',
      'Chaining selectors',
      'Child combinator',
      'Class selector',
      'Descendant combinator',
      'ID selector',
      'Type selector',
    ],
    clients: [GMAIL_ON_THE_WEB_PHONE],
    reason:
      'Gmail in a phone’s browser drops style sheets. All that the letter needs is in style attributes; the style sheets add font sizes for phones and colours for dark mode.',
  },
  {
    features: ['@media', 'Attribute selector', 'Child combinator'],
    clients: [OUTLOOK_WINDOWS],
    reason:
      'Word ignores media queries. It uses the tables in conditional comments for layout, is never as narrow as a phone, and inverts colours itself.',
  },
  {
    features: ['Chaining selectors'],
    clients: [OUTLOOK_WINDOWS, OUTLOOK_COM],
    where: /^(?!.*\.[\w-]+\.[a-z])/i,
    reason:
      'caniemail takes ".a .b" for chained classes, as in MJML’s rule for Thunderbird. Both programs support it, but not ".a.b", which stays forbidden.',
  },
  {
    features: ['color-scheme meta tag'],
    clients: [...GMAIL, ...YAHOO, OUTLOOK_WINDOWS, OUTLOOK_COM, 'apple-mail.ios'],
    reason: 'It tells Apple Mail that the letter has its own dark mode (C7). The others ignore it.',
  },
  {
    features: ['text-underline-offset'],
    clients: [...GMAIL, ...YAHOO, OUTLOOK_WINDOWS, OUTLOOK_COM],
    reason:
      'It moves the underline of links down a little; without it they are underlined as usual.',
  },
  {
    features: ['display:none', 'opacity'],
    clients: [GMAIL_ON_THE_WEB_PHONE],
    where: /max-height:\s*0/,
    reason: 'They hide the preheader, which also has max-height:0 and overflow:hidden.',
  },
  {
    features: ['max-height property', 'opacity', 'overflow'],
    clients: [OUTLOOK_WINDOWS],
    where: /mso-hide:\s*all/,
    reason: 'They hide the preheader, which has mso-hide:all for Outlook.',
  },
  {
    features: ['cursor'],
    clients: [...GMAIL, 'yahoo.ios', OUTLOOK_COM, 'apple-mail.ios'],
    where: /cursor:\s*auto/,
    reason: 'MJML writes cursor:auto on the cell of a button, where it changes nothing.',
  },
  {
    features: ['target attribute'],
    clients: [...GMAIL, ...YAHOO, OUTLOOK_COM],
    where: /target="_blank"/,
    reason: 'MJML writes target="_blank"; these programs open each link in a new tab anyway.',
  },
  {
    features: ['height property'],
    clients: YAHOO,
    where: /(?<![\w-])height:\s*auto/,
    reason:
      'It lets an image shrink in proportion (C5). Yahoo replaces it with min-height, so an image may be too tall on a narrow screen.',
  },
  {
    features: ['<body> element'],
    clients: ['yahoo.android', 'yahoo.ios'],
    reason: 'The wrapper in the body repeats its background, language and direction.',
  },
  {
    features: ['aria-label attribute'],
    clients: YAHOO,
    where: /aria-roledescription="email"/,
    reason: 'It names the wrapper after the subject, which the program reads out itself.',
  },
  {
    features: ['word-break'],
    clients: YAHOO,
    where: /word-break:\s*break-word/,
    reason: 'MJML lets words break that are wider than the screen; running text has none.',
  },
  {
    features: ['word-spacing'],
    clients: [OUTLOOK_WINDOWS],
    where: /word-spacing:\s*normal/,
    reason: 'MJML writes word-spacing:normal, which is Outlook’s default.',
  },
  {
    features: ['outline'],
    clients: [OUTLOOK_WINDOWS],
    where: /outline:\s*none/,
    reason: 'MJML removes an outline that Outlook does not draw.',
  },
  {
    features: ['border-radius'],
    clients: [OUTLOOK_WINDOWS],
    reason: 'Outlook draws square corners.',
  },
  {
    features: ['border-spacing'],
    clients: [OUTLOOK_WINDOWS],
    where: /border-spacing:\s*0/,
    reason: 'MJML also writes cellspacing="0", which Outlook supports.',
  },
];

/**
 * Returns why a feature is allowed in this line although the mail program does not support it;
 * undefined if it is not.
 */
export function reasonAllowed(feature: string, client: string, line: string): string | undefined {
  return ALLOWED.find(
    ({ features, clients, where }) =>
      features.includes(feature) &&
      clients.includes(client) &&
      (where === undefined || where.test(line)),
  )?.reason;
}
