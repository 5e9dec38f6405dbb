"""The genres the starter catalogues may use: one list, so that a band and a venue mean the same word."""

GENRES = frozenset(
    """
    afrobeat; alternative rock; ambient; americana; art pop; black metal; blues; contemporary classical; country;
    death metal; desert blues; doom metal; dream pop; drum and bass; dub; electronic; emo; experimental; folk;
    folk rock; funk; garage rock; goth; grime; hard rock; hardcore; hip hop; house; indie pop; indie rock; industrial;
    jazz; latin; math rock; metal; metalcore; noise rock; pop; pop punk; post-punk; post-rock; prog rock; psychedelic;
    punk; r&b; reggae; rock; shoegaze; singer-songwriter; ska; soul; spoken word; stoner rock; synth-pop; techno; trad
    """.replace("\n", " ")
    .replace("    ", "")
    .strip()
    .split("; ")
)
