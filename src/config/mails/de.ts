import type { MailPhraseBook } from './phrases.ts';

export const GERMAN: MailPhraseBook = {
  confirm: {
    subject: 'Bitte bestätigen: {newsletter}',
    heading: 'Bitte bestätigen',
    lines: [
      'Am {date} wurde {newsletter} für diese Adresse bestellt.',
      'Das Formular stand auf dieser Website: {page}',
      'Klicken Sie auf diesen Link, um die Bestellung zu bestätigen:',
    ],
    action: 'Bestellung bestätigen',
    after: [
      'Der Link gilt 3 Tage lang.',
      'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne Ihre Bestätigung erhalten Sie nichts weiter.',
    ],
  },
  'already-subscribed': {
    subject: 'Sie erhalten {newsletter} bereits',
    heading: 'Sie erhalten {newsletter} bereits',
    lines: [
      'Am {date} wurde {newsletter} für diese Adresse bestellt. Sie steht schon auf der Liste, Sie müssen nichts tun.',
      'Auf dieser Seite ändern Sie, was Sie erhalten, oder bestellen ab:',
    ],
    action: 'Mein Abonnement',
    after: ['Wenn Sie das nicht waren, ignorieren Sie diese E-Mail.'],
  },
  welcome: {
    subject: 'Willkommen bei {newsletter}',
    heading: 'Willkommen',
    lines: [
      'Danke für Ihre Bestätigung. Von jetzt an kommt {newsletter} an diese Adresse.',
      'Auf dieser Seite ändern Sie, was Sie erhalten, oder bestellen ab:',
    ],
    action: 'Mein Abonnement',
    after: [],
  },
  'confirm-address': {
    subject: 'Bitte bestätigen Sie Ihre neue Adresse: {newsletter}',
    heading: 'Bitte bestätigen Sie Ihre neue Adresse',
    lines: [
      'Am {date} wurde gebeten, {newsletter} von jetzt an diese Adresse zu senden.',
      'Klicken Sie auf diesen Link, um zu bestätigen, dass die Adresse Ihnen gehört:',
    ],
    action: 'Adresse bestätigen',
    after: [
      'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne Ihre Bestätigung ändert sich nichts.',
    ],
  },
  'address-changed': {
    subject: 'Ihre Adresse wurde geändert: {newsletter}',
    heading: 'Ihre Adresse wurde geändert',
    lines: [
      'Am {date} wurde Ihre Adresse für {newsletter} geändert.',
      'Die neue Adresse ist {email}.',
      'An diese hier kommen keine Ausgaben mehr.',
    ],
    after: ['Wenn Sie das nicht waren, antworten Sie auf diese E-Mail.'],
  },
  export: {
    subject: 'Ihre Daten: {newsletter}',
    heading: 'Ihre Daten',
    lines: [
      'Am {date} haben Sie um eine Kopie all dessen gebeten, was {newsletter} über Sie speichert.',
      'Klicken Sie auf diesen Link, um sie herunterzuladen:',
    ],
    action: 'Meine Daten herunterladen',
    after: [
      'Der Link gilt einmal und 1 Stunde lang.',
      'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail.',
    ],
  },
  erase: {
    subject: 'Bitte bestätigen Sie das Löschen Ihrer Daten: {newsletter}',
    heading: 'Bitte bestätigen',
    lines: [
      'Am {date} haben Sie {newsletter} gebeten, alles zu löschen, was über Sie gespeichert ist.',
      'Klicken Sie auf diesen Link, um es zu bestätigen:',
    ],
    action: 'Meine Daten löschen',
    after: [
      'Der Link gilt einmal und 1 Stunde lang. Gelöschte Daten lassen sich nicht wiederherstellen.',
      'Wenn Sie das nicht waren, ignorieren Sie diese E-Mail: Ohne Ihre Bestätigung wird nichts gelöscht.',
    ],
  },
};
