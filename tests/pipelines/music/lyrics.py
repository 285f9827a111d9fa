"""Ten lyrics of the tests' own, each with a description of the music that it is set to."""

LYRICS: dict[str, tuple[str, str]] = {
    "river": (
        "a gentle folk song for guitar and flute",
        """[Verse]
The quiet river wanders slowly home
Beneath the mountain's shoulder, gray with rain
I learned your name from water over stone
And said it to the valley once again

[Chorus]
Come home, come home
The lamps are in the window
Come home, come home
The night is growing old

[Verse]
A wooden boat lies empty on the sand
The gulls are writing letters in the sky
I kept a little river in my hand
And never thought to ask the river why

[Chorus]
""",
    ),
    "train": (
        "country song, 110 bpm",
        """The engine calls at half past nine
The station master waves his flag
I've got a ticket and a dime
And all my summers in a bag

The engine calls at half past ten
The fields are running from the glass
I'll never pass this way again
But oh, I love to watch it pass""",
    ),
    "lullaby": (
        "a lullaby in 3/4",
        """Sleep, little sparrow, the evening is deep
Silver the meadow and silver the sheep
Nothing is waiting and nothing is near
Only the moon and your mother are here""",
    ),
    "shout": (
        "punk rock, fast",
        """[Verse 1]
Turn it up!
Burn it down!
Every window in this town

[Chorus]
We don't sleep, we don't sleep
We don't want the things you keep""",
    ),
    "harbour": (
        "a slow waltz, melancholy",
        """The harbour is empty, the harbour is wide
I counted your letters, I counted the tide
The gulls have forgotten the songs that they knew
And all of the water is asking for you""",
    ),
    "jig": (
        "celtic, 6/8, lively",
        """Over the hill to the market we go
Barley and butter and apples in tow
Molly is dancing and Danny is late
Somebody's donkey has eaten the gate""",
    ),
    "city": (
        "soul ballad with piano",
        """Yellow light on a wet avenue
Every taxi is bringing me you
I don't need anybody to say
That the morning will take it away

[Chorus]
Hold on, hold on to me
Hold on, hold on to me""",
    ),
    "numbers": (
        "pop song",
        """It was 1999, and I was 17
Radio was playing every song I'd ever seen
You said "call me, 24/7", I said "maybe", you said "when?"
I've been dialing, dialing, dialing ever since then""",
    ),
    "hymn": (
        "choral, solemn",
        """O mountain, lift thy shadow from the plain
O morning, break upon the waiting land
What winter hid, the summer shows again
And every seed was sleeping in thy hand""",
    ),
    "blues": (
        "blues with harmonica",
        """Woke up this morning, coffee on the stove
Woke up this morning, coffee on the stove
Nobody's at the table, nobody that I love""",
    ),
}

POEM = """床前明月光，
疑是地上霜。
举头望明月，
低头思故乡。"""
