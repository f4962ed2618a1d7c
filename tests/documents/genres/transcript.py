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

COURT = """\
@ IN THE COURT OF THE TOWN

@ TRANSCRIPT OF PROCEEDINGS

May 4, 2020

# APPEARANCES

For the Town:  Mr. John Smith
For the Keeper:  Ms. Dora Eck

# OPENING STATEMENT BY MR. SMITH

          MR. SMITH:  May it please the court.  This is a case about a key.
It hung on a nail, and then it did not hang on a nail any more, and the
question is who had it in between.

          THE COURT:  Thank you, Mr. Smith.  Call your first witness.

# DIRECT EXAMINATION

BY MR. SMITH:

     Q    Please state your name for the record.

     A    Anna Vos.

     Q    What do you do?

     A    I keep the upper lock.  I have done so for thirty years, and my
father did so before me.

     Q    Who has the key?

     A    I do.

# CROSS-EXAMINATION

BY MS. ECK:

     Q    Did anybody ask you for it?

     A    A man from the town did, in the spring.  He said that it was for
the files.

# CLOSING ARGUMENTS

          MR. SMITH:  The key has been found, your honor, in the pocket of a
coat, and the town has nothing more to say.

          THE COURT:  Then we are adjourned.
"""

TIGHT = """\
@ Oral History of the Canal: Anna Vos

Interviewee: Anna Vos
Interviewer: Ben Aker
Date: May 4, 2020

# CHILDHOOD

[00:00:12] AKER: Tell me where you were born.
[00:00:15] VOS: In the lock house. In the room above the gates, my mother
said, on a night when nobody could hear me cry for the water.
[00:00:40] AKER: And your father was the keeper?
[00:00:44] VOS: My father and my grandfather. There was always one of us
at the gates.

# THE WAR YEARS

[00:10:02] AKER: What happened in the war?
[00:10:05] VOS: The boats stopped. Then other boats came, grey ones, and we
had to let them through at night without a lamp.
[00:11:30] AKER: Were you afraid?
[00:11:32] VOS: I was six. I thought that it was how one did things.

# RETIREMENT

[00:40:00] AKER: Do you miss it?
[00:40:03] VOS: I live there. How could I miss it? I hear the water every
night, and I still wake up when it changes.
"""

FRENCH = """\
@ Entretien avec Anne Leroy, éclusière

Propos recueillis par Benoît Acier
4 mai 2020

JOURNALISTE : Comment êtes-vous venue à l'écluse ?

ANNE LEROY : Mon père la tenait avant moi, et son père avant lui. Je suis née
dans la maison, au-dessus des portes, une nuit de crue.

JOURNALISTE : Vous l'avez voulu ?

ANNE LEROY : Personne ne me l'a demandé.

# L'hiver

JOURNALISTE : Comment était-ce en hiver ?

ANNE LEROY : Froid. L'eau gelait d'abord aux portes, et il fallait sortir à
quatre heures du matin avec des perches pour les dégager.

# La crue de 1953

JOURNALISTE : Et la crue ?

ANNE LEROY : Nous sommes restés toute la nuit sur les portes. J'ai compté les
planches qui descendaient la rivière, il y en avait cent onze.

JOURNALISTE : Merci.
"""

CHINESE = """\
@ 守闸人访谈
2020年5月4日

记者：您是怎么到水闸来的？
李安：我父亲在我之前看守这个水闸，祖父又在他之前。我就出生在闸房里，那天夜里河水涨得很高，没有人听见我哭。
记者：您自己愿意吗？
李安：没有人问过我。
# 一、冬天
记者：冬天是什么样子？
李安：很冷。水先在闸门边结冰，我们凌晨四点就要拿着竿子出去把冰敲开。冰裂之前会唱歌，睡着了也听得见。
# 二、大水
记者：那年的大水呢？
李安：我们整夜站在闸门上。河里漂下来的木板我都数过，一共一百一十一块，后来再也没有见过那么多。
记者：谢谢您。
"""

MINUTES_CAPS = """\
@ FRIENDS OF THE CANAL
@ MINUTES OF THE REGULAR MEETING
May 4, 2020

# CALL TO ORDER

The meeting was called to order by Anna Vos at 7:02 p.m.

# ROLL CALL

Present: Vos, Aker, Diaz. Absent: Eck.

# APPROVAL OF MINUTES

Aker moved to approve the minutes of April 6. Diaz seconded. The motion
carried unanimously.

# TREASURER'S REPORT

Aker reported a balance of 111.53.

# OLD BUSINESS

Winter closure: The yard has no crane before the eighth of December.

# NEW BUSINESS

Diaz presented three offers for an engine. After some discussion the matter
was put off until the next meeting, since the money is not there.

# ADJOURNMENT

The meeting was adjourned at 8:15 p.m.

Respectfully submitted,
Ben Aker, Secretary
"""

SPEAKERS = """\
@ Focus Group Transcript, Session 2

# Introductions

Moderator: Thanks for coming. Let us go round, and please say what brings you to the canal.
Participant 1: I have a boat. It is small, but I have had it for twenty years and I love it.
Participant 2: I walk the dog.
Participant 3: I fish, or rather I sit there with a rod, which is not the same, says my wife.
# The towpath
Moderator: What do you think of the towpath?
Participant 2: Mud.
Participant 1: The other side is better, where the school is: they put down gravel last year.
Participant 3: Mud, yes.
# The locks
Moderator: And the locks?
Participant 1: Slow. But I am in no hurry, and the keeper tells stories that pass the time.
Participant 3: I have never used one.
Moderator: Thank you all.
"""

PLAY = """\
@ THE KEY: A COMEDY

# ACT I

## SCENE 1

The lock house. ANNA at the window.

ANNA: It has gone again.

BEN: What has?

ANNA: The key. It hung on that nail, and now there is nothing on it, and the
painter comes on Thursday.

BEN: Did you look in your coat?

## SCENE 2

The gates. Night.

CARLA: Who is there?

BEN: Only me. I am looking for something that I have not lost, and I should
be glad if you held the lamp.

# ACT II

## SCENE 1

The lock house, the next morning.

ANNA: Good morning.

CARLA: I am sorry. It was in my pocket all the time, and I only found it when
I looked for my gloves.
"""
