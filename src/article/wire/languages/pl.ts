import { phrases, type Language } from '../language.ts';

export const polish: Language = {
  keyPoints: phrases(`
    w skrócie, najważniejsze, najważniejsze informacje, najważniejsze punkty, kluczowe punkty,
    kluczowe informacje, podsumowanie, streszczenie, co trzeba wiedzieć, co warto wiedzieć,
    co wiemy, w pigułce, najważniejsze fakty, kluczowe fakty, fakty, w kilku słowach,
    główne punkty, skrót`),
  determiners: phrases('dwa, trzy, cztery, pięć, sześć, siedem, osiem, dziesięć, nasze'),
  by: phrases(`
    autor, autorka, autorzy, napisał, napisała, tekst, opracował, opracowała, oprac, rozmawiał,
    rozmawiała, przez`),
  and: phrases('i, oraz'),
  months: [
    phrases('stycznia, styczeń, sty'),
    phrases('lutego, luty, lut'),
    phrases('marca, marzec, mar'),
    phrases('kwietnia, kwiecień, kwi'),
    phrases('maja, maj'),
    phrases('czerwca, czerwiec, cze'),
    phrases('lipca, lipiec, lip'),
    phrases('sierpnia, sierpień, sie'),
    phrases('września, wrzesień, wrz'),
    phrases('października, październik, paź'),
    phrases('listopada, listopad, lis'),
    phrases('grudnia, grudzień, gru'),
  ],
  weekdays: phrases(`
    poniedziałek, wtorek, środa, czwartek, piątek, sobota, niedziela, dzisiaj, dziś, wczoraj`),
  published: phrases('opublikowano, data publikacji, publikacja, dodano, utworzono, data'),
  updated: phrases(`
    aktualizacja, zaktualizowano, ostatnia aktualizacja, data aktualizacji, zmieniono`),
  dateWords: phrases('godz, godz., godzin, godziny, minut, temu, dni, r., r, roku, o'),
  sections: phrases(`
    polityka, świat, polska, kraj, europa, gospodarka, biznes, społeczeństwo, kultura, sport,
    nauka, technologia, technologie, zdrowie, opinie, opinia, analiza, komentarz, klimat,
    środowisko, wiadomości, wybory, wydarzenia, i, ze, świata, kraju, z, prawo, wywiad`),
  photo: phrases(`
    fot, foto, zdjęcie, zdjęcia, źródło, źródło zdjęcia, grafika, autor zdjęcia`),
  contributors: phrases(`
    źródło, źródła, redakcja, redagował, redagowała, współpraca, tłumaczenie, tłumaczył,
    opracowanie, (pap)`),
  furniture: phrases(`
    reklama, udostępnij, podziel się, drukuj, zapisz, komentarze, skomentuj, menu, szukaj,
    zaloguj, zaloguj się, subskrybuj, prenumerata, newsletter, posłuchaj, strona główna,
    kopiuj link, link skopiowany, kontakt, powiększ, zamknij, pokaż więcej, wideo,
    czytaj więcej, czytaj dalej, dalszy ciąg tekstu pod reklamą, akceptuję`),
  furnitureStarts: phrases(`
    czytaj też, czytaj także, czytaj również, czytaj więcej, zobacz też, zobacz także,
    zobacz również, przeczytaj też, przeczytaj także, więcej na temat, polecamy, zapisz się, obserwuj nas, dołącz do,
    udostępnij, kliknij, tagi:, tematy:, czas czytania, dalsza część`),
  linkBlocks: phrases(`
    czytaj też, czytaj także, zobacz też, zobacz także, polecane, polecamy, powiązane,
    najczęściej czytane, najpopularniejsze, udostępnij, tagi, tematy, przeczytaj także`),
};
