/** The fixed phrases of a letter by language. The names in braces are replaced by values. */
import type { Wording } from './wording.ts';

const ENGLISH: Wording = {
  web: 'Read it on the web',
  minutes: { other: '{count} min' },
  words: { one: '{count} word', other: '{count} words' },
  by: 'By {names}',
  updated: 'Updated {time}',
  keyPoints: 'The key points',
  notes: 'Notes',
  readStory: 'Read the full story at {host}',
  readMore: 'More at {host}',
  further: 'More this morning',
  share: 'Send it to a friend',
  copyFor: 'This copy is for {name}, {email}.',
  reader: 'our reader',
  preferences: 'Preferences',
  unsubscribe: 'Unsubscribe',
};

const GERMAN: Wording = {
  web: 'Im Browser lesen',
  minutes: { other: '{count} Min.' },
  words: { one: '{count} Wort', other: '{count} Wörter' },
  by: 'Von {names}',
  updated: 'Aktualisiert: {time}',
  keyPoints: 'Das Wichtigste in Kürze',
  notes: 'Anmerkungen',
  readStory: 'Den ganzen Artikel auf {host} lesen',
  readMore: 'Mehr auf {host}',
  further: 'Weitere Meldungen',
  share: 'Per E-Mail empfehlen',
  copyFor: 'Diese Ausgabe ist für {name}, {email}.',
  reader: 'Sie',
  preferences: 'Einstellungen',
  unsubscribe: 'Abbestellen',
};

const FRENCH: Wording = {
  web: 'Lire en ligne',
  minutes: { other: '{count} min' },
  words: { one: '{count} mot', other: '{count} mots' },
  by: 'Par {names}',
  updated: 'Mis à jour le {time}',
  keyPoints: 'Les points clés',
  notes: 'Notes',
  readStory: 'Lire l’article complet sur {host}',
  readMore: 'Plus d’articles sur {host}',
  further: 'À lire aussi',
  share: 'Partager par e-mail',
  copyFor: 'Cet exemplaire est pour {name}, {email}.',
  reader: 'vous',
  preferences: 'Préférences',
  unsubscribe: 'Se désabonner',
};

const SPANISH: Wording = {
  web: 'Leer en la web',
  minutes: { other: '{count} min' },
  words: { one: '{count} palabra', other: '{count} palabras' },
  by: 'Por {names}',
  updated: 'Actualizado: {time}',
  keyPoints: 'Las claves',
  notes: 'Notas',
  readStory: 'Leer la noticia completa en {host}',
  readMore: 'Más en {host}',
  further: 'Más noticias',
  share: 'Compartir por correo',
  copyFor: 'Este ejemplar es para {name}, {email}.',
  reader: 'usted',
  preferences: 'Preferencias',
  unsubscribe: 'Cancelar la suscripción',
};

const ITALIAN: Wording = {
  web: 'Leggi sul web',
  minutes: { other: '{count} min' },
  words: { one: '{count} parola', other: '{count} parole' },
  by: 'Di {names}',
  updated: 'Aggiornato: {time}',
  keyPoints: 'I punti chiave',
  notes: 'Note',
  readStory: 'Leggi l’articolo completo su {host}',
  readMore: 'Altre notizie su {host}',
  further: 'Altre notizie',
  share: 'Condividi via e-mail',
  copyFor: 'Questa copia è per {name}, {email}.',
  reader: 'chi ci legge',
  preferences: 'Preferenze',
  unsubscribe: 'Annulla l’iscrizione',
};

const PORTUGUESE: Wording = {
  web: 'Ler na web',
  minutes: { other: '{count} min' },
  words: { one: '{count} palavra', other: '{count} palavras' },
  by: 'Por {names}',
  updated: 'Atualizado: {time}',
  keyPoints: 'Os pontos principais',
  notes: 'Notas',
  readStory: 'Ler o artigo completo em {host}',
  readMore: 'Mais em {host}',
  further: 'Mais notícias',
  share: 'Enviar por e-mail',
  copyFor: 'Esta cópia é para {name}, {email}.',
  reader: 'quem nos lê',
  preferences: 'Preferências',
  unsubscribe: 'Cancelar inscrição',
};

