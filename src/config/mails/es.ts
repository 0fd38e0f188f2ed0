import type { MailPhraseBook } from './phrases.ts';

export const SPANISH: MailPhraseBook = {
  confirm: {
    subject: 'Confirme, por favor: {newsletter}',
    heading: 'Confirme, por favor',
    lines: [
      'El {date}, alguien pidió que se enviara {newsletter} a esta dirección.',
      'El formulario estaba en este sitio: {page}',
      'Haga clic en este enlace para confirmar que lo desea:',
    ],
    action: 'Confirmar mi suscripción',
    after: [
      'El enlace es válido durante 3 días.',
      'Si no fue usted, ignore este correo: sin su confirmación no recibirá nada más.',
    ],
  },
  'already-subscribed': {
    subject: 'Ya recibe {newsletter}',
    heading: 'Ya recibe {newsletter}',
    lines: [
      'El {date}, alguien pidió que se enviara {newsletter} a esta dirección. Ya está en la lista, así que no tiene que hacer nada.',
      'Cambie lo que recibe, o cancele la suscripción, en esta página:',
    ],
    action: 'Mi suscripción',
    after: ['Si no fue usted, ignore este correo.'],
  },
  welcome: {
    subject: 'Le damos la bienvenida: {newsletter}',
    heading: 'Le damos la bienvenida',
    lines: [
      'Gracias por su confirmación. A partir de ahora, {newsletter} llega a esta dirección.',
      'Cambie lo que recibe, o cancele la suscripción, en esta página:',
    ],
    action: 'Mi suscripción',
    after: [],
  },
  'confirm-address': {
    subject: 'Confirme su nueva dirección: {newsletter}',
    heading: 'Confirme su nueva dirección',
    lines: [
      'El {date}, alguien pidió que {newsletter} se envíe a partir de ahora a esta dirección.',
      'Haga clic en este enlace para confirmar que la dirección es suya:',
    ],
    action: 'Confirmar mi dirección',
    after: ['Si no fue usted, ignore este correo: sin su confirmación no cambia nada.'],
  },
  'address-changed': {
    subject: 'Su dirección ha cambiado: {newsletter}',
    heading: 'Su dirección ha cambiado',
    lines: [
      'El {date} se cambió su dirección para {newsletter}.',
      'La nueva dirección es {email}.',
      'Esta ya no recibe ediciones.',
    ],
    after: ['Si no fue usted, responda a este correo.'],
  },
  export: {
    subject: 'Sus datos: {newsletter}',
    heading: 'Sus datos',
    lines: [
      'El {date} pidió una copia de todo lo que {newsletter} guarda sobre usted.',
      'Haga clic en este enlace para descargarla:',
    ],
    action: 'Descargar mis datos',
    after: [
      'El enlace funciona una sola vez, durante 1 hora.',
      'Si no fue usted, ignore este correo.',
    ],
  },
  erase: {
    subject: 'Confirme que se borren sus datos: {newsletter}',
    heading: 'Confirme, por favor',
    lines: [
      'El {date} pidió a {newsletter} que borre todo lo que guarda sobre usted.',
      'Haga clic en este enlace para confirmarlo:',
    ],
    action: 'Borrar mis datos',
    after: [
      'El enlace funciona una sola vez, durante 1 hora. Los datos borrados no se pueden recuperar.',
      'Si no fue usted, ignore este correo: sin su confirmación no se borra nada.',
    ],
  },
};
