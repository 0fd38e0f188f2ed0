/** Which elements of a page do not belong to its story, by their tag, role and names. */
import { wordsOf } from './hints.ts';

/** Sites put bylines and dates into such a box too. */
export const BOX = 'a box beside the story';

const SHARING = 'links for sharing';

const ROLES: Readonly<Record<string, string>> = {
  navigation: 'navigation',
  banner: 'the head of the site',
  contentinfo: 'the foot of the site',
  search: 'a search form',
  form: 'a form',
  dialog: 'a dialog',
  alertdialog: 'a dialog',
  button: 'a button',
  toolbar: 'a bar of buttons',
  menu: 'a menu',
  menubar: 'a menu',
  tablist: 'a bar of buttons',
};

const TAGS: Readonly<Record<string, string>> = {
  NAV: 'navigation',
  FORM: 'a form',
  DIALOG: 'a dialog',
  MENU: 'a menu',
  SEARCH: 'a search form',
  FIELDSET: 'a form',
  NOSCRIPT: 'shown without scripts only',
};

/** The sign behind a heading that leads to itself. */
const ANCHOR = /(?:^|[\s_-])(?:header-?(?:anchor|link)|heading-?anchor|anchor-?(?:link|js))/i;

/** Names of an element, and what it then is. The first that matches counts. */
const NAMES = (
  [
    [
      `sr only, visually hidden, screen reader text, screen reader only, visuallyhidden`,
      'for screen readers only',
    ],
    [
      `advert, adverts, advertisement, advertisements, advertising, ad, ads, adslot, ad slot,
       adunit, dfp, taboola, outbrain, sponsored, sponsor, promoted, anzeige, werbung, publicite,
       publicidad`,
      'an advertisement',
    ],
    [`share, sharing, sharebar, sharedaddy, addtoany, addthis, social, socials`, SHARING],
    [
      `newsletter, newsletters, signup, sign up, subscribe, subscription, optin, mailing list,
       regwall`,
      'a sign-up box',
    ],
    [`paywall, piano, gate offer`, 'a notice of the paywall'],
    [
      `related, relateds, recirc, recirculation, recommended, recommendations, read more, readmore,
       read next, more stories, more on, further reading, most read, mostread, popular, trending,
       also read, see also, up next, teaser list, jp relatedposts`,
      'links to other stories',
    ],
    [`promo, promos, promotion, cta, call to action, marketing`, 'a promotion'],
    [`comments, comment list, comment form, disqus, respond`, 'comments'],
    [
      `breadcrumb, breadcrumbs, nav, navigation, navbar, menu, submenu, pagination, pager,
       skip link, skiplink, toc`,
      'navigation',
    ],
    [`cookie, cookies, consent, gdpr`, 'a notice about cookies'],
    [`popup, modal, tooltip, toast`, 'a dialog'],
    [
      `tags, tag list, taglist, topics, topic list, tagcloud, keywords, filed under`,
      'a list of tags',
    ],
    [
      `author bio, about author, about the author, author box, author card, author info, bio`,
      'about the author',
    ],
    [
      `audio player, video player, videoplayer, inline video, player, jwplayer, brightcove,
       livestream, listen`,
      'a player',
    ],
    [
      `toolbar, tools, actions, buttons, button, btn, bookmark, print link, gift, font size,
       reactions, likes`,
      'a bar of buttons',
    ],
    [`sidebar`, BOX],
    [`site footer, page footer, site header, masthead`, 'part of the site around the story'],
  ] as const
).map(([list, reason]) => {
  const names = list.trim().split(/,\s*/).join('|');
  return { inside: new RegExp(` (?:${names}) `), whole: new RegExp(`^ (?:${names}) $`), reason };
});

/** A name behind one of these says what an element has or is not. */
const STATES = / (?:no|has|have|with|without|is|not|hide|show|non|data|allow|enable) \S+/g;

/** Returns why an element and all in it is not part of a story, or undefined if it may be. */
export function leftOutReason(element: Element): string | undefined {
  return hiddenReason(element) ?? structureReason(element) ?? namesReason(element);
}

/** Returns why an element is not part of a story by what it is, whatever its size. */
export function structureReason(element: Element): string | undefined {
  const role = element.getAttribute('role')?.toLowerCase().trim() ?? '';
  if (element.tagName === 'A' && ANCHOR.test(element.getAttribute('class') ?? ''))
    return 'a link to the heading';
  return ROLES[role] ?? TAGS[element.tagName];
}

/** Returns why an element is left out as hidden; undefined if it is shown. */
export function hiddenReason(element: Element): string | undefined {
  const style = (element.getAttribute('style') ?? '').slice(0, 2000);
  const isHidden =
    element.hasAttribute('hidden') ||
    element.getAttribute('aria-hidden') === 'true' ||
    /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/i.test(style);
  return isHidden ? 'hidden on the page' : undefined;
}

/** Returns why an element is not part of a story, as its names say. */
export function namesReason(element: Element): string | undefined {
  const names = ['class', 'data-component'].map((name) => element.getAttribute(name) ?? '');
  const classes = wordsOf(names.join(' ')).replace(STATES, ' ');
  // An id is often made of a heading: "social-security" is a subject.
  const id = wordsOf(element.id);
  const found = NAMES.find(({ inside, whole }) => inside.test(classes) || whole.test(id))?.reason;
  // "author-name-and-social": the accounts stand beside the name.
  return found === SHARING && / author | byline /.test(classes) ? undefined : found;
}
