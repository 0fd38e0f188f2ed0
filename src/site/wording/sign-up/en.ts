import type { SignUpWords } from '../sign-up-words.ts';

export const ENGLISH: SignUpWords = {
  title: 'Subscribe',
  heading: 'Get {name} by email',
  email: 'Email address',
  name: 'Name (optional)',
  topics: 'What would you like to get?',
  topicsNote: 'If you choose nothing, you get everything.',
  subscribe: 'Subscribe',
  agree:
    'By subscribing, I agree to get {name} by email. I can unsubscribe at any time with the link in every email.',
  trap: 'Leave this field empty',
  again: {
    invalid: 'Enter a complete email address, such as anna@example.com.',
    'no-mail': 'This address can’t receive email. Check what you typed after the @.',
    expired:
      'This page was open for more than a day, so nothing was sent. Your entries are still here: press “Subscribe” once more.',
    used: 'This form was sent before, with another address. To subscribe this one, press “Subscribe” once more.',
    'one-more': 'One more click: check your address, and press “Subscribe”.',
  },
  now: 'Look in your mailbox',
  nowNote:
    'You are not subscribed yet. An email is on its way to {email}: open the link in it, and press the button there.',
  later: 'Your email comes a little later',
  laterNote:
    'Many people are signing up at the moment, so the email to {email} may take some hours. You are subscribed when you have opened the link in it and pressed the button there.',
  full: 'Please try again tomorrow',
  fullNote:
    'Too many people are signing up at the moment, so {email} was not recorded. You can also write to {contact}.',
  nothingCame:
    'Nothing there after ten minutes? Look in the spam folder, check that the address is right, and try again.',
  otherAddress: 'Back to the form',
  notYet: 'You are not subscribed yet',
  notYetNote: 'Press the button to get {name} at {email}.',
  confirm: 'Yes, subscribe me',
  notYou: 'Was it not you? Then close this page, and you get nothing.',
  results: {
    confirmed: {
      title: 'You are subscribed',
      note: 'From now on you get {name} by email. A first email is on its way.',
    },
    already: {
      title: 'You are subscribed already',
      note: 'You have confirmed your address before, and you get {name} by email.',
    },
    left: {
      title: 'This link was used before',
      note: 'It no longer subscribes anybody. To get {name} again, sign up again.',
    },
    expired: {
      title: 'This link has expired',
      note: 'It works for three days. Sign up again, and you get a new one.',
    },
    suppressed: {
      title: 'This address can’t be subscribed here',
      note: 'Write to {contact}, and we will see to it.',
    },
  },
  embed: {
    title: 'The form for your own pages',
    formNote:
      'Paste this HTML where you want the form. It works without JavaScript: people who send it check the address on our page and press one more button.',
    script: 'The script for the form',
    scriptNote: 'With this script after it, one press is enough.',
    settingNote:
      'Name the site that has the form in the setting site.embedFrom, such as https://example.com. The value of the field “form” is kept with each consent.',
  },
  signUpAgain: 'Sign up again',
  myChoices: 'Choose what you get',
};
