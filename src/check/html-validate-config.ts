import type { ConfigData } from 'html-validate/browser';

/**
 * What html-validate judges a letter by: the standard and accessibility, without what e-mail has
 * to do otherwise and without what a check of our own says better.
 */
export const HTML_VALIDATE_CONFIG: ConfigData = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y'],
  elements: ['html5'],
  rules: {
    // Word, which draws Outlook's letters, lays out by align, valign, bgcolor, border and
    // cellpadding; CSS alone does not reach it.
    'no-deprecated-attr': 'off',
    // Gmail and Yahoo drop or rename <article>; the wrapper's role on a <div> survives.
    'prefer-native-element': 'off',
    // html/alt judges pictures, and tells ornaments from pictures that mean something.
    'wcag/h37': 'off',
    // html/link-name judges the names of links.
    'wcag/h30': 'off',
    // html/title compares the title with the subject.
    'empty-title': 'off',
  },
};
