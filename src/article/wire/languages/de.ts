import { phrases, type Language } from '../language.ts';

export const german: Language = {
  keyPoints: phrases(`
    auf einen blick, das wichtigste, das wichtigste in kürze, wichtigste in kürze, in kürze,
    kurz und knapp, kurz & knapp, kurz gefasst, zusammenfassung, zusammengefasst, überblick,
    im überblick, die wichtigsten punkte, wichtigste punkte, wichtigsten punkte, kernpunkte,
    kernaussagen, kernbotschaften, kurzfassung, kurz erklärt, darum geht es, darum geht's,
    worum geht es, worum geht's, was sie wissen müssen, was man wissen muss,
    das müssen sie wissen, was bisher bekannt ist, was wir wissen, das wichtigste im überblick,
    die fakten, fakten, das wichtigste auf einen blick, höhepunkte, die wichtigsten fakten,
    wichtigsten fakten, stichpunkte, key points, erkenntnisse, punkte,
    die wichtigsten entwicklungen, kurzmeldung`),
  determiners: phrases(`
    der, die, das, unsere, zwei, drei, vier, fünf, sechs, sieben, acht, zehn`),
  by: phrases(`
    von, von unserem korrespondenten, von unserer korrespondentin, ein bericht von, eine analyse von, ein kommentar von, ein gastbeitrag von, autor,
    autorin, autoren, text, text von, aufgezeichnet von, kommentar von, analyse von,
    interview von`),
  and: phrases('und'),
  months: [
    phrases('januar, jänner, jan'),
    phrases('februar, feber, feb'),
    phrases('märz, mär, mrz'),
    phrases('april, apr'),
    phrases('mai'),
    phrases('juni, jun'),
    phrases('juli, jul'),
    phrases('august, aug'),
    phrases('september, sept, sep'),
    phrases('oktober, okt'),
    phrases('november, nov'),
    phrases('dezember, dez'),
  ],
  weekdays: phrases(`
    montag, dienstag, mittwoch, donnerstag, freitag, samstag, sonnabend, sonntag, mo, di, mi,
    do, fr, sa, so, heute, gestern`),
  published: phrases(`
    veröffentlicht, veröffentlicht am, erstellt, erstellt am, erschienen am, datum`),
  updated: phrases(`
    stand, aktualisiert, aktualisiert am, zuletzt aktualisiert, letzte aktualisierung,
    aktualisierung`),
  dateWords: phrases(`
    uhr, um, am, vom, vor, stunden, stunde, minuten, minute, tagen, tag, mez, mesz, den,
    ortszeit`),
  sections: phrases(`
    politik, innenpolitik, außenpolitik, ausland, inland, welt, international, deutschland,
    österreich, schweiz, europa, wirtschaft, finanzen, börse, wissen, wissenschaft, kultur,
    sport, gesellschaft, panorama, meinung, kommentar, analyse, digital, technik, gesundheit,
    klima, umwelt, reise, lokales, regional, nachrichten, liveticker, feuilleton, medien, und`),
  photo: phrases(`
    foto, fotos, bild, bilder, bildquelle, bildnachweis, fotograf, quelle, foto von, bild von,
    grafik, archivbild, archivfoto, symbolbild, illustration`),
  contributors: phrases(`
    mit material von, mit informationen von, mitarbeit, mit agenturmaterial, quelle, quellen,
    redaktion, übersetzung, redigiert von, mit dpa, mit afp, mit reuters`),
  furniture: phrases(`
    anzeige, werbung, teilen, artikel teilen, drucken, merken, speichern, kommentare,
    kommentieren, zur startseite, startseite, menü, suche, anmelden, abmelden, registrieren,
    abo, abonnieren, impressum, datenschutz, kontakt, newsletter, vorlesen, anhören,
    mehr anzeigen, weiterlesen, bild vergrößern, vergrößern, schließen, link kopieren,
    link kopiert, per e-mail, per whatsapp, nach oben, zum inhalt springen, alle akzeptieren,
    agb, cookie-einstellungen, video`),
  furnitureStarts: phrases(`
    lesen sie auch, lesen sie mehr, lesen sie hier, auch interessant, mehr zum thema,
    mehr dazu, das könnte sie auch, weitere artikel, zum thema, siehe auch, hier geht es zu,
    abonnieren sie, melden sie sich, jetzt anmelden, jetzt abonnieren, folgen sie uns,
    teilen sie, themen:, schlagworte, schlagwörter, artikel teilen, hören sie auch, sehen sie auch, mehr lesen, mehr von, mit dem newsletter, lesezeit`),
  linkBlocks: phrases(`
    mehr zum thema, lesen sie auch, auch interessant, das könnte sie auch interessieren,
    meistgelesen, weitere artikel, zum thema, teilen, artikel teilen, themen, schlagworte,
    verwandte themen, empfehlungen`),
};
