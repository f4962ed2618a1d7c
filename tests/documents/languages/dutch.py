"""Dutch: a novel, an article, a play."""

NOVEL = """\
@ DE BRUGWACHTER

@ Roman


# EERSTE DEEL


## HOOFDSTUK I

De brug ging elke dag vier keer open, en de brugwachter telde de schepen met
krijtstreepjes op de deur van zijn huisje. Als de deur vol was, begon hij
onderaan opnieuw, zodat niemand ooit heeft geweten hoeveel het er waren.

"Vandaag komt er geen meer," zei hij tegen de jongen.

"En dat licht dan?" vroeg de jongen, en hij wees.


## HOOFDSTUK II

Het schip was zo breed dat het nergens doorheen kon. Het lag drie weken voor
de brug en in die weken leerde het hele dorp de schipper kennen, zijn vrouw,
zijn hond en de geur van wat er in het ruim lag.

Deel van het ruim was leeg. Dat zei de schipper tenminste, wanneer men ernaar
vroeg, en dan lachte zijn vrouw.


# TWEEDE DEEL


## HOOFDSTUK III

In maart besloot de gemeente de brug te verbreden. Er kwamen mannen met
hamers, en later mannen met papieren, en tussen die twee in gebeurde er
niets, zodat de schipper aan wal ging wonen.

"Ik heb de tijd," zei hij. "Ik heb alleen het water niet."


## HOOFDSTUK IV

De dag waarop de brug voor het eerst openging, was het schip verkocht. Een
kleiner schip voer als eerste onder de vlaggen door, en de brugwachter zette
een streepje, en na enig nadenken zette hij er nog een.
"""

ARTICLE = """\
# Hoe een dorp zijn winkel terugkocht

Toen de laatste supermarkt van Oosterwaard sloot, moesten de inwoners voor een
brood twaalf kilometer rijden. Twee jaar later staan ze weer in de rij voor
hun eigen kassa, en die kassa is ook echt van hen.

Ruim driehonderd gezinnen legden geld in. Het kleinste bedrag was tien euro,
het grootste wil de penningmeester niet noemen.

## Van aandeel tot appeltaart

Wie een aandeel heeft, mag meebeslissen over wat er op de planken ligt. Dat
leidde tot lange avonden, vertelt Joke Hazelaar, die de vergaderingen
voorzit, vooral toen het over de drop ging.

Uiteindelijk kwam er een lijst van tweehonderd artikelen die er altijd moeten
zijn. De rest wisselt met het seizoen.

## Vrijwilligers achter de kassa

Er is één betaalde kracht; de andere diensten worden gedaan door wie er tijd
heeft. De jongste vrijwilliger is zestien, de oudste drieëntachtig, en allebei
rekenen ze uit het hoofd.

## Wat andere dorpen ervan leren

Inmiddels komen er bijna elke maand bezoekers uit de omgeving kijken. Ze
krijgen koffie en een stencil, en ze horen dat het eerste jaar het moeilijkst
is, en het tweede ook.
"""

OTHER = """\
@ DE VERLOREN SLEUTEL

@ Blijspel in twee bedrijven

# EERSTE BEDRIJF

## EERSTE TONEEL

GRIET, JORIS.

GRIET. Je hebt hem weer laten vallen, en nu ligt hij in het water, en het water
is van de buren.

JORIS. Dan vragen we het aan de buren. Zijn ze thuis?

## TWEEDE TONEEL

DE VORIGEN, DE BUURMAN.

BUURMAN. Wie zoekt er in mijn water? Wat daarin valt, is van mij.

JORIS. Dan is ons huis ook van u, want wij komen er niet meer in.

# TWEEDE BEDRIJF

## EERSTE TONEEL

DE BUURMAN, GRIET.

GRIET. U hebt de sleutel, en wij hebben de deur. Laten we iets afspreken.

BUURMAN. Ik wil het raam.

## TWEEDE TONEEL

DE VORIGEN, JORIS.

JORIS. Hij was het niet! Ik had de goede al die tijd in mijn schoen.

GRIET. Dan is de zijne van een ander huis, en dat wil ik eerst zien.
"""
