import { phrases, type Language } from '../language.ts';

export const portuguese: Language = {
  keyPoints: phrases(`
    pontos-chave, pontos chave, principais pontos, os pontos principais, pontos principais,
    em resumo, resumo, em síntese, o essencial, o que saber, o que você precisa saber,
    o que precisa de saber, o que se sabe, o que sabemos, destaques, em destaque, num relance,
    em poucas palavras, principais fatos, fatos principais, em breve, pontos essenciais,
    resumindo`),
  determiners: phrases('o, a, os, as, dois, duas, três, quatro, cinco, seis, sete, oito, dez'),
  by: phrases(`
    por, escrito por, texto de, autor, autora, reportagem de, da redação, análise de,
    publicado por`),
  and: phrases('e, com'),
  months: [
    phrases('janeiro, jan'),
    phrases('fevereiro, fev'),
    phrases('março, mar'),
    phrases('abril, abr'),
    phrases('maio, mai'),
    phrases('junho, jun'),
    phrases('julho, jul'),
    phrases('agosto, ago'),
    phrases('setembro, set'),
    phrases('outubro, out'),
    phrases('novembro, nov'),
    phrases('dezembro, dez'),
  ],
  weekdays: phrases(`
    segunda-feira, terça-feira, quarta-feira, quinta-feira, sexta-feira, sábado, domingo, hoje,
    ontem, segunda, terça, quarta, quinta, sexta`),
  published: phrases('publicado, publicado em, publicada em, criado em, data'),
  updated: phrases(`
    atualizado, atualizado em, atualizada em, atualizado há, última atualização, modificado em,
    actualizado, actualizado em`),
  dateWords: phrases('de, às, as, há, em, horas, hora, minutos, dias, h'),
  sections: phrases(`
    política, mundo, internacional, brasil, portugal, europa, economia, sociedade, cultura,
    esportes, esporte, desporto, ciência, tecnologia, saúde, opinião, análise, editorial, meio,
    ambiente, clima, notícias, eleições, negócios, e, país, cotidiano, mercado, poder, justiça`),
  photo: phrases(`
    foto, fotos, foto de, fotografia, fotografia de, imagem, crédito, créditos, fonte,
    divulgação, ilustração, foto por`),
  contributors: phrases(`
    com informações de, com informações da, com agências, com reportagem de,
    reportagem adicional de, reportagem de, edição de, tradução de, fonte, fontes,
    com a colaboração de, com lusa`),
  furniture: phrases(`
    publicidade, propaganda, anúncio, compartilhar, partilhar, imprimir, salvar, guardar,
    comentários, comentar, menu, buscar, pesquisar, entrar, assine, assinar, cadastre-se,
    newsletter, newsletters, ouvir, início, copiar link, link copiado, enviar por e-mail,
    contato, contacto, ampliar, fechar, ver mais, vídeo, continua após a publicidade,
    continua depois da publicidade, leia mais, aceitar`),
  furnitureStarts: phrases(`
    leia também, leia mais, leia a íntegra, ler mais, ler também, veja também, veja mais,
    saiba mais, assine, cadastre-se, inscreva-se, siga-nos, compartilhe,
    partilhe, receba a newsletter, clique aqui, assista:, tags:, temas:, tempo de leitura, continua após`),
  linkBlocks: phrases(`
    leia também, leia mais, veja também, saiba mais, relacionadas, notícias relacionadas,
    mais lidas, mais lidos, compartilhar, partilhar, tags, temas, recomendados`),
};
