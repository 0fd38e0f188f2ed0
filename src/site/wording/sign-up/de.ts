import type { SignUpWords } from '../sign-up-words.ts';

export const GERMAN: SignUpWords = {
  title: 'Anmelden',
  heading: '{name} per E-Mail bekommen',
  email: 'E-Mail-Adresse',
  name: 'Name (freiwillig)',
  topics: 'Was möchten Sie bekommen?',
  topicsNote: 'Wenn Sie nichts auswählen, bekommen Sie alles.',
  subscribe: 'Anmelden',
  agree:
    'Mit der Anmeldung willige ich ein, {name} per E-Mail zu bekommen. Ich kann mich jederzeit über den Link in jeder E-Mail abmelden.',
  trap: 'Lassen Sie dieses Feld leer',
  again: {
    invalid: 'Geben Sie eine vollständige E-Mail-Adresse ein, zum Beispiel anna@example.com.',
    'no-mail':
      'Diese Adresse kann keine E-Mails empfangen. Prüfen Sie, was Sie nach dem @ eingegeben haben.',
    expired:
      'Diese Seite war länger als einen Tag offen, darum wurde nichts gesendet. Ihre Angaben sind noch da: Drücken Sie noch einmal „Anmelden“.',
    used: 'Dieses Formular wurde schon mit einer anderen Adresse gesendet. Um diese anzumelden, drücken Sie noch einmal „Anmelden“.',
    'one-more': 'Noch ein Klick: Prüfen Sie Ihre Adresse, und drücken Sie „Anmelden“.',
  },
  now: 'Schauen Sie in Ihr Postfach',
  nowNote:
    'Sie sind noch nicht angemeldet. Eine E-Mail an {email} ist unterwegs: Öffnen Sie den Link darin, und drücken Sie dort die Schaltfläche.',
  later: 'Ihre E-Mail kommt etwas später',
  laterNote:
    'Gerade melden sich viele an, darum kann die E-Mail an {email} einige Stunden brauchen. Angemeldet sind Sie, wenn Sie den Link darin geöffnet und dort die Schaltfläche gedrückt haben.',
  full: 'Bitte versuchen Sie es morgen noch einmal',
  fullNote:
    'Gerade melden sich zu viele an, darum wurde {email} nicht aufgenommen. Sie können auch an {contact} schreiben.',
  nothingCame:
    'Nach zehn Minuten noch nichts da? Schauen Sie in den Spam-Ordner, prüfen Sie die Adresse, und versuchen Sie es noch einmal.',
  otherAddress: 'Zurück zum Formular',
  notYet: 'Sie sind noch nicht angemeldet',
  notYetNote: 'Drücken Sie die Schaltfläche, um {name} an {email} zu bekommen.',
  confirm: 'Ja, melden Sie mich an',
  notYou: 'Waren Sie das nicht? Dann schließen Sie diese Seite, und Sie bekommen nichts.',
  results: {
    confirmed: {
      title: 'Sie sind angemeldet',
      note: 'Von jetzt an bekommen Sie {name} per E-Mail. Eine erste E-Mail ist unterwegs.',
    },
    already: {
      title: 'Sie sind schon angemeldet',
      note: 'Sie haben Ihre Adresse schon bestätigt und bekommen {name} per E-Mail.',
    },
    left: {
      title: 'Dieser Link wurde schon verwendet',
      note: 'Er meldet niemanden mehr an. Um {name} wieder zu bekommen, melden Sie sich neu an.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      note: 'Er gilt drei Tage lang. Melden Sie sich noch einmal an, dann bekommen Sie einen neuen.',
    },
    suppressed: {
      title: 'Diese Adresse kann hier nicht angemeldet werden',
      note: 'Schreiben Sie an {contact}, dann kümmern wir uns darum.',
    },
  },
  embed: {
    title: 'Das Formular für Ihre eigenen Seiten',
    formNote:
      'Fügen Sie dieses HTML dort ein, wo das Formular stehen soll. Es funktioniert ohne JavaScript: Wer es absendet, prüft auf unserer Seite die Adresse und drückt noch eine Schaltfläche.',
    script: 'Das Skript zum Formular',
    scriptNote: 'Mit diesem Skript dahinter genügt ein Klick.',
    settingNote:
      'Nennen Sie die Website mit dem Formular in der Einstellung site.embedFrom, zum Beispiel https://example.com. Der Wert des Feldes „form“ wird mit jeder Einwilligung gespeichert.',
  },
  signUpAgain: 'Noch einmal anmelden',
  myChoices: 'Auswählen, was Sie bekommen',
};
