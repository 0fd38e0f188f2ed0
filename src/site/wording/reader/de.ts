import type { ReaderWords } from '../reader-words.ts';

export const GERMAN: ReaderWords = {
  youGet: 'Sie bekommen {name} an {email}',
  unsubscribe: 'Abbestellen',
  unsubscribeNote: 'Ein Klick, und Sie sind von der Liste.',
  topics: 'Ihre Themen',
  topicsNote: 'Weniger Themen, weniger Briefe.',
  save: 'Speichern',
  pause: 'Pause machen',
  pauseNote: 'Danach kommen Ihre Briefe von selbst wieder:',
  weeks: { one: '{count} Woche', other: '{count} Wochen' },
  pausedUntil: 'Pausiert bis {date}',
  resume: 'Briefe ab sofort wieder erhalten',
  address: 'Eine andere Adresse verwenden',
  addressNote:
    'Wir senden einen Link an die neue Adresse. Erst wenn Sie ihn dort bestätigen, ändert sich etwas.',
  newAddress: 'Neue E-Mail-Adresse',
  sendLink: 'Link senden',
  language: 'Sprache und Zeitzone',
  languageLabel: 'Sprache dieser Seiten und unserer Mitteilungen',
  timeZone: 'Zeitzone',
  timeZoneNote: 'Damit Ihr Brief zur richtigen Tageszeit ankommt.',
  noTimeZone: 'Die des Newsletters',
  data: 'Meine Daten herunterladen',
  dataNote:
    'Alles, was über Sie gespeichert ist, als Datei. Weil Briefe weitergeleitet werden, senden wir zuerst einen Link an Ihre Adresse.',
  erase: 'Meine Daten löschen',
  eraseNote:
    'Entfernt alles, was über Sie gespeichert ist. Weil Briefe weitergeleitet werden, senden wir zuerst einen Link an Ihre Adresse.',

  topicsSaved: 'Gespeichert. Sie bekommen: {topics}.',
  noTopicSaved: 'Gespeichert. Sie bekommen nur noch Briefe, die an alle gehen.',
  pauseSaved: 'Ihre Briefe pausieren bis {date}.',
  resumed: 'Ihre Briefe pausieren nicht mehr.',
  languageSaved: 'Sprache und Zeitzone sind gespeichert.',
  addressAsked:
    'Wir haben einen Link an die neue Adresse gesendet. Öffnen Sie ihn dort, um die Änderung zu bestätigen; er gilt 3 Tage.',
  addressInvalid:
    'Das sieht nicht wie eine E-Mail-Adresse aus. Prüfen Sie sie und versuchen Sie es erneut.',
  exportAsked: 'Wir haben einen Link an {email} gesendet. Er gilt eine Stunde und nur einmal.',
  eraseAsked:
    'Wir haben einen Link an {email} gesendet. Er gilt eine Stunde. Gelöscht wird erst, wenn Sie dort bestätigen.',
  tooMany:
    'Das wurde schon einige Male angefordert. Sehen Sie in Ihr Postfach, oder versuchen Sie es morgen wieder.',
  movedLately:
    'Die Adresse wurde vor Kurzem geändert. Zum Schutz Ihrer Daten können Sie sie erst zwei Wochen danach herunterladen.',
  cameBack: 'Willkommen zurück. Sie bekommen {name} wieder.',
  cantComeBack:
    'Diese Adresse kann hier nicht wieder angemeldet werden. Schreiben Sie an {contact}.',
  reasonSaved: 'Danke. Wir lesen jede Antwort.',

  left: 'Sie bekommen {name} nicht mehr',
  leftNote:
    'Wir schreiben nicht mehr an {email}. Ein Brief, der schon unterwegs ist, kann noch ankommen.',
  notOnList: 'Sie bekommen {name} nicht',
  notOnListNote: '{email} steht zurzeit nicht auf der Liste.',
  comeBack: 'Das war ein Versehen: wieder anmelden',
  subscribeAgain: 'Wieder anmelden',
  why: 'Möchten Sie uns sagen, warum?',
  whyNote: 'Sie müssen nicht.',
  reasons: {
    'too-often': 'Zu viele Briefe',
    'not-for-me': 'Die Themen interessieren mich nicht',
    'never-asked': 'Ich habe mich nie angemeldet',
    other: 'Ein anderer Grund',
  },
  reasonText: 'In Ihren eigenen Worten',
  send: 'Senden',
  unknown: 'Diese Anmeldung gibt es nicht mehr',
  unknownNote: 'Sie bekommen darüber keine Briefe von uns, und Sie müssen nichts weiter tun.',

  confirmAddress: '{name} künftig an {email} bekommen?',
  confirmAddressNote: 'Die Änderung gilt, sobald Sie auf die Schaltfläche drücken.',
  useAddress: 'Ja, diese Adresse verwenden',
  addressChanged: 'Erledigt. Sie bekommen {name} jetzt an {email}.',
  addressTaken: 'Es wurde nichts geändert',
  addressTakenNote:
    'Sie bekommen {name} schon an dieser Adresse, oder sie kann nicht verwendet werden.',
  download: 'Ihre Daten',
  downloadNote:
    'Die Datei enthält alles, was über {email} gespeichert ist. Dieser Link gilt einmal.',
  downloadButton: 'Datei herunterladen',
  confirmErase: 'Alles über {email} löschen?',
  confirmEraseNote:
    'Sie bekommen keine Briefe mehr, und Ihre Angaben, Einstellungen und der Verlauf werden gelöscht. Das lässt sich nicht rückgängig machen.',
  eraseButton: 'Ja, alles löschen',
  erased: 'Alles ist gelöscht',
  erasedNote:
    'Sie bekommen keine Briefe mehr. Nur ein Code bleibt, der dafür sorgt, dass Sie nicht wieder auf die Liste kommen.',
  expired: 'Dieser Link ist abgelaufen oder wurde schon verwendet',
  expiredNote:
    'Fordern Sie auf Ihrer eigenen Seite einen neuen an: Öffnen Sie den Link am Ende eines Briefs.',
  toMyPage: 'Zurück zu meinen Einstellungen',
};
