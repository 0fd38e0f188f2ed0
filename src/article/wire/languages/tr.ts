import { phrases, type Language } from '../language.ts';

export const turkish: Language = {
  keyPoints: phrases(`
    öne çıkanlar, önemli noktalar, ana noktalar, ana başlıklar, özet, özetle, kısaca,
    haber özeti, bilinmesi gerekenler, neler biliniyor, ne biliyoruz, bir bakışta,
    satır başları, önemli başlıklar, başlıklar, kilit noktalar, temel noktalar, ne oldu,
    bilmeniz gerekenler`),
  determiners: phrases('iki, üç, dört, beş, altı, yedi, sekiz, on, bir'),
  by: phrases('yazan, haber, yazar, muhabir, haberi yazan, hazırlayan, metin, analiz'),
  and: phrases('ve, ile'),
  months: [
    phrases('ocak, oca'),
    phrases('şubat, şub'),
    phrases('mart, mar'),
    phrases('nisan, nis'),
    phrases('mayıs, may'),
    phrases('haziran, haz'),
    phrases('temmuz, tem'),
    phrases('ağustos, ağu'),
    phrases('eylül, eyl'),
    phrases('ekim, eki'),
    phrases('kasım, kas'),
    phrases('aralık, ara'),
  ],
  weekdays: phrases(`
    pazartesi, salı, çarşamba, perşembe, cuma, cumartesi, pazar, bugün, dün`),
  published: phrases(`
    yayınlanma, yayın tarihi, yayınlanma tarihi, giriş, giriş tarihi, yayımlandı, yayınlandı,
    tarih, oluşturulma`),
  updated: phrases(`
    güncelleme, güncellendi, son güncelleme, güncelleme tarihi, güncellenme,
    güncellenme tarihi`),
  dateWords: phrases('saat, önce, dakika, gün, tsi, tarihi'),
  sections: phrases(`
    siyaset, politika, dünya, türkiye, avrupa, ekonomi, gündem, toplum, kültür, sanat, spor,
    bilim, teknoloji, sağlık, görüş, analiz, yorum, iklim, çevre, haberler, haber, seçim,
    ortadoğu, yaşam, ve, dış, son, dakika, eğitim`),
  photo: phrases('fotoğraf, foto, görsel, kaynak, fotoğraf kaynağı, fotoğraflar, arşiv'),
  contributors: phrases(`
    kaynak, kaynaklar, editör, çeviri, çeviren, derleyen, katkıda bulunan, katkıda bulunanlar,
    haber merkezi`),
  furniture: phrases(`
    reklam, paylaş, haberi paylaş, yazdır, kaydet, yorumlar, yorum yap, menü, ara, giriş yap,
    üye ol, abone ol, bülten, dinle, ana sayfa, anasayfa, bağlantıyı kopyala, iletişim, büyüt,
    kapat, daha fazla göster, video, devamını oku, haberin devamı, takip et`),
  furnitureStarts: phrases(`
    ayrıca okuyun, ayrıca bakınız, bunu da okuyun, ilgili haber, ilgili:, devamını oku,
    haberin devamı, bültenimize, abone ol, bizi takip, tıklayın, etiketler:, konular:, okuma süresi, bunlar da ilginizi, okumaya devam`),
  linkBlocks: phrases(`
    ilgili haberler, ayrıca okuyun, bunlar da ilginizi çekebilir, en çok okunanlar,
    çok okunanlar, paylaş, etiketler, konular, önerilen haberler, diğer haberler`),
};
