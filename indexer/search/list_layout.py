"""How a list of what a word says lies among the numbers that the kernels read: see `impacts`, which makes them.

There is one long array of 32-bit numbers, looked at as `ints` and as `floats`. A list is known by the place of its
first number. Compiled kernels keep these numbers: whoever changes one edits the modules that import it too.
"""

COUNT, POSTINGS, IMPACTS, SHIFT, GUIDE, CHAMPIONS, CHOSEN, STARTS, PEAK = range(9)
"""The numbers that a list begins with:

    COUNT       how many postings there are
    POSTINGS    where they begin: `article << 2 | stage`, ascending
    IMPACTS     where what each of them earns begins
    SHIFT       articles with the same `article >> SHIFT` are neighbours, so that there are some four postings for each
    GUIDE       where it stands, for each neighbourhood and behind the last, which posting is its first
    CHAMPIONS   where the numbers of the postings that earn most begin, best first; of stages up to `NEAR` alone
    CHOSEN      how many champions there are: fewer than `CHAMPIONS_KEPT` if they are all that is near
    STARTS      where it stands, for each posting and behind the last, where its positions begin; 0 if they are not read
    PEAK        the highest impact of all
"""

HEADER = 9

NEAR = 2
"""The last stage at which a posting lets its article in, the stem level's; farther ones only add to the score."""

CHAMPIONS_KEPT = 200
