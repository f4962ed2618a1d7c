"""Italian: a novel, an article, a libretto."""

NOVEL = """\
@ IL MAESTRO DI NEVE

@ Romanzo


# PARTE PRIMA


## CAPITOLO PRIMO

In paese lo chiamavano il maestro, benché non avesse mai insegnato altro che
ad aspettare. Arrivava con la prima neve e ripartiva con l'ultima, e in mezzo
abitava la scuola, che d'inverno restava chiusa perché nessuno riusciva a
scaldarla.

--Che cosa fa lì dentro tutto il giorno?-- domandavano i bambini.

--Legge-- rispondevano le madri, e abbassavano la voce.


## CAPITOLO SECONDO

L'anno della grande nevicata fu il primo in cui qualcuno andò a cercarlo. Era
mancato il sale, poi era mancata la farina, e mio padre disse che un uomo che
viveva di carta doveva pur averne messa da parte un po'.

Aprì lui stesso la porta. Parte della stanza era occupata da libri, e il resto
da una slitta.


# PARTE SECONDA


## CAPITOLO TERZO

Con quella slitta scesero a valle in due, il maestro e mio padre, e stettero
via nove giorni. Al decimo sentimmo i campanelli prima ancora di vedere
qualcosa, e il parroco fece suonare le campane per rispondere.

--C'è farina per tutti-- gridava mio padre --e una lettera per il sindaco!


## CAPITOLO QUARTO

Della lettera non si seppe nulla fino a primavera. Quando la neve si sciolse
e il maestro non ripartì, la gente capì da sola che cosa c'era scritto.
"""

ARTICLE = """\
# Il forno di Montalto riaccende il fuoco

Per ventidue anni il forno comunale è servito da deposito di biciclette. Da
settembre si accende ogni venerdì all'alba, e chi vuole può portarvi il
proprio pane, purché abbia scritto il nome sulla pagnotta.

L'idea è venuta a un gruppo di studenti che cercavano un posto per cuocere le
pizze senza svegliare i vicini.

## Una tradizione interrotta

Fino agli anni Sessanta ogni famiglia aveva il suo turno. Le donne portavano
le tavole sulla testa e il fornaio riconosceva ogni pane dalla forma, racconta
Ada Berti, che di quel fornaio è la nipote.

Poi arrivarono le cucine a gas, e in pochi inverni il forno si spense senza
che nessuno lo avesse deciso.

## Il lavoro dei volontari

Per riparare la volta ci sono voluti quattro mesi. I mattoni, fatti a mano,
vengono da una fornace che lavora ancora come due secoli fa, e che li ha
regalati in cambio di una cena.

## Quanto costa una pagnotta

Si paga soltanto la legna. Ogni infornata ne consuma mezzo quintale, e divisa
fra trenta famiglie la spesa è minore di quella di un caffè. Il caffè, del
resto, lo offre il comune.
"""

OTHER = """\
@ LA LOCANDA DEL SILENZIO

@ Opera buffa in due atti

# ATTO PRIMO

## SCENA I

Cortile della locanda. Bettina, poi Don Fabrizio.

BETTINA. Che bella cosa è un oste che non parla! I conti li fa piano, e gli
errori li fa zitto.

DON FABRIZIO. Buona donna, c'è una camera?

BETTINA. Ce n'è una sola, ma la porta non si apre.

## SCENA II

L'Oste, e detti.

DON FABRIZIO. Signor oste, quanto volete per una camera che non si apre?

BETTINA. Non risponde mai prima di mezzogiorno.

# ATTO SECONDO

## SCENA I

Camera. Don Fabrizio solo, con una candela.

DON FABRIZIO. Sono entrato dalla finestra, ed ecco che non posso più uscire.
Dormirò, e domani si vedrà chi deve pagare.

## SCENA II

Bettina di fuori, e detto.

BETTINA. Signore, il padrone ha parlato! Ha detto una parola sola, e adesso
non si ricorda quale.
"""
