import type { MailPhraseBook } from './phrases.ts';

export const ITALIAN: MailPhraseBook = {
  confirm: {
    subject: 'Conferma, per favore: {newsletter}',
    heading: 'Conferma, per favore',
    lines: [
      'Il {date} qualcuno ha chiesto che {newsletter} sia inviata a questo indirizzo.',
      'Il modulo era su questo sito: {page}',
      'Fai clic su questo link per confermare che la vuoi ricevere:',
    ],
    action: 'Conferma l’iscrizione',
    after: [
      'Il link vale 3 giorni.',
      'Se non eri tu, ignora questa e-mail: senza la tua conferma non riceverai altro.',
    ],
  },
  'already-subscribed': {
    subject: 'Ricevi già {newsletter}',
    heading: 'Ricevi già {newsletter}',
    lines: [
      'Il {date} qualcuno ha chiesto che {newsletter} sia inviata a questo indirizzo. È già nella lista: non devi fare nulla.',
      'Cambia ciò che ricevi, o annulla l’iscrizione, in questa pagina:',
    ],
    action: 'La mia iscrizione',
    after: ['Se non eri tu, ignora questa e-mail.'],
  },
  welcome: {
    subject: 'Ti diamo il benvenuto: {newsletter}',
    heading: 'Ti diamo il benvenuto',
    lines: [
      'Grazie per la conferma. Da ora in poi {newsletter} arriva a questo indirizzo.',
      'Cambia ciò che ricevi, o annulla l’iscrizione, in questa pagina:',
    ],
    action: 'La mia iscrizione',
    after: [],
  },
  'confirm-address': {
    subject: 'Conferma il tuo nuovo indirizzo: {newsletter}',
    heading: 'Conferma il tuo nuovo indirizzo',
    lines: [
      'Il {date} qualcuno ha chiesto che {newsletter} sia inviata d’ora in poi a questo indirizzo.',
      'Fai clic su questo link per confermare che l’indirizzo è tuo:',
    ],
    action: 'Conferma l’indirizzo',
    after: ['Se non eri tu, ignora questa e-mail: senza la tua conferma non cambia nulla.'],
  },
  'address-changed': {
    subject: 'Il tuo indirizzo è cambiato: {newsletter}',
    heading: 'Il tuo indirizzo è cambiato',
    lines: [
      'Il {date} il tuo indirizzo per {newsletter} è stato cambiato.',
      'Il nuovo indirizzo è {email}.',
      'Questo non riceve più edizioni.',
    ],
    after: ['Se non eri tu, rispondi a questa e-mail.'],
  },
  export: {
    subject: 'I tuoi dati: {newsletter}',
    heading: 'I tuoi dati',
    lines: [
      'Il {date} hai chiesto una copia di tutto ciò che {newsletter} conserva su di te.',
      'Fai clic su questo link per scaricarla:',
    ],
    action: 'Scarica i miei dati',
    after: ['Il link funziona una sola volta, per 1 ora.', 'Se non eri tu, ignora questa e-mail.'],
  },
  erase: {
    subject: 'Conferma la cancellazione dei tuoi dati: {newsletter}',
    heading: 'Conferma, per favore',
    lines: [
      'Il {date} hai chiesto a {newsletter} di cancellare tutto ciò che conserva su di te.',
      'Fai clic su questo link per confermare:',
    ],
    action: 'Cancella i miei dati',
    after: [
      'Il link funziona una sola volta, per 1 ora. I dati cancellati non si possono recuperare.',
      'Se non eri tu, ignora questa e-mail: senza la tua conferma non viene cancellato nulla.',
    ],
  },
};
