"""What else people keep in plain text."""

NEWS = """\
@ Changes in the lock simulator

# Version 2.1 (4 May 2020)

* The gates no longer open by themselves.
* New option --winter, which freezes the water and makes the gates stick
  until somebody has gone out with a pole.
* Bugs fixed: #12, #17.

# Version 2.0 (1 March 2020)

This version cannot read the files of older ones. Run the converter first,
and keep a copy of what you had.

** Incompatible changes

- The unit of the lift is the metre.
- Boats have names.

# Version 1.9.1 (2 January 2020)

* A boat that was too long could leave the chamber backwards. It now waits
  as everybody else does.
"""

CHANGELOG = """\
# 2020-05-04 Anna Vos <anna@example.org>

\t* gates.c (open_gate): Look at the level first.
\t* gates.h: Likewise.

# 2020-05-01 Ben Aker <ben@example.org>

\t* boat.c (enter): Boats that are too long do not enter.
\tThey are told why, and what they can do about it instead.

# 2020-03-01 Anna Vos <anna@example.org>

\t* Release 2.0.
"""

FAQ = """\
@ Frequently Asked Questions about the Lock

# 1. When is the lock open?

From six in the morning until eight at night, and in summer until ten. In
winter it is closed.

# 2. How long may my boat be?

Twenty metres. A longer one has to go round by the old arm, which takes
about three hours more.

# 3. May I work the gates myself?

No.

# 4. What does it cost?

Nothing, but there is a tin on the window sill and it likes to be fed.
"""

Q_AND_A = """\
@ LOCK FAQ

# Q: When is the lock open?

A: From six in the morning until eight at night, and in summer until ten. In
winter it is closed.

# Q: How long may my boat be?

A: Twenty metres. A longer one has to go round by the old arm, which takes
about three hours more.

# Q: May I work the gates myself?

A: No.

# Q: What does it cost?

A: Nothing, but there is a tin on the window sill and it likes to be fed.
"""

FRENCH_FAQ = """\
@ Foire aux questions

# Quand l'écluse est-elle ouverte ?

De six heures du matin à huit heures du soir, et l'été jusqu'à dix heures.
L'hiver elle est fermée.

# Quelle longueur mon bateau peut-il avoir ?

Vingt mètres. Un bateau plus long doit passer par l'ancien bras, ce qui
prend trois heures de plus.

# Combien cela coûte-t-il ?

Rien, mais il y a une boîte sur le rebord de la fenêtre, et elle aime bien
qu'on la nourrisse.
"""

RECIPE = """\
@ Keeper's Pea Soup

Serves 6
Takes 2 hours

# Ingredients

500 g split peas
2 carrots
1 onion
a piece of smoked bacon
salt, pepper

# Method

1. Wash the peas and leave them in cold water over night.
2. Cut the carrots and the onion small, and fry them with the bacon in a
   large pot until they smell good.
3. Add the peas with two litres of water and let it all simmer for an hour
   and a half. Stir now and then, or it will burn.
4. Salt at the end.

# Notes

It is better on the second day. On the third one needs a knife for it, and
that is how the keeper liked it.
"""

POEMS = """\
@ Songs of the Lock

@ by Anna Vos


# THE GATE

Two leaves that lean against the stream,
  and nothing else between
the water that is still a dream
  and water that has been.


# WINTER

The ice sings low, the ice sings high,
  it sings before it breaks,
and over it the wild geese fly
  from rivers down to lakes.


# TO A BARGE

You carry coal, you carry sand,
  you carry what they pay,
and when you pass I lift my hand
  and you have gone away.


# THE KEY

There is a nail, and nothing there
  but where the key has hung
a little brightness in the air,
  a bell that has been rung.
"""

README = """\
@ LOCKSIM 2.1
===========

A simulator of locks.

# INSTALLATION
------------

You need a compiler and the library that draws the water. Both come with
every system that is not too old:

    ./configure
    make
    make install

# USAGE
-----

Call it with the name of a canal:

    locksim leeds

# OPTIONS
-------

--winter    freezes the water
--boats N   lets N boats wait

# LICENSE
-------

You may do what you like with it, as long as you say where you have it
from and do not blame us.

# CONTACT
-------

Anna Vos <anna@example.org>
"""

AGENDA = """\
@ Friends of the Canal
@ Annual General Meeting
Monday, 4 May 2020, 19:00
The Lock House

@ AGENDA

# 1. Welcome and apologies

Anna opens the meeting. Apologies have come from Dora, who is on the train
and will be late, and from the treasurer.

# 2. Reports

## 2.1 The keeper's report

Anna tells what has happened at the lock since the last meeting, and what
is going to happen in the winter.

## 2.2 The treasurer's report

Ben shows the books. There is not much in them.

# 3. Winter closure

The yard has no crane before the eighth of December. Papers A and B were
sent out with the invitation.

# 4. Any other business

Please tell Anna beforehand.
"""

CONTRACT = """\
@ LEASE OF THE LOCK HOUSE

This agreement is made on 4 May 2020 between the Town (the "Landlord") and
Anna Vos (the "Tenant").

# 1. THE HOUSE

1.1 The Landlord lets the lock house to the Tenant, with the garden and the
shed, but without the key to the upper gate.

1.2 The Tenant has seen the house and takes it as it is.

# 2. RENT

2.1 The rent is one pound a year, payable on the first of May.

2.2 The rent does not include:

(a) coal;

(b) water, of which there is enough; and

(c) the tin on the window sill.

# 3. TERM

3.1 The lease begins on 4 May 2020 and goes on for as long as the Tenant
keeps the lock.

# 4. GENERAL

4.1 Changes to this agreement have to be in writing.

4.2 The law of the country applies.

SIGNED by the parties on the date above.
"""

CHAT = """\
[19:58] <anna> is anybody there?
[19:59] <ben> yes
[20:00] * carla has joined #canal
[20:00] <carla> hello, sorry, the train
[20:01] <anna> then let us begin
[20:01] <anna> first: the winter closure
[20:02] <ben> the yard has no crane before the eighth
[20:02] <carla> does the school know?
[20:03] <ben> not yet
[20:04] <anna> ben tells them by friday
[20:05] <ben> ok
[20:06] <anna> second: the engine
[20:07] <carla> three offers, the cheapest is twice what we have
[20:08] <ben> cake
[20:08] <carla> a lot of cake
[20:09] * ben has left #canal
"""
