import type { MailPhraseBook } from './phrases.ts';

export const DUTCH: MailPhraseBook = {
  confirm: {
    subject: 'Bevestig alstublieft: {newsletter}',
    heading: 'Bevestig alstublieft',
    lines: [
      'Op {date} heeft iemand gevraagd om {newsletter} naar dit adres te sturen.',
      'Het formulier stond op deze site: {page}',
      'Klik op deze link om te bevestigen dat u dit wilt:',
    ],
    action: 'Bevestig mijn inschrijving',
    after: [
      'De link werkt 3 dagen.',
      'Was u dit niet, negeer dan deze e-mail: zonder uw bevestiging ontvangt u verder niets.',
    ],
  },
  'already-subscribed': {
    subject: 'U ontvangt {newsletter} al',
    heading: 'U ontvangt {newsletter} al',
    lines: [
      'Op {date} heeft iemand gevraagd om {newsletter} naar dit adres te sturen. Het staat al op de lijst; u hoeft niets te doen.',
      'Op deze pagina wijzigt u wat u ontvangt, of schrijft u zich uit:',
    ],
    action: 'Mijn inschrijving',
    after: ['Was u dit niet, negeer dan deze e-mail.'],
  },
  welcome: {
    subject: 'Welkom bij {newsletter}',
    heading: 'Welkom',
    lines: [
      'Bedankt voor uw bevestiging. Vanaf nu komt {newsletter} op dit adres.',
      'Op deze pagina wijzigt u wat u ontvangt, of schrijft u zich uit:',
    ],
    action: 'Mijn inschrijving',
    after: [],
  },
  'confirm-address': {
    subject: 'Bevestig uw nieuwe adres: {newsletter}',
    heading: 'Bevestig uw nieuwe adres',
    lines: [
      'Op {date} heeft iemand gevraagd om {newsletter} voortaan naar dit adres te sturen.',
      'Klik op deze link om te bevestigen dat het adres van u is:',
    ],
    action: 'Bevestig mijn adres',
    after: ['Was u dit niet, negeer dan deze e-mail: zonder uw bevestiging verandert er niets.'],
  },
  'address-changed': {
    subject: 'Uw adres is gewijzigd: {newsletter}',
    heading: 'Uw adres is gewijzigd',
    lines: [
      'Op {date} is uw adres voor {newsletter} gewijzigd.',
      'Het nieuwe adres is {email}.',
      'Op dit adres komen geen edities meer.',
    ],
    after: ['Was u dit niet, beantwoord dan deze e-mail.'],
  },
  export: {
    subject: 'Uw gegevens: {newsletter}',
    heading: 'Uw gegevens',
    lines: [
      'Op {date} heeft u gevraagd om een kopie van alles wat {newsletter} over u bewaart.',
      'Klik op deze link om die te downloaden:',
    ],
    action: 'Download mijn gegevens',
    after: ['De link werkt één keer, binnen 1 uur.', 'Was u dit niet, negeer dan deze e-mail.'],
  },
  erase: {
    subject: 'Bevestig dat uw gegevens worden gewist: {newsletter}',
    heading: 'Bevestig alstublieft',
    lines: [
      'Op {date} heeft u {newsletter} gevraagd om alles te wissen wat over u wordt bewaard.',
      'Klik op deze link om dit te bevestigen:',
    ],
    action: 'Wis mijn gegevens',
    after: [
      'De link werkt één keer, binnen 1 uur. Gewiste gegevens kunnen niet worden hersteld.',
      'Was u dit niet, negeer dan deze e-mail: zonder uw bevestiging wordt er niets gewist.',
    ],
  },
};
