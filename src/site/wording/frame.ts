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
};
