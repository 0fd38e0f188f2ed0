import type { MailPhraseBook } from './phrases.ts';

export const TURKISH: MailPhraseBook = {
  confirm: {
    subject: 'Lütfen onaylayın: {newsletter}',
    heading: 'Lütfen onaylayın',
    lines: [
      '{date} tarihinde biri, {newsletter} bülteninin bu adrese gönderilmesini istedi.',
      'Form şu sitedeydi: {page}',
      'Bunu istediğinizi onaylamak için bu bağlantıya tıklayın:',
    ],
    action: 'Aboneliğimi onayla',
    after: [
      'Bağlantı 3 gün geçerlidir.',
      'Bunu siz yapmadıysanız bu e-postayı dikkate almayın: onayınız olmadan başka bir şey gönderilmez.',
    ],
  },
  'already-subscribed': {
    subject: '{newsletter} size zaten geliyor',
    heading: '{newsletter} size zaten geliyor',
    lines: [
      '{date} tarihinde biri, {newsletter} bülteninin bu adrese gönderilmesini istedi. Adres zaten listede; bir şey yapmanız gerekmiyor.',
      'Size gelenleri bu sayfada değiştirebilir veya abonelikten çıkabilirsiniz:',
    ],
    action: 'Aboneliğim',
    after: ['Bunu siz yapmadıysanız bu e-postayı dikkate almayın.'],
  },
  welcome: {
    subject: 'Hoş geldiniz: {newsletter}',
    heading: 'Hoş geldiniz',
    lines: [
      'Onayladığınız için teşekkürler. {newsletter} artık bu adrese gelecek.',
      'Size gelenleri bu sayfada değiştirebilir veya abonelikten çıkabilirsiniz:',
    ],
    action: 'Aboneliğim',
    after: [],
  },
  'confirm-address': {
    subject: 'Lütfen yeni adresinizi onaylayın: {newsletter}',
    heading: 'Lütfen yeni adresinizi onaylayın',
    lines: [
      '{date} tarihinde bir okur, {newsletter} bülteninin artık bu adrese gönderilmesini istedi.',
      'Adresin size ait olduğunu onaylamak için bu bağlantıya tıklayın:',
    ],
    action: 'Adresimi onayla',
    after: [
      'Bunu siz yapmadıysanız bu e-postayı dikkate almayın: onayınız olmadan hiçbir şey değişmez.',
    ],
  },
  'address-changed': {
    subject: 'Adresiniz değiştirildi: {newsletter}',
    heading: 'Adresiniz değiştirildi',
    lines: [
      '{date} tarihinde {newsletter} için adresiniz değiştirildi.',
      'Yeni adres: {email}.',
      'Bu adrese artık sayı gönderilmeyecek.',
    ],
    after: ['Bunu siz yapmadıysanız bu e-postayı yanıtlayın.'],
  },
  export: {
    subject: 'Verileriniz: {newsletter}',
    heading: 'Verileriniz',
    lines: [
      '{date} tarihinde, {newsletter} bülteninin hakkınızda sakladığı her şeyin bir kopyasını istediniz.',
      'İndirmek için bu bağlantıya tıklayın:',
    ],
    action: 'Verilerimi indir',
    after: [
      'Bağlantı bir kez ve 1 saat boyunca çalışır.',
      'Bunu siz yapmadıysanız bu e-postayı dikkate almayın.',
    ],
  },
  erase: {
    subject: 'Lütfen verilerinizin silinmesini onaylayın: {newsletter}',
    heading: 'Lütfen onaylayın',
    lines: [
      '{date} tarihinde, {newsletter} bülteninin hakkınızda sakladığı her şeyi silmesini istediniz.',
      'Onaylamak için bu bağlantıya tıklayın:',
    ],
    action: 'Verilerimi sil',
    after: [
      'Bağlantı bir kez ve 1 saat boyunca çalışır. Silinen veriler geri getirilemez.',
      'Bunu siz yapmadıysanız bu e-postayı dikkate almayın: onayınız olmadan hiçbir şey silinmez.',
    ],
  },
};
