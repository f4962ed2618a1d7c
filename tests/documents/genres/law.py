"""Statutes as they are printed: numbered sections with their titles above, and schedules."""

STATUTE = """\
@ CANALS AND LOCKS ACT 1931

1931 CHAPTER 40

An Act to make provision for canals; to regulate the keeping of locks; and
for purposes connected with those matters.
                                                             [4th May 1931]

# PART I

# PRELIMINARY

## Meaning of "lock"

1.-(1) In this Act "lock" means any chamber with a gate at either end in
which the water can be raised and lowered.

(2) A weir is not a lock.

## Application

2. This Act applies to every canal which-

(a) is open to boats;

(b) holds water for the greater part of the year; and

(c) is not the property of the Crown.

# PART II

# KEEPERS

## Duty to open the gates

3.-(1) A keeper shall open the gates to any boat whose master asks for it.

(2) Subsection (1) does not apply to a boat which-

(a) is longer than the lock, or

(b) has been at the lock before on the same day.

## Tolls

4. The master of a boat shall pay to the keeper a toll not exceeding the
sum in the first column of Schedule 1.

## Lamps to be shown at night

5. A lamp shall be shown at each of the gates from sunset until sunrise.

## Short title and commencement

6.-(1) This Act may be cited as the Canals and Locks Act 1931.

(2) This Act comes into force on 1st January 1932.

# SCHEDULES

## SCHEDULE 1

Section 4

### TOLLS

1. For a boat of less than twenty tons: two pence.

2. For any other boat: four pence.

## SCHEDULE 2

Section 6

### REPEALS

The Upper Lock Act 1840.
"""

TITLES_WITH_STOPS = """\
@ WEIRS AND SLUICES ACT 1936

# ARRANGEMENT OF SECTIONS

1. Short title and commencement.
2. Interpretation.
3. Keepers of weirs.
4. Height of the boards.
5. Offences.

# PART I

# PRELIMINARY

## 1. Short title and commencement.

(1) This Act may be cited as the Weirs and Sluices Act 1936.

(2) This Act shall come into force on the first day of March 1937.

## 2. Interpretation.

In this Act, unless the context otherwise requires-

"weir" means a dam across a river over which the water may run;

"keeper" means a person who has been appointed-

(a) by the owner of the weir; or

(b) by the council of the county.

# PART II

# WEIRS

## 3. Keepers of weirs.

(1) The owner of a weir shall appoint a keeper.

(2) Nobody shall be the keeper of more than three weirs.

## 4. Height of the boards.

The boards of a weir shall not stand higher than the mark that the council
has set upon its side, but in a dry summer the council may allow it.

## 5. Offences.

(1) A keeper who lets the boards stand higher shall be guilty of an offence.

(2) The fine shall not exceed five pounds.
"""