const DUTCH: Wording = {
  web: 'Lees online',
  minutes: { other: '{count} min.' },
  words: { one: '{count} woord', other: '{count} woorden' },
  by: 'Door {names}',
  updated: 'Bijgewerkt: {time}',
  keyPoints: 'De kernpunten',
  notes: 'Noten',
  readStory: 'Lees het hele artikel op {host}',
  readMore: 'Meer op {host}',
  further: 'Meer nieuws',
  share: 'Deel per e-mail',
  copyFor: 'Dit exemplaar is voor {name}, {email}.',
  reader: 'u',
  preferences: 'Voorkeuren',
  unsubscribe: 'Uitschrijven',
};

const POLISH: Wording = {
  web: 'Czytaj w przeglądarce',
  minutes: { other: '{count} min' },
  words: {
    one: '{count} słowo',
    few: '{count} słowa',
    many: '{count} słów',
    other: '{count} słowa',
  },
  by: 'Tekst: {names}',
  updated: 'Aktualizacja: {time}',
  keyPoints: 'Najważniejsze informacje',
  notes: 'Przypisy',
  readStory: 'Czytaj cały artykuł na {host}',
  readMore: 'Więcej na {host}',
  further: 'Więcej wiadomości',
  share: 'Wyślij e-mailem',
  copyFor: 'Odbiorca: {name}, {email}.',
  reader: 'nasz czytelnik',
  preferences: 'Ustawienia',
  unsubscribe: 'Wypisz się',
};

const UKRAINIAN: Wording = {
  web: 'Читати в браузері',
  minutes: { other: '{count} хв' },
  words: {
    one: '{count} слово',
    few: '{count} слова',
    many: '{count} слів',
    other: '{count} слова',
  },
  by: 'Текст: {names}',
  updated: 'Оновлено: {time}',
  keyPoints: 'Головне',
  notes: 'Примітки',
  readStory: 'Читати повністю на {host}',
  readMore: 'Більше на {host}',
  further: 'Інші новини',
  share: 'Надіслати поштою',
  copyFor: 'Одержувач: {name}, {email}.',
  reader: 'наш читач',
  preferences: 'Налаштування',
  unsubscribe: 'Відписатися',
};

const TURKISH: Wording = {
  web: 'Tarayıcıda oku',
  minutes: { other: '{count} dk' },
  words: { other: '{count} kelime' },
  by: 'Haber: {names}',
  updated: 'Güncelleme: {time}',
  keyPoints: 'Öne çıkanlar',
  notes: 'Notlar',
  readStory: 'Haberin tamamı: {host}',
  readMore: 'Daha fazla haber: {host}',
  further: 'Diğer haberler',
  share: 'E-postayla paylaş',
  copyFor: 'Bu sayı {name} ({email}) için gönderildi.',
  reader: 'okurumuz',
  preferences: 'Tercihler',
  unsubscribe: 'Abonelikten çık',
};

const ARABIC: Wording = {
  web: 'اقرأ على الويب',
  minutes: {
    one: 'دقيقة واحدة',
    two: 'دقيقتان',
    few: '{count} دقائق',
    many: '{count} دقيقة',
    other: '{count} دقيقة',
  },
  words: {
    one: 'كلمة واحدة',
    two: 'كلمتان',
    few: '{count} كلمات',
    many: '{count} كلمة',
    other: '{count} كلمة',
  },
  by: 'بقلم {names}',
  updated: 'آخر تحديث: {time}',
  keyPoints: 'أبرز النقاط',
  notes: 'الهوامش',
  readStory: 'اقرأ الخبر كاملًا على {host}',
  readMore: 'المزيد على {host}',
  further: 'أخبار أخرى',
  share: 'شارك عبر البريد',
  copyFor: 'هذه النسخة مرسلة إلى {name}، {email}.',
  reader: 'قارئنا الكريم',
  preferences: 'التفضيلات',
  unsubscribe: 'إلغاء الاشتراك',
};

