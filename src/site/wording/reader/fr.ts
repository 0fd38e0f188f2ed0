import type { ReaderWords } from '../reader-words.ts';

export const FRENCH: ReaderWords = {
  youGet: 'Vous recevez {name} à l’adresse {email}',
  unsubscribe: 'Se désabonner',
  unsubscribeNote: 'Un clic, et vous êtes désabonné.',
  topics: 'Choisissez ce que vous recevez',
  topicsNote: 'Moins de rubriques, moins de lettres.',
  save: 'Enregistrer',
  pause: 'Faire une pause',
  pauseNote: 'Vos lettres reprennent d’elles-mêmes après :',
  weeks: { one: '{count} semaine', other: '{count} semaines' },
  pausedUntil: 'En pause jusqu’au {date}',
  resume: 'Recevoir à nouveau les lettres',
  address: 'Utiliser une autre adresse',
  addressNote:
    'Nous envoyons un lien à la nouvelle adresse. Rien ne change tant que vous n’avez pas confirmé.',
  newAddress: 'Nouvelle adresse e-mail',
  sendLink: 'M’envoyer le lien',
  language: 'Langue et fuseau horaire',
  languageLabel: 'Langue de ces pages et de nos messages',
  timeZone: 'Fuseau horaire',
  timeZoneNote: 'Pour que votre lettre arrive au bon moment de la journée.',
  noTimeZone: 'Celui de la newsletter',
  data: 'Télécharger mes données',
  dataNote:
    'Tout ce qui est enregistré à votre sujet, dans un fichier. Comme les lettres se transfèrent, nous envoyons d’abord un lien à votre adresse.',
  erase: 'Effacer mes données',
  eraseNote:
    'Supprime tout ce qui est enregistré à votre sujet. Comme les lettres se transfèrent, nous envoyons d’abord un lien à votre adresse.',

  topicsSaved: 'C’est enregistré. Vous recevez : {topics}.',
  noTopicSaved: 'C’est enregistré. Vous ne recevez plus que les lettres destinées à tous.',
  pauseSaved: 'Vos lettres sont en pause jusqu’au {date}.',
  resumed: 'Vos lettres ne sont plus en pause.',
  languageSaved: 'Votre langue et votre fuseau horaire sont enregistrés.',
  addressAsked:
    'Nous avons envoyé un lien à la nouvelle adresse. Ouvrez-le pour confirmer le changement ; il est valable 3 jours.',
  addressInvalid: 'Cela ne ressemble pas à une adresse e-mail. Vérifiez-la, puis réessayez.',
  exportAsked: 'Nous avons envoyé un lien à {email}. Il est valable une heure, une seule fois.',
  eraseAsked:
    'Nous avons envoyé un lien à {email}. Il est valable une heure. Rien n’est effacé avant votre confirmation.',
  tooMany:
    'Cela a déjà été demandé plusieurs fois. Regardez dans votre messagerie, ou réessayez demain.',
  movedLately:
    'L’adresse a été modifiée récemment. Pour protéger vos données, vous pourrez les télécharger deux semaines après ce changement.',
  cameBack: 'Heureux de vous revoir. Vous recevez à nouveau {name}.',
  cantComeBack: 'Cette adresse ne peut pas être réabonnée ici. Écrivez à {contact}.',
  reasonSaved: 'Merci. Nous lisons toutes les réponses.',

  left: 'Vous ne recevez plus {name}',
  leftNote: 'Nous n’écrirons plus à {email}. Une lettre déjà en route peut encore arriver.',
  notOnList: 'Vous ne recevez pas {name}',
  notOnListNote: '{email} ne figure pas sur la liste en ce moment.',
  comeBack: 'C’était une erreur : me réabonner',
  subscribeAgain: 'Me réabonner',
  why: 'Souhaitez-vous nous dire pourquoi ?',
  whyNote: 'Ce n’est pas obligatoire.',
  reasons: {
    'too-often': 'Trop de lettres',
    'not-for-me': 'Les sujets ne m’intéressent pas',
    'never-asked': 'Je ne l’ai jamais demandée',
    other: 'Une autre raison',
  },
  reasonText: 'Avec vos mots',
  send: 'Envoyer',
  unknown: 'Cet abonnement n’existe plus',
  unknownNote:
    'Vous ne recevez aucune lettre de notre part par ce biais, et il n’y a rien à faire.',

  confirmAddress: 'Recevoir désormais {name} à l’adresse {email} ?',
  confirmAddressNote: 'Le changement prend effet lorsque vous appuyez sur le bouton.',
  useAddress: 'Oui, utiliser cette adresse',
  addressChanged: 'C’est fait. Vous recevez désormais {name} à l’adresse {email}.',
  addressTaken: 'Rien n’a été modifié',
  addressTakenNote: 'Vous recevez déjà {name} à cette adresse, ou elle ne peut pas être utilisée.',
  download: 'Vos données',
  downloadNote:
    'Le fichier contient tout ce qui est enregistré au sujet de {email}. Ce lien ne fonctionne qu’une fois.',
  downloadButton: 'Télécharger le fichier',
  confirmErase: 'Effacer tout ce qui concerne {email} ?',
  confirmEraseNote:
    'Vous ne recevrez plus de lettres ; vos informations, vos choix et votre historique seront supprimés. C’est irréversible.',
  eraseButton: 'Oui, tout effacer',
  erased: 'Tout est effacé',
  erasedNote:
    'Vous ne recevrez plus de lettres. Il ne reste qu’un code, qui vous tient à l’écart de la liste.',
  expired: 'Ce lien a expiré ou a déjà servi',
  expiredNote:
    'Demandez-en un nouveau sur votre page : ouvrez le lien au bas de n’importe quelle lettre.',
  toMyPage: 'Retour à mes préférences',
};
