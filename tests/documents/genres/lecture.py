"""Lecture notes as people type them."""

NUMBERED = """\
@ Hydraulics of Canals
Prof. Dora Eck, Spring 2020

# Lecture 3: Locks and Weirs
==========================

## 1. What a lock is

A lock is a chamber with a gate at either end. The water in it can be
raised and lowered, so that a boat goes from one level to another without
a slope.

Definition 1.1. A lift is the difference of the two levels.

Example: the upper lock has a lift of three metres.

## 2. Filling and emptying

### 2.1 Through the gates

- paddles in the gates
  - cheap
  - slow, and hard on small boats
- the first locks had only these

### 2.2 Through culverts

* culverts run beside the chamber
* water comes in from below
* faster, but the culvert has to be kept clear of mud

Theorem 2.2 (Torricelli). The speed of the water is that of a body fallen
from the height of the surface.

Proof. Take a drop at the surface and one at the opening. What the first
has in height the second has in speed, and nothing else has changed.

## 3. Weirs

A weir holds the level of the river above the lock. What is too much goes
over it.

1. Broad weirs
2. Sharp weirs
3. Weirs that can be moved

# Homework

Read the chapter on gates and do the first three problems. Bring a sketch
of a lock that you have seen yourself.
"""

CAPITALS = """\
@ HISTORY 214: WATERWAYS OF EUROPE
Lecture notes, week 5
4 May 2020

# THE FIRST CANALS

• dug by hand, for water and not for boats
• nobody thought of a lock
    • boats were dragged over a ramp
    • or unloaded
• see the map on the handout

# THE COMING OF THE LOCK

Leonardo did not invent it, whatever the guide in Milan says. He did make
the gates that everybody has used since: two leaves that meet at an angle
and are pressed together by the water itself.

Key terms:
  mitre gate - two leaves at an angle
  paddle - a small door in a gate
  pound - the water between two locks

# THE CANAL MANIA

• 1790 to 1810
• everybody bought shares
• most of them lost the money

Question for next week: who paid in the end?

# READING

Chapter 4 of the textbook, and the letters in the reader. The letters are
short, and more fun than the chapter.
"""

UNDERLINED_FRENCH = """\
@ Cours d'hydraulique
@ ===================
Mme Leroy, le 4 mai 2020

# Introduction
------------
On a vu la semaine dernière comment l'eau coule dans un canal ouvert. On
voit aujourd'hui ce qui se passe quand on lui ferme le chemin.

# Les écluses
-----------
Une écluse est un sas entre deux portes. On y lève ou on y baisse l'eau,
et le bateau avec elle.

Définition. La chute est la différence des deux niveaux.

Exemple : l'écluse du haut a une chute de trois mètres.

 - les vannes
 - les aqueducs
 - les bassins d'épargne

# Les barrages
------------
Un barrage tient le niveau de la rivière. Ce qui est de trop passe par
dessus.

Théorème 1 (Torricelli). La vitesse de l'eau est celle d'un corps tombé de
la hauteur de la surface.

# À faire pour lundi
------------------
Lire le chapitre sur les portes et faire les trois premiers exercices.
"""

LECTURES = """\
@ Notes on Real Analysis

# Lecture 1: Sequences

A sequence is a function on the natural numbers. We write it with an index
and think of it as a list that does not end.

Definition 1.1 (Limit). A number is the limit of a sequence if all but a
few members are as near to it as one likes.

Remark. "A few" means finitely many.

Theorem 1.2 (Uniqueness). A sequence has at most one limit.

Proof. Suppose that it had two. Then from somewhere on all members would
be nearer to each of them than half of their distance, and that cannot be.

## Homework

Find a sequence that has no limit and one that has one but takes its time,
and bring both of them to the next lecture.

# Lecture 2: Series

A series is the sequence of the sums of another. Most of what can be said
about one can be said about the other as well.

Lemma 2.1. If a series has a limit its members go to zero.

Exercise 2.2. Show that the converse is wrong.

Theorem 2.3 (Cauchy). A series has a limit if its tails are as small as
one likes from somewhere on.

## Homework

Sum the squares of what is one over a number, as far as you get by hand on
a Sunday afternoon.

# Lecture 3: Continuous Functions

A function is continuous if it takes limits to limits. One may draw it in
one go, people say, and people are nearly right.

Example 3.1. Every polynomial is continuous.

Theorem 3.2 (Bolzano). What is below zero here and above zero there is zero
somewhere between.
"""

