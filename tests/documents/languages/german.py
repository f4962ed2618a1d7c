"""German: a novel, an article, the statutes of a society."""

NOVEL = """\
@ Das Haus am Wehr

@ Roman


# ERSTER TEIL


## Erstes Kapitel

Als der alte Brandl das Wehr übernahm, war er einundzwanzig Jahre alt und
hatte noch nie einen Fluss gesehen, der breiter war als die Straße vor der
Kirche. Man hatte ihm gesagt, dass er nur zu warten brauche; das Wasser
werde ihm schon zeigen, was zu tun sei.

»Und wenn es mir nichts zeigt?«, hatte er gefragt.

»Dann ist Sommer«, sagte der Mann vom Amt und gab ihm die Schlüssel.


## Zweites Kapitel

Im Herbst kam das Hochwasser. Es kam nachts, ohne Regen, als hätte jemand
weit oben im Gebirge eine Tür geöffnet, und am Morgen stand der Hof bis zur
zweiten Stufe unter Wasser.

Teil um Teil trug die Strömung den Zaun davon. Brandl stand am Fenster und
zählte die Latten, bis keine mehr da war.


# ZWEITER TEIL


## Drittes Kapitel

Von der Stadt aus gesehen war das Wehr nichts als ein heller Strich. Seine
Tochter, die dort seit dem Frühjahr in einer Apotheke lernte, sah jeden
Abend hinüber und dachte, dass sie ihn am Sonntag besuchen werde.

»Fahren Sie heim?«, fragte der Apotheker, wenn sie ihren Mantel nahm.

»Am Sonntag«, sagte sie.


## Viertes Kapitel

An dem Sonntag, an dem sie wirklich fuhr, war das Haus verschlossen. Auf der
Bank lagen die Schlüssel, und unter den Schlüsseln lag ein Zettel, auf dem
in der Schrift ihres Vaters stand, wie viel Wasser in der Nacht gekommen war.
"""

ARTICLE = """\
# Warum in Grünau wieder Straßenbahnen fahren

Dreißig Jahre lang lagen die Gleise unter dem Asphalt, und kaum jemand wusste
noch, dass es sie gab. Seit dem vergangenen Oktober fährt auf ihnen wieder
eine Bahn, alle zwanzig Minuten, vom Bahnhof bis zum Krankenhaus.

Die Stadt hatte zunächst nur prüfen lassen, ob man die Schienen verkaufen
könne. Das Gutachten kam zu einem anderen Ergebnis, als man erwartet hatte.

## Ein Fund unter der Hauptstraße

Bei Bauarbeiten stießen Arbeiter auf vier Kilometer gut erhaltene Gleise. Sie
waren nach der Stilllegung nicht entfernt, sondern bloß überdeckt worden, weil
das Geld für den Rückbau damals schon ausgegeben war.

Die Ingenieurin Marlene Vogt hat jeden Meter untersucht. Von hundert Schwellen,
sagt sie, habe man am Ende elf austauschen müssen.

## Was die Fahrgäste sagen

An der Haltestelle vor dem Markt warten an diesem Morgen vierzehn Menschen. Die
meisten sind früher mit dem Auto gefahren, zwei sind zu Fuß gegangen, und ein
älterer Herr behauptet, er habe einfach dreißig Jahre lang gewartet.

## Streit um die zweite Linie

Ob die Bahn auch in die Siedlung am Hang fahren soll, ist umstritten. Dort ist
die Straße schmal, und mancher fürchtet um seinen Parkplatz. Im Frühjahr
wollen die Bürger darüber abstimmen.
"""

OTHER = """\
@ Satzung des Vereins der Bücherfreunde

# Erster Abschnitt: Allgemeine Bestimmungen

## § 1 Name und Sitz

(1) Der Verein führt den Namen »Verein der Bücherfreunde« und hat seinen
Sitz in der Stadt, in deren Bibliothek er gegründet wurde.

(2) Er soll in das Vereinsregister eingetragen werden. Das Geschäftsjahr ist
das Kalenderjahr.

## § 2 Zweck

(1) Zweck des Vereins ist es, alte Bücher zu erhalten und sie denen zu
zeigen, die sich für sie interessieren.

(2) Der Verein verfolgt keine wirtschaftlichen Ziele. § 1 Abs. 2 bleibt
unberührt.

## § 2a Bücherwagen

Der Bücherwagen gehört dem Verein. Er darf nur von Mitgliedern gezogen
werden, die ihn auch wieder zurückbringen.

# Zweiter Abschnitt: Mitglieder

## § 3 Aufnahme

(1) Mitglied kann jeder werden, der lesen kann oder es lernen möchte.

(2) Über den Antrag entscheidet der Vorstand. Lehnt er ihn ab, so muss er
keine Gründe nennen, soll es aber tun.

## § 4 Austritt

Der Austritt ist jederzeit möglich. Geliehene Bücher sind vorher
zurückzugeben, auch wenn sie noch nicht ausgelesen sind.
"""
