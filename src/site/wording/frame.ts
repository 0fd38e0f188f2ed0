/** What stands around every page, and on those about an address that leads nowhere. */
import type { Words } from '../language.ts';

export interface FrameWords {
  readonly skip: string;
  readonly notFound: string;
  readonly notFoundText: string;
  readonly badLink: string;
  readonly badLinkText: string;
  readonly notAllowed: string;
  readonly notAllowedText: string;
  readonly tooLarge: string;
  readonly tooLargeText: string;
  readonly foreign: string;
  readonly foreignText: string;
  readonly unavailable: string;
  readonly unavailableText: string;
  readonly fault: string;
  readonly faultText: string;
  /** {email} is the newsletter's address. */
  readonly contact: string;
}

export const FRAME: Words<FrameWords> = {
  en: {
    skip: 'Skip to content',
    notFound: 'There is no such page',
    notFoundText: 'The address may be mistyped or out of date.',
    badLink: 'This link is incomplete',
    badLinkText:
      'Part of it may have been lost on the way. Open it again from the newest email that you have, or copy it completely.',
    notAllowed: 'That does not work here',
    notAllowedText: 'This address does not accept such a request.',
    tooLarge: 'That was too much',
    tooLargeText: 'The form that was sent is too large. Shorten the text and try again.',
    foreign: 'This form came from another site',
    foreignText:
      'For your safety, nothing was changed. Open the link in your email and use the buttons there.',
    unavailable: 'Try again in a few minutes',
    unavailableText: 'Nothing was changed. The service is not available at the moment.',
    fault: 'Something went wrong',
    faultText: 'The mistake is ours. Try again later.',
    contact: 'You can also write to {email}.',
  },
  de: {
    skip: 'Zum Inhalt springen',
    notFound: 'Diese Seite gibt es nicht',
    notFoundText: 'Die Adresse ist vielleicht falsch geschrieben oder veraltet.',
    badLink: 'Dieser Link ist unvollständig',
    badLinkText:
      'Ein Teil ist vielleicht unterwegs verloren gegangen. Öffnen Sie ihn noch einmal aus der neuesten E-Mail, oder kopieren Sie ihn vollständig.',
    notAllowed: 'Das geht hier nicht',
    notAllowedText: 'Diese Adresse nimmt eine solche Anfrage nicht an.',
    tooLarge: 'Das war zu viel',
    tooLargeText:
      'Das gesendete Formular ist zu groß. Kürzen Sie den Text und versuchen Sie es erneut.',
    foreign: 'Dieses Formular kam von einer anderen Website',
    foreignText:
      'Zu Ihrer Sicherheit wurde nichts geändert. Öffnen Sie den Link in Ihrer E-Mail und verwenden Sie die Schaltflächen dort.',
    unavailable: 'Bitte versuchen Sie es in einigen Minuten erneut',
    unavailableText: 'Es wurde nichts geändert. Der Dienst ist im Moment nicht verfügbar.',
    fault: 'Etwas ist schiefgegangen',
    faultText: 'Der Fehler liegt bei uns. Versuchen Sie es später erneut.',
    contact: 'Sie können auch an {email} schreiben.',
  },
  ar: {
    skip: 'انتقل إلى المحتوى',
    notFound: 'هذه الصفحة غير موجودة',
    notFoundText: 'قد يكون العنوان مكتوبًا خطأً أو قديمًا.',
    badLink: 'هذا الرابط غير مكتمل',
    badLinkText: 'ربما ضاع جزء منه في الطريق. افتحه مرة أخرى من أحدث رسالة لديك، أو انسخه كاملًا.',
    notAllowed: 'هذا غير ممكن هنا',
    notAllowedText: 'لا يقبل هذا العنوان طلبًا من هذا النوع.',
    tooLarge: 'النص طويل جدًا',
    tooLargeText: 'النموذج المرسل كبير جدًا. اختصر النص وحاول مرة أخرى.',
    foreign: 'جاء هذا النموذج من موقع آخر',
    foreignText:
      'حفاظًا على أمانك لم يتغير شيء. افتح الرابط الموجود في رسالتك واستخدم الأزرار هناك.',
    unavailable: 'حاول مرة أخرى بعد بضع دقائق',
    unavailableText: 'لم يتغير شيء. الخدمة غير متاحة في الوقت الحالي.',
    fault: 'حدث خطأ ما',
    faultText: 'الخطأ من جانبنا. حاول مرة أخرى لاحقًا.',
    contact: 'يمكنك أيضًا الكتابة إلى {email}.',
  },
  es: {
    skip: 'Ir al contenido',
    notFound: 'Esta página no existe',
    notFoundText: 'La dirección puede estar mal escrita o anticuada.',
    badLink: 'Este enlace está incompleto',
    badLinkText:
      'Puede que una parte se haya perdido por el camino. Ábralo de nuevo desde el correo más reciente que tenga, o cópielo entero.',
    notAllowed: 'Eso no es posible aquí',
    notAllowedText: 'Esta dirección no acepta una petición así.',
    tooLarge: 'Eso fue demasiado',
    tooLargeText:
      'El formulario enviado es demasiado grande. Acorte el texto e inténtelo de nuevo.',
    foreign: 'Este formulario viene de otro sitio',
    foreignText:
      'Por su seguridad, no se ha cambiado nada. Abra el enlace de su correo y use los botones de esa página.',
    unavailable: 'Inténtelo de nuevo en unos minutos',
    unavailableText: 'No se ha cambiado nada. El servicio no está disponible en este momento.',
    fault: 'Algo ha fallado',
    faultText: 'El error es nuestro. Inténtelo de nuevo más tarde.',
    contact: 'También puede escribir a {email}.',
  },
  fr: {
    skip: 'Aller au contenu',
    notFound: 'Cette page n’existe pas',
    notFoundText: 'L’adresse est peut-être mal écrite ou périmée.',
    badLink: 'Ce lien est incomplet',
    badLinkText:
      'Une partie s’est peut-être perdue en route. Ouvrez-le à nouveau depuis votre e-mail le plus récent, ou copiez-le en entier.',
    notAllowed: 'Ce n’est pas possible ici',
    notAllowedText: 'Cette adresse n’accepte pas une telle requête.',
    tooLarge: 'C’était trop long',
    tooLargeText: 'Le formulaire envoyé est trop volumineux. Raccourcissez le texte et réessayez.',
    foreign: 'Ce formulaire vient d’un autre site',
    foreignText:
      'Pour votre sécurité, rien n’a été modifié. Ouvrez le lien de votre e-mail et utilisez les boutons de cette page.',
    unavailable: 'Réessayez dans quelques minutes',
    unavailableText: 'Rien n’a été modifié. Le service n’est pas disponible pour le moment.',
    fault: 'Une erreur est survenue',
    faultText: 'L’erreur vient de nous. Réessayez plus tard.',
    contact: 'Vous pouvez aussi écrire à {email}.',
  },
  he: {
    skip: 'דילוג לתוכן',
    notFound: 'אין דף כזה',
    notFoundText: 'ייתכן שהכתובת שגויה או ישנה.',
    badLink: 'הקישור הזה אינו שלם',
    badLinkText:
      'ייתכן שחלק ממנו אבד בדרך. אפשר לפתוח אותו שוב מהודעת הדוא״ל האחרונה, או להעתיק אותו במלואו.',
    notAllowed: 'זה לא אפשרי כאן',
    notAllowedText: 'הכתובת הזאת אינה מקבלת בקשה כזאת.',
    tooLarge: 'זה היה יותר מדי',
    tooLargeText: 'הטופס שנשלח גדול מדי. אפשר לקצר את הטקסט ולנסות שוב.',
    foreign: 'הטופס הזה הגיע מאתר אחר',
    foreignText: 'למען ביטחונך דבר לא השתנה. יש לפתוח את הקישור שבדוא״ל ולהשתמש בכפתורים שם.',
    unavailable: 'אפשר לנסות שוב בעוד כמה דקות',
    unavailableText: 'דבר לא השתנה. השירות אינו זמין כרגע.',
    fault: 'משהו השתבש',
    faultText: 'הטעות שלנו. אפשר לנסות שוב מאוחר יותר.',
    contact: 'אפשר גם לכתוב אל {email}.',
  },
  it: {
    skip: 'Vai al contenuto',
    notFound: 'Questa pagina non esiste',
    notFoundText: 'L’indirizzo può essere scritto male o non più valido.',
    badLink: 'Questo link è incompleto',
    badLinkText:
      'Forse una parte si è persa per strada. Lo apra di nuovo dall’e-mail più recente che ha, oppure lo copi per intero.',
    notAllowed: 'Qui non è possibile',
    notAllowedText: 'Questo indirizzo non accetta una richiesta del genere.',
    tooLarge: 'Era troppo',
    tooLargeText: 'Il modulo inviato è troppo grande. Accorci il testo e riprovi.',
    foreign: 'Questo modulo viene da un altro sito',
    foreignText:
      'Per la Sua sicurezza non è cambiato nulla. Apra il link nell’e-mail e usi i pulsanti di quella pagina.',
    unavailable: 'Riprovi tra qualche minuto',
    unavailableText: 'Non è cambiato nulla. Il servizio al momento non è disponibile.',
    fault: 'Qualcosa è andato storto',
    faultText: 'L’errore è nostro. Riprovi più tardi.',
    contact: 'Può anche scrivere a {email}.',
  },
  ja: {
    skip: '本文へ移動',
    notFound: 'このページはありません',
    notFoundText: 'アドレスが間違っているか、古い可能性があります。',
    badLink: 'このリンクは不完全です',
    badLinkText:
      '途中で一部が失われた可能性があります。最新のメールからもう一度開くか、リンク全体をコピーしてください。',
    notAllowed: 'ここではできません',
    notAllowedText: 'このアドレスはそのような要求を受け付けません。',
    tooLarge: '長すぎます',
    tooLargeText: '送信されたフォームが大きすぎます。文を短くして、もう一度お試しください。',
    foreign: 'このフォームは別のサイトから送られました',
    foreignText:
      '安全のため、何も変更していません。メールのリンクを開き、そのページのボタンをお使いください。',
    unavailable: '数分後にもう一度お試しください',
    unavailableText: '何も変更していません。現在、サービスをご利用いただけません。',
    fault: '問題が発生しました',
    faultText: 'こちらの不具合です。後でもう一度お試しください。',
    contact: '{email}までご連絡いただくこともできます。',
  },
  nl: {
    skip: 'Naar de inhoud',
    notFound: 'Deze pagina bestaat niet',
    notFoundText: 'Het adres is misschien verkeerd getypt of verouderd.',
    badLink: 'Deze link is onvolledig',
    badLinkText:
      'Misschien is een deel onderweg verloren gegaan. Open hem opnieuw vanuit de nieuwste e-mail die u hebt, of kopieer hem helemaal.',
    notAllowed: 'Dat kan hier niet',
    notAllowedText: 'Dit adres accepteert zo’n verzoek niet.',
    tooLarge: 'Dat was te veel',
    tooLargeText: 'Het verzonden formulier is te groot. Kort de tekst in en probeer het opnieuw.',
    foreign: 'Dit formulier kwam van een andere site',
    foreignText:
      'Voor uw veiligheid is er niets gewijzigd. Open de link in uw e-mail en gebruik de knoppen daar.',
    unavailable: 'Probeer het over een paar minuten opnieuw',
    unavailableText: 'Er is niets gewijzigd. De dienst is op dit moment niet beschikbaar.',
    fault: 'Er ging iets mis',
    faultText: 'De fout ligt bij ons. Probeer het later opnieuw.',
    contact: 'U kunt ook schrijven naar {email}.',
  },
  pl: {
    skip: 'Przejdź do treści',
    notFound: 'Nie ma takiej strony',
    notFoundText: 'Adres może być błędny albo nieaktualny.',
    badLink: 'Ten link jest niepełny',
    badLinkText:
      'Część mogła zgubić się po drodze. Otwórz go ponownie z najnowszej wiadomości albo skopiuj go w całości.',
    notAllowed: 'Tutaj to niemożliwe',
    notAllowedText: 'Ten adres nie przyjmuje takiego żądania.',
    tooLarge: 'To za dużo',
    tooLargeText: 'Wysłany formularz jest za duży. Skróć tekst i spróbuj ponownie.',
    foreign: 'Ten formularz pochodzi z innej witryny',
    foreignText:
      'Dla bezpieczeństwa nic nie zmieniono. Otwórz link z wiadomości e-mail i użyj przycisków na tamtej stronie.',
    unavailable: 'Spróbuj ponownie za kilka minut',
    unavailableText: 'Nic nie zmieniono. Usługa jest chwilowo niedostępna.',
    fault: 'Coś poszło nie tak',
    faultText: 'To nasz błąd. Spróbuj ponownie później.',
    contact: 'Można też napisać na {email}.',
  },
  pt: {
    skip: 'Ir para o conteúdo',
    notFound: 'Esta página não existe',
    notFoundText: 'O endereço pode estar errado ou desatualizado.',
    badLink: 'Este link está incompleto',
    badLinkText:
      'Parte dele pode ter se perdido no caminho. Abra-o de novo no e-mail mais recente que você tiver ou copie-o inteiro.',
    notAllowed: 'Isso não é possível aqui',
    notAllowedText: 'Este endereço não aceita um pedido assim.',
    tooLarge: 'Foi demais',
    tooLargeText: 'O formulário enviado é grande demais. Encurte o texto e tente de novo.',
    foreign: 'Este formulário veio de outro site',
    foreignText:
      'Para sua segurança, nada foi alterado. Abra o link no seu e-mail e use os botões de lá.',
    unavailable: 'Tente de novo em alguns minutos',
    unavailableText: 'Nada foi alterado. O serviço não está disponível no momento.',
    fault: 'Algo deu errado',
    faultText: 'O erro é nosso. Tente de novo mais tarde.',
    contact: 'Você também pode escrever para {email}.',
  },
  tr: {
    skip: 'İçeriğe geç',
    notFound: 'Böyle bir sayfa yok',
    notFoundText: 'Adres yanlış yazılmış ya da eskimiş olabilir.',
    badLink: 'Bu bağlantı eksik',
    badLinkText:
      'Bir bölümü yolda kaybolmuş olabilir. Elinizdeki en yeni e-postadan yeniden açın ya da tümünü kopyalayın.',
    notAllowed: 'Bu burada yapılamaz',
    notAllowedText: 'Bu adres böyle bir isteği kabul etmiyor.',
    tooLarge: 'Bu çok uzundu',
    tooLargeText: 'Gönderilen form çok büyük. Metni kısaltıp yeniden deneyin.',
    foreign: 'Bu form başka bir siteden geldi',
    foreignText:
      'Güvenliğiniz için hiçbir şey değiştirilmedi. E-postanızdaki bağlantıyı açın ve oradaki düğmeleri kullanın.',
    unavailable: 'Birkaç dakika sonra yeniden deneyin',
    unavailableText: 'Hiçbir şey değiştirilmedi. Hizmet şu anda kullanılamıyor.',
    fault: 'Bir sorun oluştu',
    faultText: 'Hata bizde. Daha sonra yeniden deneyin.',
    contact: '{email} adresine de yazabilirsiniz.',
  },
  uk: {
    skip: 'Перейти до вмісту',
    notFound: 'Такої сторінки немає',
    notFoundText: 'Адреса може бути помилковою або застарілою.',
    badLink: 'Це посилання неповне',
    badLinkText:
      'Частина могла загубитися дорогою. Відкрийте його ще раз із найновішого листа або скопіюйте повністю.',
    notAllowed: 'Тут це неможливо',
    notAllowedText: 'Ця адреса не приймає такого запиту.',
    tooLarge: 'Це забагато',
    tooLargeText: 'Надіслана форма завелика. Скоротіть текст і спробуйте ще раз.',
    foreign: 'Ця форма надійшла з іншого сайту',
    foreignText:
      'Задля вашої безпеки нічого не змінено. Відкрийте посилання у своєму листі й скористайтеся кнопками там.',
    unavailable: 'Спробуйте ще раз за кілька хвилин',
    unavailableText: 'Нічого не змінено. Служба зараз недоступна.',
    fault: 'Щось пішло не так',
    faultText: 'Це наша помилка. Спробуйте пізніше.',
    contact: 'Ви також можете написати на {email}.',
  },
  zh: {
    skip: '跳到正文',
    notFound: '没有这个页面',
    notFoundText: '地址可能有误或已失效。',
    badLink: '此链接不完整',
    badLinkText: '可能有一部分在途中丢失。请从您最新的一封邮件中重新打开，或完整复制链接。',
    notAllowed: '此处无法这样操作',
    notAllowedText: '该地址不接受这样的请求。',
    tooLarge: '内容太多',
    tooLargeText: '提交的表单太大。请缩短文字后重试。',
    foreign: '此表单来自其他网站',
    foreignText: '为了您的安全，没有更改任何内容。请打开邮件中的链接，并使用那里的按钮。',
    unavailable: '请几分钟后重试',
    unavailableText: '没有更改任何内容。服务暂时不可用。',
    fault: '出了点问题',
    faultText: '这是我们的错误。请稍后重试。',
    contact: '您也可以写信至 {email}。',
  },
  'zh-Hant': {
    skip: '跳到內文',
    notFound: '沒有這個頁面',
    notFoundText: '網址可能有誤或已失效。',
    badLink: '這個連結不完整',
    badLinkText: '可能有一部分在途中遺失。請從您最新的一封郵件重新開啟，或完整複製連結。',
    notAllowed: '這裡無法這樣操作',
    notAllowedText: '這個網址不接受這樣的要求。',
    tooLarge: '內容太多',
    tooLargeText: '送出的表單太大。請縮短文字後再試一次。',
    foreign: '這份表單來自其他網站',
    foreignText: '為了您的安全，沒有變更任何內容。請開啟郵件中的連結，並使用那裡的按鈕。',
    unavailable: '請幾分鐘後再試',
    unavailableText: '沒有變更任何內容。服務暫時無法使用。',
    fault: '發生了問題',
    faultText: '這是我們的錯誤。請稍後再試。',
    contact: '您也可以寫信至 {email}。',
  },
};
