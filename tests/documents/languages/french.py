"""French: a novel, an article, a play."""

NOVEL = """\
@ LA MAISON DES VENTS

@ roman


# PREMIÈRE PARTIE


## CHAPITRE PREMIER

Personne, au village, ne savait au juste depuis quand le moulin ne tournait
plus. Les plus vieux disaient que leurs pères l'avaient vu tourner; mais
leurs pères, quand ils vivaient encore, avaient dit la même chose.

--Il faudrait demander à la veuve, répétait le maire, et l'on parlait
d'autre chose.

La veuve habitait la dernière maison, celle dont les volets battaient même
par temps calme.


## CHAPITRE II

Un matin de mars, un jeune homme descendit de la diligence avec une malle et
une lettre. Il demanda le chemin du moulin, et comme on riait, il montra la
lettre, qui portait le sceau du notaire.

--Vous l'avez acheté? demanda l'aubergiste.

--J'en ai hérité, dit le jeune homme, ce qui est bien pis.


# DEUXIÈME PARTIE


## CHAPITRE III

Il fallut tout l'été pour remonter les ailes. Le charpentier venait le
dimanche, après la messe, et ne voulait pas d'argent; il disait qu'un homme
qui répare un moulin travaille pour tout le monde.

Livre après livre, le jeune homme vendait sa bibliothèque afin d'acheter de
la toile.


## CHAPITRE IV

La première nuit d'octobre, le vent se leva. Tout le village l'entendit, et
tout le village sortit sur la place, en sabots, pour voir si le moulin
tournerait. On attendit jusqu'à l'aube.
"""

ARTICLE = """\
# À Brévant, la rivière redevient un lieu de baignade

Pendant un demi-siècle, on n'y trempait pas même la main. Depuis le mois de
juin, les habitants de Brévant se baignent de nouveau dans leur rivière, et
la mairie a dû acheter à la hâte des bouées et un sifflet.

Tout avait commencé par une plainte. Un pêcheur reprochait à la commune de
ne plus prendre que des bottes; on lui répondit qu'il avait raison.

## Une eau longtemps surveillée

Le laboratoire du département prélève un échantillon chaque lundi. En six
ans, la part des échantillons jugés mauvais est passée d'un sur deux à un sur
trente, dit Élise Carpentier, qui dirige les analyses.

La teinturerie, fermée depuis longtemps, n'y est pour rien. Ce sont les
égouts du quartier haut qu'il a fallu reprendre, rue par rue.

## Le retour des habitants

Le samedi, on compte jusqu'à 1 000 personnes sur la berge. Certaines
viennent de loin, avec des chaises, et s'étonnent que l'eau soit si froide.

## Ce qui reste à faire

Le barrage empêche encore les poissons de remonter. La commune voudrait y
construire une échelle, mais le devis dépasse de beaucoup son budget, et le
propriétaire du barrage ne répond pas aux lettres.
"""

OTHER = """\
@ L'HÉRITIER DISTRAIT

@ Comédie en deux actes

# ACTE PREMIER

## SCÈNE PREMIÈRE

LISE, BAPTISTE.

LISE. Vous avez encore laissé la clef sur la porte, et la porte au milieu
du jardin.

BAPTISTE. Elle sera mieux là pour prendre l'air. Monsieur est-il levé?

LISE. Monsieur est levé, mais il ne le sait pas encore.

## SCÈNE II

LES MÊMES, LE BARON.

LE BARON. J'ai rêvé que j'étais riche. Baptiste, suis-je riche?

BAPTISTE. Monsieur l'était hier soir, avant de signer.

LE BARON. Et qu'ai-je donc signé?

# ACTE II

## SCÈNE PREMIÈRE

LE BARON, LE NOTAIRE.

LE NOTAIRE. Voici l'acte, monsieur. Il est en règle, hormis qu'il est signé
d'un autre nom que le vôtre.

LE BARON. Alors je suis sauvé!

## SCÈNE II

LES MÊMES, LISE.

LISE. Ne vous réjouissez pas trop vite. L'autre nom est celui de votre
oncle, et votre oncle est à la porte.

LE NOTAIRE. Au milieu du jardin?

FIN
"""
