import type { MailPhraseBook } from './phrases.ts';

export const PORTUGUESE: MailPhraseBook = {
  confirm: {
    subject: 'Confirme, por favor: {newsletter}',
    heading: 'Confirme, por favor',
    lines: [
      'Em {date}, alguém pediu que {newsletter} fosse enviada para este endereço.',
      'O formulário estava neste site: {page}',
      'Clique neste link para confirmar que quer receber:',
    ],
    action: 'Confirmar minha inscrição',
    after: [
      'O link é válido por 3 dias.',
      'Se não foi você, ignore este e-mail: sem a sua confirmação, você não recebe mais nada.',
    ],
  },
  'already-subscribed': {
    subject: 'Você já recebe {newsletter}',
    heading: 'Você já recebe {newsletter}',
    lines: [
      'Em {date}, alguém pediu que {newsletter} fosse enviada para este endereço. Ele já está na lista; não é preciso fazer nada.',
      'Mude o que você recebe, ou cancele a inscrição, nesta página:',
    ],
    action: 'Minha inscrição',
    after: ['Se não foi você, ignore este e-mail.'],
  },
  welcome: {
    subject: 'Boas-vindas: {newsletter}',
    heading: 'Boas-vindas',
    lines: [
      'Obrigado por confirmar. A partir de agora, {newsletter} chega a este endereço.',
      'Mude o que você recebe, ou cancele a inscrição, nesta página:',
    ],
    action: 'Minha inscrição',
    after: [],
  },
  'confirm-address': {
    subject: 'Confirme seu novo endereço: {newsletter}',
    heading: 'Confirme seu novo endereço',
    lines: [
      'Em {date}, alguém pediu que {newsletter} passe a ser enviada para este endereço.',
      'Clique neste link para confirmar que o endereço é seu:',
    ],
    action: 'Confirmar meu endereço',
    after: ['Se não foi você, ignore este e-mail: sem a sua confirmação, nada muda.'],
  },
  'address-changed': {
    subject: 'Seu endereço foi alterado: {newsletter}',
    heading: 'Seu endereço foi alterado',
    lines: [
      'Em {date}, seu endereço para {newsletter} foi alterado.',
      'O novo endereço é {email}.',
      'Este não recebe mais edições.',
    ],
    after: ['Se não foi você, responda a este e-mail.'],
  },
  export: {
    subject: 'Seus dados: {newsletter}',
    heading: 'Seus dados',
    lines: [
      'Em {date}, você pediu uma cópia de tudo o que {newsletter} guarda sobre você.',
      'Clique neste link para baixá-la:',
    ],
    action: 'Baixar meus dados',
    after: [
      'O link funciona uma única vez, durante 1 hora.',
      'Se não foi você, ignore este e-mail.',
    ],
  },
  erase: {
    subject: 'Confirme que seus dados devem ser apagados: {newsletter}',
    heading: 'Confirme, por favor',
    lines: [
      'Em {date}, você pediu a {newsletter} que apague tudo o que guarda sobre você.',
      'Clique neste link para confirmar:',
    ],
    action: 'Apagar meus dados',
    after: [
      'O link funciona uma única vez, durante 1 hora. Dados apagados não podem ser recuperados.',
      'Se não foi você, ignore este e-mail: sem a sua confirmação, nada é apagado.',
    ],
  },
};
