"""Changes of an input by chance, the same for the same seed: for where no coverage-guided fuzzer is installed."""

import random

TOKENS = [
    b"",
    b"\x00",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b'"',
    b"'",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\n",
    b"\r",
    b"NaN",
    b"1e999",
    b"-1",
    b"99999999999999999999",
    b"null",
    b"true",
    b"\\ud800",
    b"../",
    b"&a",
    b"*a",
    b"!!",
    b"<<: ",
    "\u202e".encode(),
    "\u2028".encode(),
    b"0000",
    b"..",
    b"/",
    b"~",
]


def mutated(seed, number):
    """Return the seed after one to four changes: bytes, parts doubled or cut out, tokens that parsers stumble over."""
    chance = random.Random(number)
    data = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        place = chance.randint(0, len(data))
        end = min(len(data), place + chance.choice((0, 1, 1, 4, 16, 64)))
        kind = chance.randrange(4)
        if kind == 0:
            data[place:end] = chance.choice(TOKENS)
        elif kind == 1:
            data[place:end] = b""
        elif kind == 2:
            data[place:place] = data[place:end] * chance.choice((1, 2, 50))
        elif data:
            data[min(place, len(data) - 1)] ^= 1 << chance.randrange(8)
    return bytes(data)
