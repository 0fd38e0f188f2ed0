import type { Severity } from './problem.ts';

export interface Words {
  readonly severity: Severity;
  readonly title: string;
  readonly remedy: string;
}

/**
 * Every code, with its severity, what it means and how to mend it. Each has a page in
 * docs/problems/ that says more.
 */
export const PROBLEMS = {
  'article/too-large': {
    severity: 'error',
    title: 'The article is too large to be one',
    remedy: 'Keep one article in one file, of at most 1 MB.',
  },
  'article/not-utf8': {
    severity: 'error',
    title: 'The file is not UTF-8 text',
    remedy: 'Save it as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE.',
  },
  'article/control-character': {
    severity: 'error',
    title: 'The text holds a control character',
    remedy: 'Delete it: it cannot be seen, and mail programs stumble over it.',
  },
  'article/empty': {
    severity: 'error',
    title: 'The article is empty',
    remedy: 'Put the headline on the first line and the story below it.',
  },
  'article/no-headline': {
    severity: 'error',
    title: 'The article has no headline',
    remedy:
      'Put the headline on a line of its own above the story, or "headline:" in front matter.',
  },
  'article/no-body': {
    severity: 'error',
    title: 'The article has no story',
    remedy: 'Put the paragraphs of the story below the headline, with an empty line between them.',
  },
  'article/front-matter': {
    severity: 'error',
    title: 'The front matter cannot be understood',
    remedy: 'Write "key: value" lines between two lines of "---"; docs/content.md lists the keys.',
  },
  'edition/name': {
    severity: 'error',
    title: 'The file is not named like an edition',
    remedy: 'Name it by date and words, such as 2023-06-14-blinken-beijing.txt.',
  },
  'edition/subject-cut': {
    severity: 'note',
    title: 'The headline is too long for a subject and was cut',
    remedy: 'Write a shorter one as "subject:" in the front matter.',
  },
  'edition/photo-held-back': {
    severity: 'note',
    title: 'A caption has no picture and is held back',
    remedy:
      'Give the picture as "image:" (a file beside the article, or an https URL) with "alt:" in the front matter.',
  },
  'edition/preheader': {
    severity: 'warning',
    title: 'The preheader has a poor length',
    remedy: 'Write "preheader:" of 40 to 130 characters in the front matter.',
  },
  'edition/send': {
    severity: 'error',
    title: 'There is no such time to send it',
    remedy:
      'Write "send:" like 2023-06-14 06:00, 2023-06-14T06:00[Europe/Berlin] or 2023-06-14T06:00-04:00.',
  },
  'template/missing': {
    severity: 'error',
    title: 'A file of the theme is missing',
    remedy: 'Put it back, or choose another theme in broadsheet.config.ts.',
  },
  'template/handlebars': {
    severity: 'error',
    title: 'The template cannot be filled',
    remedy: 'Mend the line named here; docs/templates.md lists what a template may use.',
  },
  'template/mjml': {
    severity: 'error',
    title: 'The template does not make valid MJML',
    remedy: 'Mend the tag named here.',
  },
  'letter/leftover': {
    severity: 'error',
    title: 'Something of the machinery is left in the letter',
    remedy: 'Find it in the article or the template and take it out.',
  },
  'letter/size': {
    severity: 'error',
    title: 'The letter is so long that Gmail clips it',
    remedy: 'Shorten the story, or link to the rest of it.',
  },
  'letter/size-near': {
    severity: 'warning',
    title: 'The letter is near the length at which Gmail clips it',
    remedy: 'Shorten the story, or link to the rest of it.',
  },
  'letter/line-length': {
    severity: 'error',
    title: 'A line of the message is longer than SMTP allows',
    remedy: 'This is a fault of Broadsheet: please report it with the edition.',
  },
  'letter/unsubscribe': {
    severity: 'error',
    title: 'A part of the letter has no way to unsubscribe',
    remedy: 'Put {{unsubscribeUrl}} back into the footer of the theme.',
  },
  'letter/postal-address': {
    severity: 'error',
    title: 'A part of the letter lacks the postal address',
    remedy: 'Put {{postalAddress}} back into the footer of the theme.',
  },
  'letter/story-lost': {
    severity: 'error',
    title: 'A part of the letter lacks some of the article',
    remedy: 'Put the missing field back into the theme.',
  },
  'article/picture-alt': {
    severity: 'error',
    title: 'The picture has no words for readers who do not see it',
    remedy: 'Say in "alt:" of the front matter what the picture shows.',
  },
  'article/picture': {
    severity: 'error',
    title: 'The picture cannot be used',
    remedy: 'Put a JPEG, PNG, WebP, AVIF or GIF beside the article, or give an https URL.',
  },
  'edition/picture-weight': {
    severity: 'warning',
    title: 'The picture is heavier than it should be',
    remedy: 'Choose a simpler one; Broadsheet has compressed it as far as it looks good.',
  },
  'subject/length': {
    severity: 'warning',
    title: 'The subject is longer than inboxes show',
    remedy: 'Write a shorter "subject:" in the front matter, or put what matters first.',
  },
  'subject/shouting': {
    severity: 'warning',
    title: 'The subject shouts',
    remedy: 'Write it as a sentence, with one exclamation mark at the most.',
  },
  'subject/repeated': {
    severity: 'warning',
    title: 'The preheader says what the subject says',
    remedy: 'Write a "preheader:" that adds to the subject.',
  },
  'subject/missing': {
    severity: 'error',
    title: 'The letter has no subject',
    remedy: 'Write "subject:" in the front matter.',
  },
  'subject/emoji-split': {
    severity: 'error',
    title: 'A character is cut in two',
    remedy: 'Type the emoji anew, whole.',
  },
  'letter/preheader': {
    severity: 'error',
    title: 'The preheader does not stand in the letter as it should',
    remedy: 'Put {{> preheader}} back at the top of the theme, and leave it out of the text part.',
  },
  'letter/text': {
    severity: 'warning',
    title: 'The text part is not set as it should be',
    remedy: 'Shorten the line, or take the URL of the picture out.',
  },
  'letter/order': {
    severity: 'warning',
    title: 'The parts of the letter stand in an odd order',
    remedy:
      'Put name, label, headline, key points, story and footer in this order into the layout.',
  },
  'letter/example-address': {
    severity: 'error',
    title: 'The letter still has an example address',
    remedy: 'Put your own address in place of example.com, example.org or example.net.',
  },
  'letter/placeholder': {
    severity: 'error',
    title: 'Placeholder text was left in the letter',
    remedy: 'Write what belongs there, or take it out.',
  },
  'letter/spam': {
    severity: 'warning',
    title: 'A spam filter would look askance at the letter',
    remedy: 'Mend what its rules name.',
  },
  'letter/spam-unasked': {
    severity: 'note',
    title: 'The spam filter could not be asked',
    remedy: 'Install SpamAssassin so that "spamassassin" can be run, or leave out --spam.',
  },
  'html/lang-dir': {
    severity: 'error',
    title: 'An element lacks the language or the direction',
    remedy: 'Put lang="{{lang}}" dir="{{dir}}" on <html> and on every element directly in <body>.',
  },
  'html/layout-role': {
    severity: 'error',
    title: 'A table that only lays out is read aloud as data',
    remedy: 'Put role="presentation" on it, inside Outlook’s comments too.',
  },
  'html/headings': {
    severity: 'error',
    title: 'The headings do not make an outline',
    remedy: 'Have one h1, an h2 for each story or panel, and skip no level.',
  },
  'html/title': {
    severity: 'error',
    title: 'The title is not the subject',
    remedy: 'Put <mj-title>{{subject}}</mj-title> into the head of the layout, once.',
  },
  'html/alt': {
    severity: 'error',
    title: 'A picture has no alternative text',
    remedy: 'Give it alt="…" that says what it shows; where it links, where it leads.',
  },
  'html/link-name': {
    severity: 'error',
    title: 'A link does not say where it leads',
    remedy: 'Write what is behind it instead of “here” or “read more”.',
  },
  'html/link-underline': {
    severity: 'error',
    title: 'A link in running text is not underlined',
    remedy: 'Leave text-decoration: underline on links in prose.',
  },
  'html/contrast': {
    severity: 'error',
    title: 'Text is hard to read against its ground',
    remedy: 'Choose colours that differ more: 4.5 to 1 at the least.',
  },
  'html/type-size': {
    severity: 'error',
    title: 'Text is set too small or too tight',
    remedy: 'Set prose in 16 px or more with a line height of 1.5, and nothing below 14 px.',
  },
  'html/alignment': {
    severity: 'warning',
    title: 'Prose does not run from the side on which its language begins',
    remedy: 'Align running text to {{start}}, and give sections and columns direction="{{dir}}".',
  },
  'html/wrapper': {
    severity: 'error',
    title: 'The letter does not present itself as one',
    remedy:
      'Keep the wrapper of mj-body (role="article", aria-roledescription="email", aria-label), and let readers zoom.',
  },
  'html/css-size': {
    severity: 'error',
    title: 'There is more CSS than Gmail takes',
    remedy: 'Take out what is not used: Gmail drops all of a <style> beyond about 16 KB.',
  },
  'html/css-nested': {
    severity: 'error',
    title: 'An at-rule stands inside another',
    remedy: 'Write them one after the other: Gmail drops a <style> with nested at-rules.',
  },
  'html/c1-character': {
    severity: 'error',
    title: 'The letter holds a character that makes Gmail clip it',
    remedy: 'Take out the control character U+0080 to U+009F.',
  },
  'html/unsupported': {
    severity: 'warning',
    title: 'A feature is not supported by a mail program that counts',
    remedy: 'Do without it, or add it to the reviewed list with a reason.',
  },
  'html/outlook-comments': {
    severity: 'error',
    title: 'The conditional comments for Outlook are broken',
    remedy:
      'Close each <!--[if …]> with <![endif]-->, and keep o:OfficeDocumentSettings as it is written.',
  },
  'html/button': {
    severity: 'error',
    title: 'A button is not a text link that Outlook can draw',
    remedy: 'Use mj-button with text in it, an inner-padding, and a height of 44 px or more.',
  },
  'html/image': {
    severity: 'error',
    title: 'A picture lacks what mail programs need',
    remedy:
      'Give it an https (or cid:) source, width and height as numbers, and height:auto in its style.',
  },
  'html/web-font': {
    severity: 'error',
    title: 'The letter asks a third party for a font',
    remedy: 'Name fonts that readers have, such as Georgia or Arial.',
  },
  'html/color-scheme': {
    severity: 'error',
    title: 'The letter is not prepared for the dark',
    remedy:
      'Keep both color-scheme metas, the prefers-color-scheme block and the data-ogsc and data-ogsb rules.',
  },
  'html/invalid': {
    severity: 'error',
    title: 'The HTML is not valid',
    remedy: 'Mend the element named here.',
  },
  'html/meta': {
    severity: 'error',
    title: 'A meta element that mail programs look for is missing',
    remedy: 'Keep format-detection and x-apple-disable-message-reformatting in the head.',
  },
  'link/empty': {
    severity: 'error',
    title: 'A link leads nowhere',
    remedy: 'Give it a URL, or take it out.',
  },
  'link/relative': {
    severity: 'error',
    title: 'A link has no address of its own',
    remedy: 'Write the whole URL, beginning with https://.',
  },
  'link/scheme': {
    severity: 'error',
    title: 'A link has a scheme that mail programs block',
    remedy: 'Use https:, http:, mailto: or tel:.',
  },
  'link/placeholder': {
    severity: 'error',
    title: 'A link leads to a placeholder',
    remedy: 'Put the real URL in its place.',
  },
  'link/unreachable': {
    severity: 'error',
    title: 'A link does not answer',
    remedy: 'Open it in a browser and mend it.',
  },
  'image/unreachable': {
    severity: 'error',
    title: 'A picture cannot be fetched',
    remedy: 'Open its URL in a browser and mend it.',
  },
  'browser/accessibility': {
    severity: 'error',
    title: 'A reader with a screen reader or weak eyes meets a barrier',
    remedy: 'Mend the element named here; the rule’s page tells more.',
  },
  'browser/overflow': {
    severity: 'error',
    title: 'The letter scrolls sideways',
    remedy: 'Let the element named here be narrower: width in per cent, or max-width.',
  },
  'browser/target-size': {
    severity: 'error',
    title: 'A link is too small to hit',
    remedy: 'Give it 24 px in both directions, and 44 px of height to a button.',
  },
} as const satisfies Record<string, Words>;
