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
  pl: [
    ...['tutaj', 'tu', 'kliknij', 'kliknij tutaj', 'link', 'ten link', 'więcej', 'czytaj'],
    ...['czytaj więcej', 'czytaj dalej', 'zobacz', 'zobacz więcej', 'dowiedz się więcej', 'dalej'],
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
};
