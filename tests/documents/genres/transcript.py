"""Interviews, hearings and minutes: who speaks is no heading."""

INTERVIEW = """\
@ Interview with Anna Vos, Keeper of the Upper Lock

Interviewed by Ben Aker
May 4, 2020

INTERVIEWER: How did you come to the lock?

VOS: My father kept it before me, and his father before him. I was born in
the house, and when my father could not lift the paddles any more I was
the one who could. There was never a day when somebody asked me.

INTERVIEWER: Did you want to?

VOS: Nobody asked that either.

INTERVIEWER: What was it like in winter?

VOS: Cold. The water froze at the gates first, and we had to go out with
poles at four in the morning to keep them free. The ice sings before it
breaks. You learn to hear it in your sleep.

INTERVIEWER: And in the flood of 1953?

VOS: We stood on the gates all night. I have told that story so often that
I am not sure any more which part of it I saw and which I was told.

INTERVIEWER: Tell it once more.

VOS: No.

INTERVIEWER: Thank you.

VOS: You are welcome.
"""

CHAPTERS = """\
@ The Canal Podcast, Episode 12: The Night of the Flood

# Introduction

[00:00:05] Ben: Welcome to the show. Today we speak about the flood, and
with us is somebody who saw it from closer than she wanted to.

[00:00:31] Anna: Good morning.

[00:00:33] Ben: Where were you when it began?

# The Night on the Gates

[00:01:10] Anna: On the gates. The water came over the sill at eleven, and
from then on there was nothing to be done but to stand there and count the
boards that went down the river.

[00:03:45] Ben: How many were there?

[00:03:47] Anna: A hundred and eleven.

[00:03:50] Ben: You counted them?

# What Came After

[00:07:02] Anna: The mud. For three weeks we carried it out of the house in
buckets, and when we were done the carpenter told us that the floor would
have to come out as well.

[00:08:20] Ben: And you stayed.

[00:08:22] Anna: Where should I have gone?
"""

HEARING = """\
@ HEARING ON THE UPPER LOCK

@ COMMITTEE ON WATERWAYS

Monday, May 4, 2020

# PROCEEDINGS

THE CHAIRMAN: The committee will come to order. We meet this morning to
hear about the state of the upper lock and about the money that was given
for it in the year before last.

MR. SMITH: Mr. Chairman, may I ask a question first?

THE CHAIRMAN: You may.

MR. SMITH: Who has the key?

THE CHAIRMAN: That is the question that we are here for.

# STATEMENT OF MS. ANNA VOS, KEEPER OF THE LOCK

MS. VOS: Thank you, Mr. Chairman. I have kept the lock for thirty years
and I have never had more than one key. In the spring of last year a man
from the town came and asked for a second one.

Q. Did he say what for?

A. He said it was for the files.

Q. Did you give it to him?

A. I did not have it.

(Recess.)

# AFTERNOON SESSION

THE CHAIRMAN: We are back in session. The witness is reminded that what
she said before the recess is on the record and that she may add to it.

MS. VOS: I have nothing to add.

MR. SMITH: No further questions.

# ADJOURNMENT

THE CHAIRMAN: The committee stands adjourned until Monday of next week,
when we shall hear the man from the town and see the files.
"""

MINUTES = """\
@ Minutes of the Meeting of the Friends of the Canal

Date: 4 May 2020
Present: Anna Vos (chair), Ben Aker (minutes), Carla Diaz
Apologies: Dora Eck

# 1. Minutes of the last meeting

The minutes were approved without changes. Ben will put them on the board
in the lock house by the end of the week.

# 2. Winter closure

Anna: The yard has no crane before the eighth of December.
Carla: Then the school has to know now.
Ben: I shall tell them.

Decision: The closure begins on the eighth of December.

# 3. The engine of the barge

Carla gave a report. Three offers have come in, and the cheapest is twice
as dear as what there is in the till.

- Carla asks the bank.
- Anna asks the town.
- Ben sells cake.

# 4. Any other business

None. The next meeting is on 8 June 2020 at seven in the lock house.
"""

GERMAN_MINUTES = """\
@ Protokoll der Sitzung des Schleusenvereins

Datum: 4. Mai 2020
Anwesend: Anna Lehr, Bernd Acker, Karla Dietz
Protokoll: Bernd Acker

# TOP 1: Begrüßung

Anna Lehr begrüßt die Anwesenden und stellt fest, dass fristgerecht
eingeladen wurde. Gegen die Tagesordnung gibt es keine Einwände.

# TOP 2: Sperrung der oberen Schleuse

Frau Lehr: Die Werft hat vor dem achten Dezember keinen Kran frei, also
verschiebt sich alles um eine Woche nach hinten.

Herr Acker: Weiß das die Schule?

Frau Dietz: Noch nicht.

Beschluss: Herr Acker unterrichtet die Schule bis Ende der Woche.

# TOP 3: Verschiedenes

Frau Dietz: Der Motor ist hinüber. Es liegen drei Angebote vor, und das
günstigste kostet doppelt so viel, wie der Verein auf dem Konto hat.

Herr Acker: Dann backen wir Kuchen.
"""

SPEAKERS_ALONE = """\
@ The Flood, as Three of Us Remember It

Anna Vos  0:03
It began at eleven. I know that because the bell of the church had rung and
my father had said that he would go out once more before he went to bed.

Ben Aker  0:21
I thought it was ten.

Anna Vos  0:24
It was eleven. The water came over the sill, and from then on there was
nothing to be done but to stand there and count the boards going by.

Carla Diaz  1:02
We saw it from the hill. There was one lamp on the gates, and it went to
and fro all night, and in the morning it was still going.

Ben Aker  1:40
That was me.
"""