ROMAN = """\
@ Waterways of Europe, Lecture 7
Dora Eck, 4 May 2020

# I. The first canals

   A. Dug by hand
      1. for water
      2. not for boats
   B. No locks
      - boats were dragged over a ramp
      - or unloaded

# II. The coming of the lock

   A. Leonardo
      1. did not invent it
      2. did make the gates
   B. The mitre gate
      - two leaves at an angle

# III. The canal mania

   A. 1790 to 1810
   B. Everybody bought shares
   C. Most of them lost the money

# IV. The railways

   A. Cheaper
   B. Faster
   C. There in winter
"""

GERMAN_NOTES = """\
@ Vorlesung Wasserbau
@ Prof. Dr. Dora Eck
@ Mitschrift von Bernd Acker

# Vorlesung 3: Schleusen (4.5.2020)

## 3.1 Grundlagen

Eine Schleuse ist eine Kammer mit zwei Toren. Das Wasser darin kann
gehoben und gesenkt werden, und das Boot mit ihm.

Definition 3.1. Die Fallhöhe ist der Unterschied der beiden Wasserstände.

Beispiel: Die obere Schleuse hat eine Fallhöhe von drei Metern.

## 3.2 Füllen und Leeren

- Schütze in den Toren
  - billig
  - langsam
- Umläufe neben der Kammer

Satz 3.2 (Torricelli). Die Geschwindigkeit des Wassers ist die eines
Körpers, der aus der Höhe des Wasserspiegels gefallen ist.

Beweis. Man nehme einen Tropfen oben und einen unten. Was der erste an
Höhe hat, hat der zweite an Geschwindigkeit.

# Vorlesung 4: Wehre (11.5.2020)

## 4.1 Feste Wehre

Ein Wehr hält den Wasserstand des Flusses. Was zu viel ist, läuft drüber.

Bemerkung. Man hört es auch.

## 4.2 Bewegliche Wehre

Sie lassen sich heben oder senken. Das kostet Geld, aber man ist im
Frühjahr froh darum.
"""

WEEKS = """\
@ BIO 101 - Class Notes

# Week 1: Cells

Cells are the smallest units of life. Everything that lives is made of them, and
every one of them comes from another one.

* two kinds
    * prokaryotic: no nucleus
    * eukaryotic: nucleus
* all have a membrane

IMPORTANT: this will be on the exam!

# Week 2: Membranes

* lipid bilayer
* proteins swim in it
* fluid mosaic model (1972)

Osmosis: water goes where there is more salt. That is why one should not drink
from the sea, and why the cucumber weeps in the salad.

# Week 3: Energy

* ATP is the coin of the cell
* made in mitochondria

Q: why two membranes?
A: they were bacteria once
"""

SPANISH_NOTES = """\
@ Apuntes de Historia de los Canales
@ Profesora: Dora Eck

# TEMA 1. LOS PRIMEROS CANALES

## 1.1. Para el agua

Se cavaron a mano, para el agua y no para los barcos. Nadie pensaba todavía
en una esclusa, y los barcos se arrastraban por una rampa.

## 1.2. Para los barcos

Los primeros fueron los de los molinos. El molinero abría una compuerta y
el barco bajaba con el agua, si tenía suerte.

# TEMA 2. LAS ESCLUSAS

## 2.1. La puerta de busco

Dos hojas que se encuentran en ángulo y que el agua misma aprieta.

Definición: el salto es la diferencia de los dos niveles.

## 2.2. Los depósitos

 - ahorran agua
 - cuestan sitio

# TEMA 3. EL FERROCARRIL

Era más barato y más rápido, y en invierno no se helaba. Los canales
quedaron para los que no tenían prisa.
"""

TIGHT = """\
@ WATER 12 - Locks and Weirs
@ Lecture 4: Weirs
@ Prof. D. Eck, 4 May 2020

# 0. Recap
- locks: two gates and a chamber
- paddles let the water in

# 1. Broad weirs
Width b, head h. Flow goes with b * h^(3/2).
Problem: nobody ever knows h.

# 2. Sharp weirs
## 2.1 The notch
Q = C * b * h, with h from the crest.
Example: a board with a cut in it.
## 2.2 The nappe
Theorem: air has to come in below.
Proof: put a finger in it. QED
## 2.3 Drowned weirs
The water below stands above the crest.
Two cases: h2 < h1 / 2
  - see the table!!
Otherwise: measure it again

# 3. Gates
Def. A gate is free if no water stands below it.
Q: is ours? A: only in August

TODO: read chapter 4
Exam relevant?? ask

# 4. Summary
Weirs: cheap, loud, full of branches.

# Homework
1) Show that a weir is never level.
2) Measure one.
"""
