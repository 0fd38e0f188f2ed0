/**
 * Link names that do not say where the link goes, by language. A screen reader that jumps from link to
 * link reads them without their context. Compared in lower case, without punctuation.
 */
export const GENERIC_LINK_NAMES: Readonly<Record<string, readonly string[]>> = {
  en: [
    ...['here', 'click', 'click here', 'tap here', 'press here', 'this', 'this link', 'link'],
    ...['this page', 'this article', 'this story', 'the link', 'more', 'read more', 'see more'],
    ...['show more', 'view more', 'find out more', 'learn more', 'more info', 'more information'],
    ...['more details', 'details', 'info', 'read', 'read on', 'read it', 'read this', 'read now'],
    ...['continue', 'continue reading', 'keep reading', 'go', 'open', 'view', 'view now', 'see'],
    ...['website', 'web page', 'page', 'source', 'click for more', 'click here for more'],
  ],
  de: [
    ...['hier', 'klick', 'klicken', 'hier klicken', 'klicken sie hier', 'klick hier', 'link'],
    ...['dieser link', 'diese seite', 'mehr', 'mehr lesen', 'mehr erfahren', 'mehr dazu'],
    ...['mehr infos', 'mehr informationen', 'weitere informationen', 'weitere infos', 'weiter'],
    ...['weiterlesen', 'weiter lesen', 'lesen', 'jetzt lesen', 'lesen sie mehr', 'details'],
    ...['zum artikel', 'artikel lesen', 'öffnen', 'ansehen', 'anzeigen', 'seite', 'quelle', 'info'],
  ],
  fr: [
    ...['ici', 'cliquez', 'cliquez ici', 'cliquer ici', 'clique ici', 'lien', 'ce lien'],
    ...['cette page', 'cet article', 'plus', 'voir', 'voir plus', 'lire', 'lire plus', 'suite'],
    ...['lire la suite', 'la suite', 'en savoir plus', 'savoir plus', 'plus d’infos'],
    ...['plus d’informations', 'plus de détails', 'détails', 'continuer', 'continuer la lecture'],
    ...['découvrir', 'ouvrir', 'lire l’article', 'voir l’article', 'page', 'source', 'info'],
  ],
  es: [
    ...['aquí', 'clic', 'clic aquí', 'haz clic', 'haz clic aquí', 'haga clic aquí'],
    ...['pulsa aquí', 'pulse aquí', 'pincha aquí', 'enlace', 'este enlace', 'esta página'],
    ...['este artículo', 'más', 'ver', 'ver más', 'leer', 'leer más', 'lee más', 'saber más'],
    ...['más información', 'más info', 'más detalles', 'detalles', 'continuar', 'seguir leyendo'],
    ...['continuar leyendo', 'sigue leyendo', 'abrir', 'leer el artículo', 'página', 'fuente'],
  ],
  it: [
    ...['qui', 'clicca', 'clicca qui', 'cliccare qui', 'fai clic qui', 'premi qui', 'link'],
    ...['questo link', 'questa pagina', 'questo articolo', 'più', 'vedi', 'vedi altro', 'altro'],
    ...['leggi', 'leggi di più', 'leggi tutto', 'leggi ancora', 'continua', 'continua a leggere'],
    ...['scopri', 'scopri di più', 'per saperne di più', 'maggiori informazioni', 'dettagli'],
    ...['più informazioni', 'apri', 'leggi l’articolo', 'vai', 'pagina', 'fonte', 'info'],
  ],
  pt: [
    ...['aqui', 'clique', 'clique aqui', 'clica aqui', 'carregue aqui', 'toque aqui', 'link'],
    ...['este link', 'esta página', 'este artigo', 'mais', 'ver', 'ver mais', 'veja mais', 'ler'],
    ...['ler mais', 'leia mais', 'saiba mais', 'saber mais', 'mais informações', 'mais info'],
    ...['mais detalhes', 'detalhes', 'continuar', 'continuar a ler', 'continuar lendo'],
    ...['continue lendo', 'abrir', 'ler o artigo', 'leia o artigo', 'página', 'fonte'],
  ],
  nl: [
    ...['hier', 'klik', 'klik hier', 'druk hier', 'tik hier', 'link', 'deze link', 'deze pagina'],
    ...['dit artikel', 'meer', 'meer lezen', 'lees meer', 'lees verder', 'verder lezen', 'lezen'],
    ...['lees', 'verder', 'meer weten', 'meer info', 'meer informatie', 'bekijk', 'bekijk meer'],
    ...['details', 'ga verder', 'doorgaan', 'openen', 'lees het artikel', 'pagina', 'bron', 'info'],
  ],
  sv: [
    ...['här', 'klicka', 'klicka här', 'länk', 'länken', 'denna länk', 'mer', 'läs', 'läs mer'],
    ...['läs vidare', 'se mer', 'visa mer', 'mer information', 'fortsätt', 'fortsätt läsa'],
  ],
  ar: [
    ...['هنا', 'اضغط', 'اضغط هنا', 'انقر', 'انقر هنا', 'من هنا', 'رابط', 'الرابط', 'هذا الرابط'],
    ...['هذه الصفحة', 'المزيد', 'اقرأ', 'اقرأ المزيد', 'إقرأ المزيد', 'قراءة المزيد', 'لمزيد'],
    ...['للمزيد', 'اعرف المزيد', 'مزيد من المعلومات', 'المزيد من المعلومات', 'تفاصيل', 'التفاصيل'],
    ...['متابعة', 'تابع القراءة', 'متابعة القراءة', 'أكمل القراءة', 'افتح', 'عرض', 'المصدر'],
  ],
  he: [
    ...['כאן', 'לחץ', 'לחץ כאן', 'לחצו כאן', 'לחצי כאן', 'הקליקו כאן', 'קישור', 'הקישור'],
    ...['קישור זה', 'דף זה', 'עוד', 'קרא', 'קרא עוד', 'קראו עוד', 'לקריאה', 'לקריאה נוספת'],
    ...['המשך', 'המשך קריאה', 'להמשך קריאה', 'המשיכו לקרוא', 'מידע נוסף', 'למידע נוסף'],
    ...['פרטים', 'פרטים נוספים', 'לפרטים', 'לפרטים נוספים', 'פתח', 'צפה', 'מקור'],
  ],
  pl: [
    ...['tutaj', 'tu', 'kliknij', 'kliknij tutaj', 'kliknij tu', 'link', 'ten link', 'ta strona'],
    ...['ten artykuł', 'więcej', 'czytaj', 'czytaj więcej', 'czytaj dalej', 'zobacz'],
    ...['przeczytaj', 'zobacz więcej', 'dowiedz się więcej', 'więcej informacji', 'szczegóły'],
    ...['dalej', 'źródło', 'przejdź', 'otwórz', 'strona', 'kontynuuj', 'przeczytaj więcej'],
    ...['info'],
  ],
  uk: [
    ...['тут', 'сюди', 'натисніть', 'натисніть тут', 'клікніть тут', 'посилання'],
    ...['за посиланням', 'це посилання', 'ця сторінка', 'ця стаття', 'більше', 'читати'],
    ...['читати далі', 'докладніше', 'читати більше', 'детальніше', 'далі', 'дізнатися більше'],
    ...['дивитися', 'відкрити', 'перейти', 'подробиці', 'джерело', 'сторінка', 'читайте далі'],
    ...['читайте також'],
  ],
  tr: [
    ...['burada', 'buraya', 'tıkla', 'tıklayın', 'buraya tıklayın', 'buraya tıkla', 'bağlantı'],
    ...['link', 'bu bağlantı', 'bu sayfa', 'bu haber', 'daha fazla', 'daha fazlası', 'oku'],
    ...['devam', 'devamı', 'devamını oku', 'devamını okuyun', 'haberi oku', 'detaylar'],
    ...['ayrıntılar', 'gör', 'daha fazla bilgi', 'bilgi', 'aç', 'git', 'sayfa', 'kaynak'],
    ...['incele'],
  ],
  ja: [
    ...['こちら', 'こちらから', 'ここ', 'ここから', 'ここをクリック', 'こちらをクリック'],
    ...['クリック', 'リンク', 'このリンク', 'このページ', 'この記事', '続き', '続きを読む'],
    ...['もっと見る', '読む', 'もっと読む', 'さらに読む', '詳細', '詳しくは', '詳しくはこちら'],
    ...['詳細はこちら', '詳しく見る', '開く', '見る', '次へ', '出典', 'ソース', '情報'],
  ],
  zh: [
    ...['这里', '這裡', '此处', '此處', '点击', '點擊', '点击这里', '點擊這裡', '点此', '點此'],
    ...['点击此处', '點擊此處', '链接', '連結', '这个链接', '本页', '本頁', '更多', '阅读'],
    ...['閱讀', '阅读更多', '閱讀更多', '查看更多', '了解更多', '瞭解更多', '更多信息'],
    ...['更多資訊', '详情', '詳情', '查看详情', '查看詳情', '继续阅读', '繼續閱讀', '打开'],
    ...['打開', '查看', '来源', '來源', '全文'],
  ],
};
