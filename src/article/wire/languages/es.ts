import { phrases, type Language } from '../language.ts';

export const spanish: Language = {
  keyPoints: phrases(`
    puntos clave, claves, las claves, en breve, lo esencial, lo más importante, resumen,
    en resumen, lo que hay que saber, lo que debes saber, lo que necesitas saber,
    qué hay que saber, lo que se sabe, lo que sabemos, de un vistazo, en síntesis,
    lo más destacado, destacados, puntos principales, datos clave, en pocas palabras,
    hechos clave, ideas clave, claves de la noticia`),
  determiners: phrases('el, la, los, las, dos, tres, cuatro, cinco, seis, siete, ocho, diez'),
  by: phrases(`
    por, escrito por, texto, texto de, autor, autora, un reportaje de, redacción, análisis de,
    publicado por`),
  and: phrases('y, e, con'),
  months: [
    phrases('enero, ene'),
    phrases('febrero, feb'),
    phrases('marzo, mar'),
    phrases('abril, abr'),
    phrases('mayo, may'),
    phrases('junio, jun'),
    phrases('julio, jul'),
    phrases('agosto, ago'),
    phrases('septiembre, setiembre, sept, sep'),
    phrases('octubre, oct'),
    phrases('noviembre, nov'),
    phrases('diciembre, dic'),
  ],
  weekdays: phrases('lunes, martes, miércoles, jueves, viernes, sábado, domingo, hoy, ayer'),
  published: phrases('publicado, publicado el, publicada, publicada el, creado, fecha'),
  updated: phrases(`
    actualizado, actualizado el, actualizada, actualizada el, última actualización, modificado,
    modificado el`),
  dateWords: phrases(`
    de, del, a las, a la, las, el, hace, horas, hora, minutos, días, hrs, cet, cest, h, p. m.,
    a. m.`),
  sections: phrases(`
    política, mundo, internacional, nacional, españa, méxico, argentina, américa, latina,
    europa, economía, sociedad, cultura, deportes, ciencia, tecnología, salud, opinión,
    análisis, editorial, clima, medio, ambiente, noticias, elecciones, negocios, y, estados,
    unidos, ee.uu., última, hora, en, directo, vivo, exteriores, justicia`),
  photo: phrases(`
    foto, fotos, fotografía, fotografía de, foto de, imagen, imagen de, crédito, créditos,
    fuente, cortesía de, ilustración`),
  contributors: phrases(`
    con información de, con reporte de, con la colaboración de, reporte de, editado por,
    edición de, traducido por, traducción de, fuente, fuentes, reportaje de,
    información adicional de, reporte adicional de`),
  furniture: phrases(`
    publicidad, anuncio, compartir, compartir en facebook, compartir en twitter, imprimir,
    guardar, comentarios, comentar, menú, buscar, iniciar sesión, suscríbete, suscribirse,
    regístrate, boletines, escuchar, inicio, copiar enlace, enlace copiado, enviar por correo,
    aviso legal, contacto, ampliar, cerrar, ver más, vídeo, video, leer más, aceptar,
    política de privacidad`),
  furnitureStarts: phrases(`
    lea también, lee también, leer también, leer más, lea más, lee más, te puede interesar,
    le puede interesar, también te puede, también puede interesarte, más información,
    más noticias, ver también, vea también, suscríbase, suscríbete, regístrese, regístrate,
    síguenos, síganos, sigue toda, compartir, recibe el boletín, haz clic, haga clic,
    archivado en, temas:, etiquetas, tiempo de lectura`),
  linkBlocks: phrases(`
    te puede interesar, lea también, lee también, más información, más noticias,
    noticias relacionadas, relacionado, relacionados, lo más leído, lo más visto, compartir,
    archivado en, temas, etiquetas, recomendados, también te puede interesar`),
};
