import type { MailPhraseBook } from './phrases.ts';

export const ENGLISH: MailPhraseBook = {
  confirm: {
    subject: 'Please confirm: {newsletter}',
    heading: 'Please confirm',
    lines: [
      'On {date}, somebody asked for {newsletter} to be sent to this address.',
      'The form was on this site: {page}',
      'Click this link to confirm that you want it:',
    ],
    action: 'Confirm my subscription',
    after: [
      'The link works for 3 days.',
      'Ignore this email if it was not you: without your confirmation, you get nothing more.',
    ],
  },
  'already-subscribed': {
    subject: 'You already get {newsletter}',
    heading: 'You already get {newsletter}',
    lines: [
      'On {date}, somebody asked for {newsletter} to be sent to this address. It is on the list already, so there is nothing to do.',
      'Change what you get, or unsubscribe, on this page:',
    ],
    action: 'My subscription',
    after: ['Ignore this email if it was not you.'],
  },
  welcome: {
    subject: 'Welcome to {newsletter}',
    heading: 'Welcome',
    lines: [
      'Thank you for confirming. From now on, {newsletter} comes to this address.',
      'Change what you get, or unsubscribe, on this page:',
    ],
    action: 'My subscription',
    after: [],
  },
  'confirm-address': {
    subject: 'Please confirm your new address: {newsletter}',
    heading: 'Please confirm your new address',
    lines: [
      'On {date}, a reader of {newsletter} asked for it to be sent to this address from now on.',
      'Click this link to confirm that the address is yours:',
    ],
    action: 'Confirm my address',
    after: ['Ignore this email if it was not you: without your confirmation, nothing changes.'],
  },
  'address-changed': {
    subject: 'Your address was changed: {newsletter}',
    heading: 'Your address was changed',
    lines: [
      'On {date}, your address for {newsletter} was changed.',
      'The new address is {email}.',
      'This one gets no more editions.',
    ],
    after: ['If it was not you, reply to this email.'],
  },
  export: {
    subject: 'Your data: {newsletter}',
    heading: 'Your data',
    lines: [
      'On {date}, you asked for a copy of all that {newsletter} keeps about you.',
      'Click this link to download it:',
    ],
    action: 'Download my data',
    after: ['The link works once, within 1 hour.', 'Ignore this email if it was not you.'],
  },
  erase: {
    subject: 'Please confirm that your data is to be erased: {newsletter}',
    heading: 'Please confirm',
    lines: [
      'On {date}, you asked {newsletter} to erase all that it keeps about you.',
      'Click this link to confirm it:',
    ],
    action: 'Erase my data',
    after: [
      'The link works once, within 1 hour. Erased data can’t be restored.',
      'Ignore this email if it was not you: without your confirmation, nothing is erased.',
    ],
  },
};
