import { phrases, type Language } from '../language.ts';

export const italian: Language = {
  keyPoints: phrases(`
    punti chiave, i punti chiave, in breve, in sintesi, sintesi, l'essenziale, cosa sapere,
    cosa c'è da sapere, cosa sappiamo, quello che sappiamo, riassunto, in primo piano,
    punti principali, i fatti, fatti chiave, a colpo d'occhio, in pillole, cose da sapere,
    il punto, in evidenza`),
  determiners: phrases(`
    il, lo, la, i, gli, le, due, tre, quattro, cinque, sei, sette, otto, dieci`),
  by: phrases(`
    di, a cura di, scritto da, testo di, autore, autrice, un'analisi di, dal nostro inviato,
    dalla nostra inviata`),
  and: phrases('e, ed, con'),
  months: [
    phrases('gennaio, gen'),
    phrases('febbraio, feb'),
    phrases('marzo, mar'),
    phrases('aprile, apr'),
    phrases('maggio, mag'),
    phrases('giugno, giu'),
    phrases('luglio, lug'),
    phrases('agosto, ago'),
    phrases('settembre, set, sett'),
    phrases('ottobre, ott'),
    phrases('novembre, nov'),
    phrases('dicembre, dic'),
  ],
  weekdays: phrases(`
    lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica, oggi, ieri`),
  published: phrases('pubblicato, pubblicato il, pubblicata il, data'),
  updated: phrases(`
    aggiornato, aggiornato il, aggiornata il, ultimo aggiornamento, modificato il, modificato`),
  dateWords: phrases('alle, alle ore, ore, ora, il, fa, minuti, giorni, del, di, e'),
  sections: phrases(`
    politica, mondo, esteri, interni, italia, europa, economia, cronaca, società, cultura,
    sport, scienza, scienze, tecnologia, salute, opinioni, opinione, commenti, analisi,
    editoriale, ambiente, clima, ultime, notizie, internazionale, elezioni, e, giustizia,
    diretta`),
  photo: phrases(`
    foto, foto di, fotografia, fotografia di, immagine, crediti, credito, fonte, ph,
    illustrazione`),
  contributors: phrases(`
    con informazioni di, con agenzie, a cura di, traduzione di, redazione, fonte, fonti,
    ha collaborato, hanno collaborato, riproduzione riservata`),
  furniture: phrases(`
    pubblicità, condividi, condividi su facebook, stampa, salva, commenti, commenta, menu,
    cerca, accedi, abbonati, iscriviti, registrati, newsletter, ascolta, home, copia link,
    link copiato, invia per email, contatti, ingrandisci, chiudi, mostra altro, video,
    leggi tutto, riproduzione riservata, © riproduzione riservata, accetta`),
  furnitureStarts: phrases(`
    leggi anche, leggi tutto, leggi di più, per approfondire, vedi anche, guarda anche,
    ti potrebbe interessare, potrebbe interessarti, iscriviti, abbonati, seguici, condividi,
    ricevi la newsletter, clicca qui, argomenti:, tag:, tempo di lettura, © riproduzione`),
  linkBlocks: phrases(`
    leggi anche, per approfondire, ti potrebbe interessare, articoli correlati, correlati,
    i più letti, più letti, condividi, argomenti, vedi anche, guarda anche`),
};
