import { phrases, type Language } from '../language.ts';

export const french: Language = {
  keyPoints: phrases(`
    l'essentiel, essentiel, points clés, les points clés, en bref, ce qu'il faut savoir,
    ce qu'il faut retenir, à retenir, ce que nous savons, ce que l'on sait, ce qu'on sait,
    en résumé, résumé, en un coup d'œil, en un coup d'oeil, points essentiels,
    points à retenir, les faits, faits clés, points forts, l'essentiel à retenir,
    chiffres clés, le résumé, l'info en bref, points principaux, principaux points,
    l'actualité en bref`),
  determiners: phrases('le, la, les, nos, deux, trois, quatre, cinq, six, sept, huit, dix'),
  by: phrases(`
    par, propos recueillis par, une analyse de, un reportage de, texte, texte de, auteur,
    autrice, publié par, écrit par, article de, rédigé par`),
  and: phrases('et, avec'),
  months: [
    phrases('janvier, janv, jan'),
    phrases('février, févr, fév'),
    phrases('mars'),
    phrases('avril, avr'),
    phrases('mai'),
    phrases('juin'),
    phrases('juillet, juil'),
    phrases('août'),
    phrases('septembre, sept'),
    phrases('octobre, oct'),
    phrases('novembre, nov'),
    phrases('décembre, déc'),
  ],
  weekdays: phrases(`
    lundi, mardi, mercredi, jeudi, vendredi, samedi, dimanche, aujourd'hui, hier`),
  published: phrases(`
    publié, publié le, publiée, paru le, posté le, mis en ligne le, date de publication`),
  updated: phrases(`
    mis à jour, mis à jour le, mise à jour, modifié, modifié le, actualisé, actualisé le,
    dernière mise à jour`),
  dateWords: phrases('le, à, il y a, heures, heure, minutes, jours, jour, er, et'),
  sections: phrases(`
    politique, monde, international, internationale, france, europe, économie, société,
    culture, sport, sports, sciences, santé, planète, climat, idées, opinion, opinions,
    tribune, analyse, médias, éditorial, actualités, actualité, union, européenne, justice, et,
    élections, direct, en, reportage, entretien, décryptage`),
  photo: phrases(`
    photo, crédit, crédits, crédit photo, crédits photo, photographie, photo de, photo par,
    image, illustration, source`),
  contributors: phrases(`
    avec, avec afp, avec l'afp, avec agences, avec reuters, reportage de, édité par, édition,
    traduit par, traduction de, source, sources, (avec`),
  furniture: phrases(`
    publicité, partager, partager l'article, partager sur facebook, partager sur twitter,
    imprimer, enregistrer, commentaires, commenter, réagir, menu, recherche, connexion,
    se connecter, s'abonner, abonnez-vous, newsletters, écouter, écouter cet article,
    lire plus tard, accueil, copier le lien, lien copié, envoyer par e-mail, mentions légales,
    contact, agrandir, fermer, voir plus, vidéo, offrir, offrir cet article,
    ajouter à vos sélections, lire la suite, tout accepter`),
  furnitureStarts: phrases(`
    lire aussi, à lire aussi, lire également, à lire, lire la suite, lire notre, voir aussi,
    à voir aussi, écouter aussi, inscrivez-vous, abonnez-vous, recevez la newsletter, suivez-nous,
    partager, sur le même sujet, article réservé, la suite après, temps de     lecture, mots-clés, thèmes :, thèmes:, tags`),
  linkBlocks: phrases(`
    lire aussi, à lire aussi, sur le même sujet, les plus lus, articles liés, partager,
    partager l'article, dans la même rubrique, voir aussi, à ne pas manquer,
    vous aimerez aussi, sur le même thème`),
};
