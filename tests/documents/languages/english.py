"""English: a novel, an article, the manual of a machine."""

NOVEL = """\
@ The Salt Road

@ A Novel


# PART ONE


## CHAPTER I

My grandfather kept the weighing house at the top of the salt road, and
whatever came over the pass had to stand on his scales before it was
allowed to go down to the towns. He trusted the scales more than people,
and people knew it.

"Eleven stone and a half," he would call out, and my grandmother wrote it
into the book without looking up.

In the winter that I turned nine, a man came over the pass with a sledge
that weighed nothing.


## CHAPTER II

He stood in the yard until dark. Nobody had seen such a thing before, and
the carters who had been first in the line came back up the road to look
at it. The needle did not move when the sledge was pushed on the plate,
and it did not move when it was pulled off again.

"Then your scales are broken," said the man.

"They have not been broken in forty years," said my grandfather.


# PART TWO


## CHAPTER III

The summer after that, a letter came from the town. It asked for the book
of the weighing house, all of its volumes, from the first year on, and it
gave no reason. My grandmother read it twice and laid it on the stove.

Part of what she felt was fear; the other part, as she told me when I was
grown, was relief that it had come at last.


## CHAPTER IV

I carried the books down myself. There were nineteen of them, and the mule
took them in two journeys, so that for one night half of the history of
the pass was in the town and the other half on the mountain.

When I came home the yard was empty, and the scales were gone.
"""

ARTICLE = """\
# A Town Learns to Share Its Tools

For most of a decade, the old fire station on Mill Street stood empty. Since
last spring it has lent out drills, ladders, sewing machines and a cider
press, and on some Saturdays the queue reaches as far as the bakery.

The idea is not new. Libraries of things exist in many cities, and most of
them began as this one did, with a few neighbours who were tired of buying
machines that they would use for a quarter of an hour.

## Who borrows, and what

Of the six hundred members, almost half had never set foot in the building
when it was still a fire station. They come for the carpet cleaner first,
says Ines Obuya, who keeps the register, and then they stay for the coffee.

The most wanted object is neither large nor dear. It is a hand truck, the
only one in town that fits through the doors of the old houses by the river.

## What it costs to keep things working

Lending is the easy part. Every object comes back a little more worn than it
went out, and somebody has to notice. Two retired fitters check each machine
on Mondays, and they throw away about one in forty.

The town pays the rent and nothing else. Membership fees cover the repairs,
although in the first winter, when the heating failed, it was a close thing.

## A second station

In autumn the town council will vote on whether the group may use the former
school kitchen on the other side of the river. If it does, the cider press
will have to move, because nobody wants to carry it over the bridge again.
"""

OTHER = """\
@ The Model 3 Hand Loom

@ Instructions for assembly and use

# 1. Before you begin

Unpack all parts and lay them out on a table. The beams are marked with a
letter on the side that faces the floor. If a part is missing, keep the
label of the box, because it names the person who packed it.

## 1.1 Tools

You need a screwdriver, a rubber mallet and a level. Do not use a power
tool: the beams are made of beech, which splits when it is hurried.

## 1.2 Where to put the loom

The loom should stand on an even floor, away from radiators and out of the
sun. Leave enough room on the left to step around it while warping.

# 2. Assembly

Start with the base. It looks the same from both ends, but only one of them
has the hole for the brake.

## 2.1 The base

Join beams A and B with the long bolts, and tighten them by hand. Turn the
base over. It must not rock; if it does, loosen the bolts and start again.

## 2.2 The castle

Lower the castle on the pegs until it clicks. Two people are better than
one for this step, and the shorter of them should stand behind.

# 3. Care

Dust the reed with a dry brush. Oil nothing but the brake, once a year, with
one drop of machine oil, and wipe off what you see of it the next day.
"""
