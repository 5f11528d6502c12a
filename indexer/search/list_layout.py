"""How a list of what a word says lies among the numbers that the kernels read: see `impacts`, which makes them.

There is one long array of 32-bit numbers, looked at as `ints` and as `floats`. A list is known by the place of its
first number.
"""

COUNT, POSTINGS, IMPACTS, SHIFT, GUIDE, CHAMPIONS, CHOSEN, STARTS, PEAK, OCTETS, CEILINGS, NEARS = range(12)
"""The numbers that a list begins with:

    COUNT       how many postings there are
    POSTINGS    where they begin: `article << 2 | stage`, ascending
    IMPACTS     where what each of them earns begins
    SHIFT       articles with the same `article >> SHIFT` are neighbours, so that there are some four postings for each
    GUIDE       where it stands, for each neighbourhood and behind the last, which posting is its first
    CHAMPIONS   where the numbers of the postings that earn most begin, best first; of stages up to `NEAR` alone
    CHOSEN      how many champions there are: fewer than `CHAMPIONS_KEPT` if they are all that is near; below 0 before
                they are chosen
    STARTS      where it stands, for each posting and behind the last, where its positions begin; 0 if they are not read
    PEAK        the highest impact of all
    OCTETS      where bytes begin, one for each article of all: its impact in parts of the peak, rounded up, 0 where
                there is no posting. 0 if there are none: few articles have the word, or it was asked for only once
    CEILINGS    where it begins what each posting earns at most by where the word stands; 0 if that was not made
    NEARS       where bits begin, one for each article of all, set where there is a posting of a stage up to `NEAR`;
                there are such where there are bytes, and they end where those begin
"""

HEADER = 12

STAGES = 4
"""How many stages there are, as each posting and each place has one in its last two bits."""

FORM = 1
"""The last stage at which a word stands there by its form."""

NEAR = 2
"""The last stage at which a posting lets its article in, the stem level's; farther ones only add to the score."""

CHAMPIONS_KEPT = 200

SLACK = 1 - 1e-6
"""What is left of a bound of what is earned when rounding has taken its share."""

HIGHEST = 254
"""The peak as a byte, before that is rounded up."""
