"""Portuguese: a novel, an article, the rules of a club."""

NOVEL = """\
@ A BALSA DE SÃO TOMÉ

@ Romance


# PRIMEIRA PARTE


## CAPÍTULO PRIMEIRO

O rio não tinha ponte, e a vila não tinha pressa. Quem quisesse passar para a
outra margem batia três vezes no sino, e meu tio, se estivesse acordado,
soltava a balsa.

--Hoje não há corrente, dizia ele aos fregueses. Vão ter de esperar que o rio
se lembre de nós.

E os fregueses esperavam, sentados nas malas, porque não havia outro rio.


## CAPÍTULO SEGUNDO

Numa tarde de agosto apareceu do outro lado uma mulher com um piano. O piano
vinha numa carroça de bois, embrulhado em cobertores, e a mulher vinha a pé,
atrás dele, com a mão pousada na madeira.

Parte da vila desceu ao cais para ver. A outra parte já lá estava.


# SEGUNDA PARTE


## CAPÍTULO TERCEIRO

A balsa levava seis cabeças de gado ou quarenta sacos de milho; quanto ao
piano, ninguém sabia a que correspondia. Meu tio deu duas voltas em redor
dele, bateu com os nós dos dedos na tampa e escutou.

--É oco, disse por fim. Há de flutuar.


## CAPÍTULO QUARTO

Flutuou até ao meio do rio. Depois a corda partiu-se, sem barulho, e a balsa
começou a descer a corrente muito devagar, com o piano, a mulher e meu tio,
que ainda dizia adeus.
"""

ARTICLE = """\
# A escola que planta o próprio almoço

Quando a cantina da escola de Vale Fundo fechou por falta de verba, os pais
juntaram-se para cozinhar em casa. Um ano depois, metade do que os alunos
comem cresce no terreno atrás do ginásio.

O terreno era um estacionamento. Tiraram-lhe o alcatrão em três fins de
semana, com picaretas emprestadas e a ajuda dos bombeiros.

## Aulas entre os canteiros

Cada turma cuida de um canteiro e regista num caderno o que semeia e o que
colhe. A professora de matemática, Helena Prado, usa os cadernos nas aulas e
diz que nunca foi tão fácil explicar a regra de três.

Os mais novos tratam das ervas de cheiro. Aprenderam a distinguir a salsa dos
coentros, o que, segundo eles, muitos adultos não sabem fazer.

## O que dizem os números

No primeiro ano colheram-se oitocentos quilos de legumes. O desperdício na
cantina caiu para um terço, porque ninguém deita fora a couve que regou.

## Os planos para o inverno

Falta uma estufa. A escola pediu vidro velho às oficinas da região e já recebeu
quarenta janelas, de quarenta tamanhos diferentes, que os alunos do último ano
tentam agora encaixar umas nas outras.
"""

OTHER = """\
@ ESTATUTOS DO CLUBE DE XADREZ

# CAPÍTULO I - DO CLUBE

## Artigo 1.º

O clube reúne os amigos do xadrez da freguesia e funciona na sala de cima da
padaria, por onde também se entra.

## Artigo 2.º

O clube dura enquanto houver dois sócios. Com um sócio apenas, fica suspenso
até que alguém o desafie.

# CAPÍTULO II - DOS SÓCIOS

## Artigo 3.º

É sócio quem pagar a quota de janeiro. Quem a pagar em dezembro é sócio do ano
seguinte, mesmo que insista no contrário.

## Artigo 4.º

Os sócios podem trazer convidados. O convidado que ganhar três partidas
seguidas paga quota, nos termos do artigo 3.º destes estatutos.

# CAPÍTULO III - DAS PARTIDAS

## Artigo 5.º

Peça tocada é peça jogada, salvo se a tocou o gato da padaria, que não é
sócio nem convidado.
"""
