/** The texts of problems: one record, so that a code without a text does not compile. */
export type Severity = 'error' | 'warning' | 'note';

export interface ProblemText {
  readonly severity: Severity;
  /** What is wrong. The detail of a problem follows it after a colon. */
  readonly title: string;
  /** What to do about it, as an instruction. */
  readonly remedy: string;
}

/** Every code with its severity and its text. docs/problems/ has a page for each that says more. */
export const PROBLEMS = {
  'article/too-large': {
    severity: 'error',
    title: 'The article is larger than 1 MB',
    remedy: 'Keep one article per file, up to 1 MB.',
  },
  'article/not-utf8': {
    severity: 'error',
    title: 'The file is not UTF-8 text',
    remedy: 'Save the file as UTF-8, for example: iconv -f WINDOWS-1252 -t UTF-8 FILE.',
  },
  'article/control-character': {
    severity: 'error',
    title: 'The text contains a control character',
    remedy: 'Delete it. It is invisible, and some mail programs mishandle it.',
  },
  'article/empty': {
    severity: 'error',
    title: 'The article is empty',
    remedy: 'Write the headline on the first line and the story below it.',
  },
  'article/no-headline': {
    severity: 'error',
    title: 'The article has no headline',
    remedy:
      'Write the headline on its own line above the story, or set "headline:" in the front matter.',
  },
  'article/headline-too-long': {
    severity: 'error',
    title: 'The headline is too long',
    remedy: 'Write a shorter headline, or set "headline:" in the front matter.',
  },
  'article/replacement-character': {
    severity: 'error',
    title: 'The text contains U+FFFD, the replacement for a lost character',
    remedy: 'Copy the text from its source again, or type the missing character.',
  },
  'article/no-body': {
    severity: 'error',
    title: 'The article has no story',
    remedy: 'Write the story below the headline, after an empty line.',
  },
  'article/left-out': {
    severity: 'note',
    title: 'A line of the source was left out',
    remedy: 'If it belongs to the story, put [keep] at the end of the line.',
  },
  'article/raw-html': {
    severity: 'error',
    title: 'The Markdown contains HTML',
    remedy: 'Write it as Markdown. To show a "<" to readers, write "\\<".',
  },
  'article/link': {
    severity: 'error',
    title: "A link can't be used in a letter",
    remedy:
      'Link to a whole URL with http, https or mailto; a picture can also be a file next to the article.',
  },
  'article/nesting': {
    severity: 'error',
    title: 'The text is nested too deeply',
    remedy: 'Use at most 50 levels of lists and quotations.',
  },
  'article/front-matter': {
    severity: 'error',
    title: 'The front matter is invalid',
    remedy: 'Write "key: value" lines between two "---" lines; docs/content.md lists the keys.',
  },
  'article/picture-alt': {
    severity: 'error',
    title: 'The picture has no alternative text',
    remedy:
      'Describe the picture in "alt:" in the front matter, or between the brackets of "![…](file)".',
  },
  'article/picture': {
    severity: 'error',
    title: "The picture can't be used",
    remedy: 'Use a JPEG, PNG, WebP, AVIF or GIF file next to the article, or an https URL.',
  },
  'article/picture-crop': {
    severity: 'error',
    title: "The picture can't be cropped",
    remedy:
      'Write left, top, width and height in percent after the name of a file next to the article, such as "photo.jpg#xywh=percent:10,0,80,60".',
  },
  'source/address': {
    severity: 'error',
    title: 'The URL leads to an address that is not on the public internet',
    remedy: 'Use the URL of a public page. For a staging site of your own, add --allow-private.',
  },
  'source/unreachable': {
    severity: 'error',
    title: "The page can't be fetched",
    remedy:
      'Check the URL in a browser. If the page needs a login, save it there as HTML and run `broadsheet new FILE`.',
  },
  'source/kind': {
    severity: 'error',
    title: "A source of this kind can't be read",
    remedy: 'Use a text, Markdown, HTML or Word (.docx) file, or the URL of a web page.',
  },
  'source/too-large': {
    severity: 'error',
    title: 'The source is too large',
    remedy: 'Use at most 5 MB of HTML or 20 MB of Word, or copy the story into a new file.',
  },
  'source/too-complex': {
    severity: 'error',
    title: 'The page has too many elements, or nests them too deeply',
    remedy:
      'Copy the story from the page, and paste it in the studio under "New edition", or after `broadsheet new -`.',
  },
  'source/no-story': {
    severity: 'error',
    title: 'No story was found in the source',
    remedy:
      'Copy the story, and paste it in the studio under "New edition", or after `broadsheet new -`. For a site of your own, set the element of its stories in "sources.sites".',
  },
  'source/paywall': {
    severity: 'warning',
    title: 'The page says that its story is not free to read',
    remedy: 'Compare the end of the story with the page, and check that you may publish it.',
  },
  'source/incomplete': {
    severity: 'warning',
    title: 'Fewer words were read than the page says its story has',
    remedy: 'Compare the story with the page.',
  },
  'source/damaged': {
    severity: 'error',
    title: "The Word file can't be read",
    remedy: 'Open it in Word or Google Docs, save it again as .docx, and try again.',
  },
  'source/tracked-changes': {
    severity: 'warning',
    title: 'The Word file has tracked changes; insertions were taken, deletions were not',
    remedy: 'If that is wrong, accept or reject the changes in Word, save the file and try again.',
  },
  'source/picture': {
    severity: 'warning',
    title: 'A picture was left out',
    remedy: 'Save the picture next to the article, and name it in "image:" in the front matter.',
  },
  'edition/name': {
    severity: 'error',
    title: 'The name is not a valid edition name, so the file is skipped',
    remedy: 'Name the file or folder by date and words, such as 2023-06-14-blinken-beijing.txt.',
  },
  'edition/twice': {
    severity: 'error',
    title: 'Two editions have the same id',
    remedy: 'Rename or delete one of them. The id is the name without its extension.',
  },
  'edition/no-story': {
    severity: 'error',
    title: "The edition's folder has no story",
    remedy:
      'Put the stories into the folder as .txt or .md files; the first by name is the lead story.',
  },
  'edition/unreadable': {
    severity: 'error',
    title: "The edition can't be read",
    remedy: 'Replace the file or link, or delete it. Check that you have permission to read it.',
  },
  'edition/subject-cut': {
    severity: 'note',
    title: 'The headline is too long for a subject and was shortened',
    remedy: 'Set a shorter "subject:" in the front matter.',
  },
  'edition/subject-proposal': {
    severity: 'note',
    title: 'Phones cut off a subject of more than 60 characters',
    remedy: 'Set a shorter "subject:" in the front matter.',
  },
  'edition/photo-held-back': {
    severity: 'note',
    title: 'A caption has no picture and was left out',
    remedy:
      'Set "image:" (a file next to the article, or an https URL) and "alt:" in the front matter.',
  },
  'edition/preheader': {
    severity: 'warning',
    title: 'The preheader is too short or too long',
    remedy: 'Set a "preheader:" of 40 to 130 characters in the front matter.',
  },
  'edition/send': {
    severity: 'error',
    title: 'The send time is invalid',
    remedy:
      'Write "send:" like 2023-06-14 06:00, 2023-06-14T06:00[Europe/Berlin] or 2023-06-14T06:00-04:00.',
  },
  'edition/held': {
    severity: 'note',
    title: 'The edition is held, and nothing sends it',
    remedy:
      'To release it, delete "hold:" from the front matter, or press “Release” in the studio.',
  },
  'edition/audience': {
    severity: 'error',
    title: 'The audience is unknown',
    remedy:
      'Set "audience:" to "all" or to the name of a segment in broadsheet.config.ts, in the lead story only.',
  },
  'edition/picture-weight': {
    severity: 'warning',
    title: 'The picture is over its size budget',
    remedy:
      'Choose a picture with less detail, or crop it. Broadsheet has already compressed it as far as quality allows.',
  },
  'edition/picture-shape': {
    severity: 'warning',
    title: 'The picture is very small or very tall',
    remedy: 'Choose a picture at least 576 pixels wide, and crop it if it is very tall.',
  },
  'template/missing': {
    severity: 'error',
    title: 'A theme file is missing',
    remedy: 'Restore the file, or set another theme in broadsheet.config.ts.',
  },
  'template/handlebars': {
    severity: 'error',
    title: "The template can't be rendered",
    remedy: 'Fix the template; docs/templates.md lists what it can use.',
  },
  'template/mjml': {
    severity: 'error',
    title: 'The template does not produce valid MJML',
    remedy: 'Fix the tag in the template.',
  },
  'letter/leftover': {
    severity: 'error',
    title: 'Template code is left in the letter',
    remedy: 'Remove it from the article or the template.',
  },
  'letter/size': {
    severity: 'error',
    title: 'The letter is so large that Gmail clips it',
    remedy: 'Shorten the story, or link to the rest of it.',
  },
  'letter/size-near': {
    severity: 'warning',
    title: 'The letter is close to the size at which Gmail clips it',
    remedy: 'Shorten the story, or link to the rest of it.',
  },
  'letter/line-length': {
    severity: 'error',
    title: 'A line of the message is longer than SMTP allows',
    remedy: 'This is a bug in Broadsheet: please report it and attach the edition.',
  },
  'letter/unsubscribe': {
    severity: 'error',
    title: 'A part of the letter has no unsubscribe link',
    remedy: "Restore {{unsubscribeUrl}} in the theme's footer.",
  },
  'letter/local-site': {
    severity: 'error',
    title: 'The links of readers lead to this machine',
    remedy: 'Set site.url to the https URL at which readers reach the pages.',
  },
  'letter/postal-address': {
    severity: 'error',
    title: 'A part of the letter has no postal address',
    remedy: "Restore {{postalAddress}} in the theme's footer.",
  },
  'letter/story-lost': {
    severity: 'error',
    title: 'Text from the article is missing from the letter',
    remedy: 'Restore the missing field in the theme.',
  },
  'letter/preheader': {
    severity: 'error',
    title: 'The preheader is not set up correctly',
    remedy:
      'Restore {{> preheader}} at the top of the theme, and keep the preheader out of the text part.',
  },
  'letter/text': {
    severity: 'warning',
    title: 'The text part is badly formatted',
    remedy: 'Shorten the line, or remove the picture URL.',
  },
  'letter/order': {
    severity: 'warning',
    title: 'The sections of the letter are out of order',
    remedy: 'Order them in the layout as name, label, headline, key points, story, footer.',
  },
  'letter/mojibake': {
    severity: 'warning',
    title: 'The text contains characters that were decoded with the wrong encoding',
    remedy: 'Copy the text from its source again, or type the correct characters.',
  },
  'letter/private-character': {
    severity: 'warning',
    title: 'The text contains a private-use character, which only one font can show',
    remedy: 'Delete the character, or replace it with what it stands for.',
  },
  'letter/invisible-text': {
    severity: 'warning',
    title: 'The text contains invisible characters',
    remedy: 'Delete the characters, or retype the text around them.',
  },
  'letter/markup': {
    severity: 'warning',
    title: 'The letter shows markup as text',
    remedy: 'Remove the markup, and type the characters that it stands for.',
  },
  'letter/example-address': {
    severity: 'error',
    title: 'The letter contains an example address',
    remedy: 'Replace the example.com, example.org or example.net address with your own.',
  },
  'list/unreadable': {
    severity: 'note',
    title: "The list can't be read, so the letter was checked for reader@example.com",
    remedy: 'To check the letter of the subscriber with the longest name, fix the database.',
  },
  'list/example-address': {
    severity: 'error',
    title: 'The list contains example addresses',
    remedy: 'Remove them: run `broadsheet subscribers remove ADDRESS…`.',
  },
  'letter/placeholder': {
    severity: 'error',
    title: 'The letter contains placeholder text',
    remedy: 'Write the final text, or remove the placeholder.',
  },
  'letter/spam': {
    severity: 'warning',
    title: 'SpamAssassin flags this letter',
    remedy: 'Fix what the listed rules name.',
  },
  'letter/spam-unasked': {
    severity: 'note',
    title: 'SpamAssassin could not be run',
    remedy: 'Install SpamAssassin so that the "spamassassin" command runs, or omit --spam.',
  },
  'subject/length': {
    severity: 'warning',
    title: 'The subject is longer than inboxes show',
    remedy: 'Set a shorter "subject:" in the front matter, or put the news first.',
  },
  'subject/shouting': {
    severity: 'warning',
    title: 'The subject is in capitals or has too many exclamation marks',
    remedy: 'Write it as a sentence, with at most one exclamation mark.',
  },
  'subject/repeated': {
    severity: 'warning',
    title: 'The preheader repeats the subject',
    remedy: 'Set a "preheader:" that adds to the subject.',
  },
  'subject/missing': {
    severity: 'error',
    title: 'The letter has no subject',
    remedy: 'Set "subject:" in the front matter.',
  },
  'subject/emoji-split': {
    severity: 'error',
    title: 'An emoji or other character is cut in half',
    remedy: 'Retype the emoji.',
  },
  'html/lang-dir': {
    severity: 'error',
    title: 'An element has no language or direction',
    remedy: 'Set lang="{{lang}}" dir="{{dir}}" on <html> and on every direct child of <body>.',
  },
  'html/layout-role': {
    severity: 'error',
    title: 'A layout table has no role="presentation"',
    remedy: 'Add role="presentation" to the table, also inside Outlook\'s comments.',
  },
  'html/headings': {
    severity: 'error',
    title: 'The heading structure is wrong',
    remedy: 'Use one h1, an h2 for each story or panel, and skip no level.',
  },
  'html/title': {
    severity: 'error',
    title: 'The title is not the subject',
    remedy: 'Put <mj-title>{{subject}}</mj-title> in the head of the layout, once.',
  },
  'html/alt': {
    severity: 'error',
    title: 'A picture has no usable alternative text',
    remedy: 'Set alt="…" to what the picture shows or, for a link, where it leads.',
  },
  'html/link-name': {
    severity: 'error',
    title: 'A link does not say where it leads',
    remedy: 'Describe the target instead of writing "here" or "read more".',
  },
  'html/link-underline': {
    severity: 'error',
    title: 'A link in running text is not underlined',
    remedy: 'Keep text-decoration: underline on links in running text.',
  },
  'html/contrast': {
    severity: 'error',
    title: 'The text has too little contrast',
    remedy: 'Choose colours with a contrast of at least 4.5 to 1.',
  },
  'html/type-size': {
    severity: 'error',
    title: 'The text is too small or its lines are too tight',
    remedy:
      'Set running text to at least 16 px with a line height of 1.5, and nothing below 14 px.',
  },
  'html/alignment': {
    severity: 'warning',
    title: 'Running text is aligned to the wrong side',
    remedy: 'Align running text to {{start}}, and set direction="{{dir}}" on sections and columns.',
  },
  'html/wrapper': {
    severity: 'error',
    title: 'The letter has no accessible wrapper, or blocks zooming',
    remedy:
      'Keep the wrapper that mj-body makes (role="article", aria-roledescription="email", aria-label), and allow zooming.',
  },
  'html/css-size': {
    severity: 'error',
    title: 'There is more CSS than Gmail accepts',
    remedy: 'Remove unused CSS: Gmail drops a <style> element beyond about 16 KB.',
  },
  'html/css-nested': {
    severity: 'error',
    title: 'An at-rule is nested in another',
    remedy:
      'Write the at-rules one after the other: Gmail drops a <style> element with nested at-rules.',
  },
  'html/c1-character': {
    severity: 'error',
    title: 'The letter contains a character that makes Gmail clip it',
    remedy: 'Delete the control character (U+0080 to U+009F).',
  },
  'html/unsupported': {
    severity: 'warning',
    title: 'A major mail program does not support this feature',
    remedy: 'Remove the feature, or add an exception with a reason.',
  },
  'html/outlook-comments': {
    severity: 'error',
    title: 'The conditional comments for Outlook are broken',
    remedy:
      'Close each <!--[if …]> with <![endif]-->, and keep the capitals of o:OfficeDocumentSettings.',
  },
  'html/button': {
    severity: 'error',
    title: 'A button does not work in every mail program',
    remedy: 'Use mj-button with text, inner-padding, and a height of at least 44 px.',
  },
  'html/image': {
    severity: 'error',
    title: 'A picture lacks attributes that mail programs need',
    remedy:
      'Set an https: or cid: source, width and height as numbers, and height:auto in the style.',
  },
  'html/web-font': {
    severity: 'error',
    title: 'The letter loads a font from another server',
    remedy: 'Use fonts that readers already have, such as Georgia or Arial.',
  },
  'html/color-scheme': {
    severity: 'error',
    title: 'The letter is not ready for dark mode',
    remedy:
      'Keep both color-scheme meta elements, the prefers-color-scheme block, and the data-ogsc and data-ogsb rules.',
  },
  'html/invalid': {
    severity: 'error',
    title: 'The HTML is invalid',
    remedy: 'Fix the element.',
  },
  'html/meta': {
    severity: 'error',
    title: 'A meta element that mail programs need is missing',
    remedy: 'Keep format-detection and x-apple-disable-message-reformatting in the head.',
  },
  'link/empty': {
    severity: 'error',
    title: 'A link has no URL',
    remedy: 'Set its URL, or remove the link.',
  },
  'link/relative': {
    severity: 'error',
    title: 'A link is relative',
    remedy: 'Write the full URL, starting with https://.',
  },
  'link/scheme': {
    severity: 'error',
    title: 'A link uses a scheme that mail programs block',
    remedy: 'Use https:, http:, mailto: or tel:.',
  },
  'link/placeholder': {
    severity: 'error',
    title: 'A link is a placeholder',
    remedy: 'Replace it with the real URL.',
  },
  'link/reader': {
    severity: 'error',
    title: 'A link opens the page of one reader',
    remedy: 'Remove the link, which comes from a letter that somebody received.',
  },
  'link/unreachable': {
    severity: 'error',
    title: "A link can't be reached",
    remedy: 'Open it in a browser and fix the URL.',
  },
  'image/unreachable': {
    severity: 'error',
    title: "A picture can't be downloaded",
    remedy: 'Open its URL in a browser and fix it.',
  },
  'browser/accessibility': {
    severity: 'error',
    title: 'Accessibility violation',
    remedy: 'Fix the element; the documentation of the rule explains how.',
  },
  'browser/overflow': {
    severity: 'error',
    title: 'The letter scrolls sideways on a narrow screen',
    remedy: 'Make the element narrower: set its width in per cent, or a max-width.',
  },
  'browser/target-size': {
    severity: 'error',
    title: 'A link is too small to tap',
    remedy: 'Make links at least 24 px in both directions, and buttons at least 44 px high.',
  },
} as const satisfies Record<string, ProblemText>;
