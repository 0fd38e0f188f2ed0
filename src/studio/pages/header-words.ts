/** What a header field is for, by its name in small letters. */
export const HEADER_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    from: 'Who writes. Readers see the name, and providers judge the domain.',
    sender: 'Who handed the letter in, where that is somebody else than the author.',
    to: 'Whom this copy is for. Every subscriber gets a letter of their own, with no other name in it.',
    cc: 'Who gets a copy that everybody sees.',
    'reply-to': 'Where an answer goes.',
    subject:
      'The line in the inbox. Letters beyond ASCII are written in encoded words, which programs decode.',
    date: 'When the edition is published; programs sort by it.',
    'message-id':
      'The name of this one letter. It is the same each time the letter is made, so a program can tell a copy.',
    'list-id': 'The list that the letter belongs to; people and programs filter by it.',
    'list-unsubscribe':
      'Where the program’s own button to unsubscribe leads. Gmail and Yahoo ask for it.',
    'list-unsubscribe-post':
      'Says that one click is enough: the program sends a request and no page opens (RFC 8058).',
    'feedback-id':
      'How Gmail counts complaints: by edition, list, type and sender. It names no subscriber.',
    'mime-version': 'The letter has parts, as MIME describes them.',
    'content-type':
      'What the letter is made of: the plain text and the HTML say the same, and the program chooses.',
    'content-transfer-encoding': 'How the content is written so that every server carries it.',
    'dkim-signature':
      'The sender’s domain signs the letter: a server can tell that nobody has changed it.',
    received: 'A server on the way, and when it took the letter over.',
    'return-path': 'Where a letter that cannot be delivered is reported.',
    'auto-submitted': 'Says that no person wrote this, so that no responder answers.',
    'x-mailer': 'The program that made the letter.',
  }),
);
