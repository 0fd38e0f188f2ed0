import { phrases, type Language } from '../language.ts';

export const dutch: Language = {
  keyPoints: phrases(`
    in het kort, kort samengevat, samenvatting, samengevat, belangrijkste punten,
    de belangrijkste punten, kernpunten, hoofdpunten, in één oogopslag, in een oogopslag,
    wat we weten, dit weten we, dit moet je weten, wat je moet weten, de feiten, de kern,
    het belangrijkste, in vogelvlucht, in een notendop, overzicht, hoogtepunten,
    de hoofdlijnen, het nieuws in het kort`),
  determiners: phrases('de, het, een, twee, drie, vier, vijf, zes, zeven, acht, tien, onze'),
  by: phrases(`
    door, geschreven door, tekst, auteur, een analyse van, van onze redactie,
    van onze correspondent, interview door`),
  and: phrases('en'),
  months: [
    phrases('januari, jan'),
    phrases('februari, feb'),
    phrases('maart, mrt'),
    phrases('april, apr'),
    phrases('mei'),
    phrases('juni, jun'),
    phrases('juli, jul'),
    phrases('augustus, aug'),
    phrases('september, sep, sept'),
    phrases('oktober, okt'),
    phrases('november, nov'),
    phrases('december, dec'),
  ],
  weekdays: phrases(`
    maandag, dinsdag, woensdag, donderdag, vrijdag, zaterdag, zondag, vandaag, gisteren`),
  published: phrases('gepubliceerd, gepubliceerd op, geplaatst, geplaatst op, datum'),
  updated: phrases(`
    bijgewerkt, bijgewerkt op, laatst bijgewerkt, laatste update, aangepast, aangepast op,
    gewijzigd op, update`),
  dateWords: phrases('om, op, uur, geleden, minuten, dagen, van'),
  sections: phrases(`
    politiek, buitenland, binnenland, wereld, nederland, belgië, europa, economie, sport,
    cultuur, wetenschap, tech, gezondheid, klimaat, milieu, opinie, analyse, nieuws,
    achtergrond, samenleving, media, verkiezingen, en, regionaal, interview`),
  photo: phrases(`
    foto, foto's, beeld, beeld door, bron, fotograaf, foto door, illustratie, archieffoto`),
  contributors: phrases(`
    met medewerking van, met bijdragen van, mede door, redactie, bron, bronnen, vertaling,
    vertaald door, met anp, met dank aan`),
  furniture: phrases(`
    advertentie, delen, deel dit artikel, deel, afdrukken, printen, bewaren, bewaar, reacties,
    reageer, menu, zoeken, inloggen, abonneren, abonneer, nieuwsbrief, nieuwsbrieven, luister,
    beluister, home, kopieer link, link gekopieerd, contact, vergroten, sluiten, meer tonen,
    video, lees verder, privacy, lees voor, alles accepteren`),
  furnitureStarts: phrases(`
    lees ook, lees meer, lees verder, bekijk ook, luister ook, zie ook, meer over, meer lezen,
    schrijf je in, meld je aan, abonneer, volg ons, deel dit, ontvang de nieuwsbrief, klik hier, onderwerpen,
    tags:, leestijd, tekst gaat verder, artikel gaat verder`),
  linkBlocks: phrases(`
    lees ook, meer over dit onderwerp, gerelateerd, gerelateerde artikelen, meest gelezen,
    meer nieuws, delen, deel dit artikel, onderwerpen:, aanbevolen, zie ook`),
};
