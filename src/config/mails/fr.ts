import type { MailPhraseBook } from './phrases.ts';

export const FRENCH: MailPhraseBook = {
  confirm: {
    subject: 'Veuillez confirmer : {newsletter}',
    heading: 'Veuillez confirmer',
    lines: [
      'Le {date}, quelqu’un a demandé que {newsletter} soit envoyé à cette adresse.',
      'Le formulaire se trouvait sur ce site : {page}',
      'Cliquez sur ce lien pour confirmer que vous le souhaitez :',
    ],
    action: 'Confirmer mon abonnement',
    after: [
      'Le lien est valable 3 jours.',
      'Si ce n’était pas vous, ignorez cet e-mail : sans votre confirmation, vous ne recevrez rien d’autre.',
    ],
  },
  'already-subscribed': {
    subject: 'Vous recevez déjà {newsletter}',
    heading: 'Vous recevez déjà {newsletter}',
    lines: [
      'Le {date}, quelqu’un a demandé que {newsletter} soit envoyé à cette adresse. Elle figure déjà sur la liste : vous n’avez rien à faire.',
      'Modifiez ce que vous recevez, ou désabonnez-vous, sur cette page :',
    ],
    action: 'Mon abonnement',
    after: ['Si ce n’était pas vous, ignorez cet e-mail.'],
  },
  welcome: {
    subject: 'Bienvenue : {newsletter}',
    heading: 'Bienvenue',
    lines: [
      'Merci pour votre confirmation. Désormais, {newsletter} arrive à cette adresse.',
      'Modifiez ce que vous recevez, ou désabonnez-vous, sur cette page :',
    ],
    action: 'Mon abonnement',
    after: [],
  },
  'confirm-address': {
    subject: 'Veuillez confirmer votre nouvelle adresse : {newsletter}',
    heading: 'Veuillez confirmer votre nouvelle adresse',
    lines: [
      'Le {date}, quelqu’un a demandé que {newsletter} soit désormais envoyé à cette adresse.',
      'Cliquez sur ce lien pour confirmer que l’adresse est la vôtre :',
    ],
    action: 'Confirmer mon adresse',
    after: [
      'Si ce n’était pas vous, ignorez cet e-mail : sans votre confirmation, rien ne change.',
    ],
  },
  'address-changed': {
    subject: 'Votre adresse a été modifiée : {newsletter}',
    heading: 'Votre adresse a été modifiée',
    lines: [
      'Le {date}, votre adresse pour {newsletter} a été modifiée.',
      'La nouvelle adresse est {email}.',
      'Celle-ci ne reçoit plus d’éditions.',
    ],
    after: ['Si ce n’était pas vous, répondez à cet e-mail.'],
  },
  export: {
    subject: 'Vos données : {newsletter}',
    heading: 'Vos données',
    lines: [
      'Le {date}, vous avez demandé une copie de tout ce que {newsletter} conserve à votre sujet.',
      'Cliquez sur ce lien pour la télécharger :',
    ],
    action: 'Télécharger mes données',
    after: [
      'Le lien fonctionne une seule fois, pendant 1 heure.',
      'Si ce n’était pas vous, ignorez cet e-mail.',
    ],
  },
  erase: {
    subject: 'Veuillez confirmer l’effacement de vos données : {newsletter}',
    heading: 'Veuillez confirmer',
    lines: [
      'Le {date}, vous avez demandé à {newsletter} d’effacer tout ce qui est conservé à votre sujet.',
      'Cliquez sur ce lien pour le confirmer :',
    ],
    action: 'Effacer mes données',
    after: [
      'Le lien fonctionne une seule fois, pendant 1 heure. Les données effacées ne peuvent pas être rétablies.',
      'Si ce n’était pas vous, ignorez cet e-mail : sans votre confirmation, rien n’est effacé.',
    ],
  },
};
