"""Digests, mailboxes and single mails; the titles are the words of their subjects."""

MAILMAN = """\
Send canal-talk mailing list submissions to
\tcanal-talk@lists.example.org

To subscribe or unsubscribe via the World Wide Web, visit
\thttps://lists.example.org/mailman/listinfo/canal-talk
or, via email, send a message with subject or body 'help' to
\tcanal-talk-request@lists.example.org

You can reach the person managing the list at
\tcanal-talk-owner@lists.example.org

When replying, please edit your Subject line so it is more specific
than "Re: Contents of canal-talk digest..."


Today's Topics:

   1. Winter closure of the upper lock (Anna Vos)
   2. Re: Winter closure of the upper lock (Ben Aker)
   3. A new engine for the old barge, and what it is going to
      cost us (Carla Diaz)


----------------------------------------------------------------------

Message: 1
Date: Mon, 4 May 2020 10:54:03 +0200
From: Anna Vos <anna@example.org>
To: canal-talk@lists.example.org
# Subject: [canal-talk] Winter closure of the upper lock
Message-ID: <20200504105403.GA1@example.org>
Content-Type: text/plain; charset="utf-8"

Hello all,

the upper lock will be closed from the first of December until the end
of February. The gates have to be lifted out, and that cannot be done
while the water is high.

Costs
-----
We have asked three yards for an offer, and two of them have answered.

Anna

--
Anna Vos
Keeper of the Upper Lock

------------------------------

Message: 2
Date: Mon, 4 May 2020 12:20:41 +0200
From: Ben Aker <ben@example.org>
To: canal-talk@lists.example.org
# Subject: Re: [canal-talk] Winter closure of the upper lock
Message-ID: <20200504122041.GB2@example.org>

On Mon, 4 May 2020, Anna Vos wrote:

> Hello all,
>
> the upper lock will be closed from the first of December until the end
> of February.

That is a long time. Could the boats of the school go round by the old
arm? It was dredged only two years ago.

> We have asked three yards for an offer.

Which ones?

Ben
-------------- next part --------------
An HTML attachment was scrubbed...
URL: <http://lists.example.org/attachments/attachment-0001.html>

------------------------------

Message: 3
Date: Tue, 5 May 2020 08:00:00 +0200
From: "Carla Diaz" <carla@example.org>
To: "Friends of the Canal"
\t<canal-talk@lists.example.org>
# Subject: [canal-talk] A new engine for the old barge, and what it is
\tgoing to cost us
Message-ID: <20200505080000.GC3@example.org>

Dear friends,

the old engine has given up. There are three ways to go on from here:

1. Repair what we have.
2. Buy one second hand.
3. Go electric.

I am for the third.

Carla

------------------------------

Subject: Digest Footer

_______________________________________________
canal-talk mailing list
canal-talk@lists.example.org
https://lists.example.org/mailman/listinfo/canal-talk


------------------------------

End of canal-talk Digest, Vol 97, Issue 23
******************************************
"""

FORUM = """\
Date: Mon, 10 Jun 1996 18:16:05 PDT
From: Forum Moderator <moderator@example.org>
# Subject: WATERWAYS DIGEST 18.19

WATERWAYS-LIST: Waterways-Forum Digest  Monday 10 June 1996  Volume 18 : Issue 19

   FORUM ON WATERWAYS AND THOSE WHO LIVE BY THEM
   Committee on Canals, Dora Eck, moderator

***** See last item for further information, disclaimers, etc. *****

  Contents:
Lock gates that open by themselves (Howard Golding)
Lives lost to a missing railing (Karl Bauer)
Re: The price of a bridge (Anna Vos, Ben Aker)
Info on the forum

----------------------------------------------------------------------

Date: 8 Jun 1996 01:38:13 GMT
From: howard@example.org (Howard Golding)
## Subject: Lock gates that open by themselves

On Friday the gates of the lower lock opened at night and nobody had
touched them. The computer that keeps them had been given a new clock,
and the clock thought that it was noon.

  [The moderator remembers a bridge that did the same.]

------------------------------

Date: Sat, 8 Jun 1996 11:02:00 +0200
From: Karl Bauer <karl@example.org>
## Subject: Lives lost to a missing railing

The report about the accident of last winter has come out. It says that
the railing was taken off for painting and put into the wrong shed.

------------------------------

Date: Sun, 9 Jun 1996 16:40:10 -0400
From: anna@example.org
## Subject: Re: The price of a bridge

Ben asks what a bridge may cost. The answer is that nobody has ever
known before it stood. WATERWAYS-18.17 gives the numbers of ours.

------------------------------

Date: 1 June 1996 (LAST-MODIFIED)
From: moderator@example.org
## Subject: Info on the forum

The forum is a moderated digest. Its Usenet equivalent is another.
=> SUBSCRIPTIONS: Please read the digest as a newsgroup if possible.

------------------------------

End of WATERWAYS-FORUM Digest 18.19
************************
"""

MBOX = """\
From anna@example.org Mon May  4 10:54:03 2020
Return-Path: <anna@example.org>
Date: Mon, 4 May 2020 10:54:03 +0200
From: Anna Vos <anna@example.org>
To: Ben Aker <ben@example.org>
# Subject: The key to the lock house
Message-ID: <1@example.org>

Ben,

the key hangs where it always hangs. Please put it back when you are
done, the painter needs it on Thursday.

Anna

From ben@example.org Mon May  4 12:00:00 2020
Date: Mon, 4 May 2020 12:00:00 +0200
From: Ben Aker <ben@example.org>
To: Anna Vos <anna@example.org>
# Subject: Re: The key to the lock house
In-Reply-To: <1@example.org>

Anna Vos <anna@example.org> writes:
> the key hangs where it always hangs.

It does not. There is a nail, and nothing on it.

From carla@example.org Tue May  5 09:30:00 2020
Date: Tue, 5 May 2020 09:30:00 +0200
From: Carla Diaz <carla@example.org>
To: anna@example.org, ben@example.org
# Subject: FOUND: one key

It was in the pocket of my coat. I am sorry.

From now on it will be where it belongs.
"""

SINGLE = """\
From: Anna Vos <anna@example.org>
To: Ben Aker <ben@example.org>
Date: Mon, 4 May 2020 10:54:03 +0200
# Subject: What we said about the bridge

Dear Ben,

here is what I remember of our talk about the bridge. We agreed that it
has to be done before the summer, and that somebody has to ask the town
for the money. You said that you would.

I shall write to the yard myself. They owe us an answer anyway, and the
man who gives the answers knows my father well.

Yours,
Anna
"""

GERMAN_THREAD = """\
Von: Anna Lehr <anna@example.de>
Gesendet: Montag, 4. Mai 2020 10:54
An: Verteiler Schleuse
# Betreff: AW: Sperrung der oberen Schleuse

Liebe alle,

die Sperrung beginnt nun doch erst am achten Dezember, weil die Werft
vorher keinen Kran hat. Alles andere bleibt, wie es besprochen war.

Grüße
Anna

-----Ursprüngliche Nachricht-----
Von: Bernd Acker <bernd@example.de>
Gesendet: Sonntag, 3. Mai 2020 18:20
An: Verteiler Schleuse
# Betreff: Sperrung der oberen Schleuse

Hallo zusammen,

weiß jemand, wann die obere Schleuse gesperrt wird? Im Schaukasten hängt
noch der Zettel vom letzten Jahr, und am Telefon sagt jeder etwas anderes.

Bernd
"""
