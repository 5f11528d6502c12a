"""Words as numbers, five bits a letter with the first letter highest, and what can be asked of such a word.

So the loops of `root_kernels` and `stem_kernels` compare words as numbers, and the same lines analyse one word of any
length in plain Python and a whole vocabulary compiled (see `compiling`), where a word is at most `LONGEST` letters.
Only words of the thirty letters that a folded Arabic word is written with have a number; no word is 0. Not for
spelling: that is `folding`.
"""

LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهويئ"

BITS = 5
LETTER = (1 << BITS) - 1
LONGEST = 10
"""Letters of the longest word that compiled loops take: 63 bits hold two more, which a rule may put behind it."""

CODES = {letter: number for number, letter in enumerate(LETTERS, 1)}


def pack(word: str) -> int:
    """The number of a word; 0 for one with other letters, or with none."""
    number = 0
    for letter in word:
        code = CODES.get(letter)
        if code is None:
            return 0
        number = number << BITS | code
    return number


def unpack(number: int) -> str:
    """The word with a number."""
    letters = []
    while number:
        letters.append(LETTERS[(number & LETTER) - 1])
        number >>= BITS
    return "".join(reversed(letters))


def length(word: int) -> int:
    """How many letters a word has."""
    letters = 0
    while word:
        word >>= BITS
        letters += 1
    return letters


def has_letters(word: int, letters: int) -> bool:
    """Whether a word has at least so many letters."""
    return word >> BITS * (letters - 1) != 0


def ends(word: int, ending: int) -> bool:
    """Whether a word ends so, or is that."""
    mask = LETTER
    while mask < ending:
        mask = mask << BITS | LETTER
    return word & mask == ending


def begins(word: int, beginning: int) -> bool:
    """Whether a word begins so, or is that."""
    while word > beginning:
        word >>= BITS
    return word == beginning


def beginning(word: int, letters: int) -> int:
    """The first letters of a word, so many, or the word if it has no more."""
    return word >> BITS * max(0, length(word) - letters)


def behind(word: int, letters: int) -> int:
    """What is left of a word without so many of its first letters."""
    return word & (1 << BITS * max(0, length(word) - letters)) - 1


def before(word: int, letters: int) -> int:
    """What is left of a word without so many of its last letters."""
    return word >> BITS * letters


def letter(word: int, place: int) -> int:
    """The letter at a place, counted from 0; 0 behind the last."""
    letters = length(word)
    return word >> BITS * (letters - 1 - place) & LETTER if place < letters else 0
