interface Allowed {
  /** As caniemail calls them. */
  readonly features: readonly string[];
  readonly clients: readonly string[];
  /** Allowed only where the line of CSS, or the tag, looks like this. */
  readonly where?: RegExp;
  /** Why it is used, and why the letter reads well without. */
  readonly reason: string;
}

const GMAIL_ON_THE_WEB_PHONE = 'gmail.mobile-webmail';
const GMAIL = ['gmail.android', 'gmail.desktop-webmail', 'gmail.ios', GMAIL_ON_THE_WEB_PHONE];
const YAHOO = ['yahoo.android', 'yahoo.desktop-webmail', 'yahoo.ios'];
const OUTLOOK_COM = 'outlook.outlook-com';
const OUTLOOK_WINDOWS = 'outlook.windows';

/**
 * Features that the letter uses although a program does not support them: reviewed one by one, each
 * with what happens where it does not work.
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
      'Gmail in the browser of a phone drops style sheets. All that the letter needs stands in style attributes; the sheets add type for the phone and the dark.',
  },
  {
    features: ['@media', 'Attribute selector', 'Child combinator'],
    clients: [OUTLOOK_WINDOWS],
    reason:
      'Word skips media queries and the selectors in them. It lays out by the tables in conditional comments, is never as narrow as a phone, and inverts colours by itself.',
  },
  {
    features: ['Chaining selectors'],
    clients: [OUTLOOK_WINDOWS, OUTLOOK_COM],
    where: /^(?!.*\.[\w-]+\.[a-z])/i,
    reason:
      'caniemail takes ".a .b" for a chain, such as MJML’s rule for Thunderbird. Both programs understand it; ".a.b" they do not, and it stays forbidden.',
  },
  {
    features: ['color-scheme meta tag'],
    clients: [...GMAIL, ...YAHOO, OUTLOOK_WINDOWS, OUTLOOK_COM, 'apple-mail.ios'],
    reason:
      'It tells Apple Mail that the letter has colours of its own for the dark (C7). The others ignore it.',
  },
  {
    features: ['text-underline-offset'],
    clients: [...GMAIL, ...YAHOO, OUTLOOK_WINDOWS, OUTLOOK_COM],
    reason:
      'It sets the underline of links a little lower; elsewhere they are underlined as usual.',
  },
  {
    features: ['display:none', 'opacity'],
    clients: [GMAIL_ON_THE_WEB_PHONE],
    where: /max-height:\s*0/,
    reason: 'They hide the preheader, which has max-height:0 and overflow:hidden as well.',
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
    reason: 'MJML writes cursor:auto, which changes nothing, on the cell of a button.',
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
      'It lets a picture shrink in proportion (C5). Yahoo writes min-height in its place, so there a picture may come out too tall on a narrow screen.',
  },
  {
    features: ['<body> element'],
    clients: ['yahoo.android', 'yahoo.ios'],
    reason: 'The wrapper in the body has its ground, language and direction once more.',
  },
  {
    features: ['aria-label attribute'],
    clients: YAHOO,
    where: /aria-roledescription="email"/,
    reason: 'It names the wrapper by the subject, which the program reads out itself.',
  },
  {
    features: ['word-break'],
    clients: YAHOO,
    where: /word-break:\s*break-word/,
    reason: 'MJML lets words break that are wider than the screen; prose has none.',
  },
  {
    features: ['word-spacing'],
    clients: [OUTLOOK_WINDOWS],
    where: /word-spacing:\s*normal/,
    reason: 'MJML writes word-spacing:normal, which is what Outlook does anyway.',
  },
  {
    features: ['outline'],
    clients: [OUTLOOK_WINDOWS],
    where: /outline:\s*none/,
    reason: 'MJML takes away an outline that Outlook does not draw.',
  },
  {
    features: ['border-radius'],
    clients: [OUTLOOK_WINDOWS],
    reason: 'Corners are square in Outlook.',
  },
  {
    features: ['border-spacing'],
    clients: [OUTLOOK_WINDOWS],
    where: /border-spacing:\s*0/,
    reason: 'MJML writes it beside cellspacing="0", which Outlook obeys.',
  },
];

/** Whether a feature is used knowingly here although this program does not support it. */
export function isAllowed(feature: string, client: string, line: string): boolean {
  return ALLOWED.some(
    ({ features, clients, where }) =>
      features.includes(feature) &&
      clients.includes(client) &&
      (where === undefined || where.test(line)),
  );
}