const HEBREW: Wording = {
  web: 'לקריאה בדפדפן',
  minutes: { one: 'דקה אחת', two: 'שתי דקות', other: '{count} דקות' },
  words: { one: 'מילה אחת', two: 'שתי מילים', other: '{count} מילים' },
  by: 'מאת {names}',
  updated: 'עודכן: {time}',
  keyPoints: 'עיקרי הדברים',
  notes: 'הערות',
  readStory: 'לכתבה המלאה באתר {host}',
  readMore: 'עוד באתר {host}',
  further: 'עוד חדשות',
  share: 'שיתוף בדוא״ל',
  copyFor: 'עותק זה נשלח אל {name}, {email}.',
  reader: 'קוראינו',
  preferences: 'העדפות',
  unsubscribe: 'הסרה מרשימת התפוצה',
};

const JAPANESE: Wording = {
  web: 'ブラウザで読む',
  minutes: { other: '{count}分' },
  words: { other: '{count}語' },
  by: '文：{names}',
  updated: '更新：{time}',
  keyPoints: '要点',
  notes: '注',
  readStory: '{host}で全文を読む',
  readMore: 'ほかの記事は{host}で',
  further: 'そのほかのニュース',
  share: 'メールで共有',
  copyFor: '{name}様（{email}）にお送りしています。',
  reader: '読者',
  preferences: '配信設定',
  unsubscribe: '配信停止',
};

const CHINESE: Wording = {
  web: '在浏览器中阅读',
  minutes: { other: '{count} 分钟' },
  words: { other: '{count} 词' },
  by: '作者：{names}',
  updated: '更新于 {time}',
  keyPoints: '要点',
  notes: '注释',
  readStory: '在 {host} 阅读全文',
  readMore: '更多内容请见 {host}',
  further: '更多新闻',
  share: '通过邮件分享',
  copyFor: '本期寄送给{name}（{email}）。',
  reader: '读者',
  preferences: '偏好设置',
  unsubscribe: '退订',
};

const TRADITIONAL_CHINESE: Wording = {
  ...CHINESE,
  web: '在瀏覽器中閱讀',
  minutes: { other: '{count} 分鐘' },
  words: { other: '{count} 詞' },
  updated: '更新於 {time}',
  keyPoints: '重點',
  notes: '註釋',
  readStory: '在 {host} 閱讀全文',
  readMore: '更多內容請見 {host}',
  further: '更多新聞',
  share: '透過郵件分享',
  copyFor: '本期寄送給{name}（{email}）。',
  reader: '讀者',
  preferences: '偏好設定',
  unsubscribe: '取消訂閱',
};

/** By language, or by language and script. */
const PHRASES: Readonly<Record<string, Wording>> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  pt: PORTUGUESE,
  nl: DUTCH,
  pl: POLISH,
  uk: UKRAINIAN,
  tr: TURKISH,
  ar: ARABIC,
  he: HEBREW,
  ja: JAPANESE,
  zh: CHINESE,
  'zh-Hant': TRADITIONAL_CHINESE,
};

export const PHRASE_NAMES = Object.keys(ENGLISH) as readonly (keyof Wording)[];

/** The phrases that a config replaces; a counted one is then the same for every number. */
export type OwnPhrases = { readonly [Name in keyof Wording]?: string | undefined };

/** Returns the phrases of a newsletter: its own, with those of its language for the rest. */
export function wordingOf(own: OwnPhrases, locale: string): Wording {
  const { minutes, words, ...others } = own;
  const language = phrasesOf(locale);
  return {
    ...language,
    ...Object.fromEntries(Object.entries(others).filter(([, text]) => text !== undefined)),
    minutes: minutes === undefined ? language.minutes : { other: minutes },
    words: words === undefined ? language.words : { other: words },
  };
}

/** Returns the phrases of a locale; English ones where its language has none here. */
function phrasesOf(locale: string): Wording {
  const { language, script } = new Intl.Locale(locale).maximize();
  return PHRASES[`${language}-${script ?? ''}`] ?? PHRASES[language] ?? ENGLISH;
}
