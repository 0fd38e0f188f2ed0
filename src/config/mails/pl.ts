import type { MailPhraseBook } from './phrases.ts';

export const POLISH: MailPhraseBook = {
  confirm: {
    subject: 'Prosimy o potwierdzenie: {newsletter}',
    heading: 'Prosimy o potwierdzenie',
    lines: [
      '{date} ktoś poprosił o wysyłanie {newsletter} na ten adres.',
      'Formularz był na tej stronie: {page}',
      'Kliknij ten link, aby to potwierdzić:',
    ],
    action: 'Potwierdzam zapis',
    after: [
      'Link działa przez 3 dni.',
      'Jeśli to nie Ty, zignoruj tę wiadomość: bez potwierdzenia nic więcej nie wyślemy.',
    ],
  },
  'already-subscribed': {
    subject: 'Otrzymujesz już {newsletter}',
    heading: 'Otrzymujesz już {newsletter}',
    lines: [
      '{date} ktoś poprosił o wysyłanie {newsletter} na ten adres. Adres jest już na liście, nie trzeba nic robić.',
      'Na tej stronie możesz zmienić ustawienia lub się wypisać:',
    ],
    action: 'Moja subskrypcja',
    after: ['Jeśli to nie Ty, zignoruj tę wiadomość.'],
  },
  welcome: {
    subject: 'Witamy: {newsletter}',
    heading: 'Witamy',
    lines: [
      'Dziękujemy za potwierdzenie. Od teraz {newsletter} będzie przychodzić na ten adres.',
      'Na tej stronie możesz zmienić ustawienia lub się wypisać:',
    ],
    action: 'Moja subskrypcja',
    after: [],
  },
  'confirm-address': {
    subject: 'Prosimy o potwierdzenie nowego adresu: {newsletter}',
    heading: 'Prosimy o potwierdzenie nowego adresu',
    lines: [
      '{date} ktoś poprosił, aby {newsletter} od teraz przychodził na ten adres.',
      'Kliknij ten link, aby potwierdzić, że adres należy do Ciebie:',
    ],
    action: 'Potwierdzam adres',
    after: ['Jeśli to nie Ty, zignoruj tę wiadomość: bez potwierdzenia nic się nie zmieni.'],
  },
  'address-changed': {
    subject: 'Twój adres został zmieniony: {newsletter}',
    heading: 'Twój adres został zmieniony',
    lines: [
      '{date} zmieniono Twój adres dla {newsletter}.',
      'Nowy adres to {email}.',
      'Na ten adres nie będą już przychodzić wydania.',
    ],
    after: ['Jeśli to nie Ty, odpowiedz na tę wiadomość.'],
  },
  export: {
    subject: 'Twoje dane: {newsletter}',
    heading: 'Twoje dane',
    lines: [
      '{date} poproszono o kopię wszystkiego, co {newsletter} przechowuje na Twój temat.',
      'Kliknij ten link, aby ją pobrać:',
    ],
    action: 'Pobierz moje dane',
    after: ['Link działa tylko raz, przez 1 godzinę.', 'Jeśli to nie Ty, zignoruj tę wiadomość.'],
  },
  erase: {
    subject: 'Prosimy o potwierdzenie usunięcia danych: {newsletter}',
    heading: 'Prosimy o potwierdzenie',
    lines: [
      '{date} poproszono {newsletter} o usunięcie wszystkiego, co jest przechowywane na Twój temat.',
      'Kliknij ten link, aby to potwierdzić:',
    ],
    action: 'Usuń moje dane',
    after: [
      'Link działa tylko raz, przez 1 godzinę. Usuniętych danych nie można przywrócić.',
      'Jeśli to nie Ty, zignoruj tę wiadomość: bez potwierdzenia nic nie zostanie usunięte.',
    ],
  },
};
