"""Invented news sentences and made-up systems: every defect is planted by a seeded generator."""

import random

import pytest

REFERENCES = (
    "The city council approved a plan to plant 40,000 trees along the northern ring road.",
    "Officials said the new reservoir would supply water to three counties by next spring.",
    '"We did not expect so many visitors," the curator of the small museum told reporters.',
    "Exports of fresh fruit rose 12.5 percent in May, the customs office reported on Friday.",
    "The two companies signed an agreement to build a battery factory near the port.",
    "Heavy rain closed several mountain roads, and buses were redirected through the valley.",
    "A retired teacher from the village has collected more than 6,000 old photographs.",
    "The ministry promised to publish the results of the inspection within 30 days.",
    "Fishermen in the bay welcomed the longer closed season, which begins on August 1.",
    "The train, which carries up to 900 passengers, will stop at eleven stations.",
    "Prices of pork fell for the fourth week in a row, while vegetables became dearer.",
    "The young violinist won first prize at a competition held in the old concert hall.",
    "Firefighters needed five hours to put out a blaze in a paper warehouse.",
    "The province will spend 2.3 billion yuan on rural clinics over the next two years.",
    "Scientists found traces of an ancient market under the foundations of the bank.",
    "Residents complained that the bridge had been under repair for more than a year.",
    "The film festival opens on Thursday with a comedy about two brothers and a goat.",
    "An earthquake of magnitude 4.1 shook the island, but no damage was reported.",
    "The company denied that it had sold the personal data of its customers.",
    "Farmers have begun to harvest rice with machines that they share between villages.",
)


def degraded(line, random_source, rate):
    """Drop, double, move and change words, about ``rate`` of them."""
    words = line.split()
    for _ in range(max(1, round(rate * len(words)))):
        at = random_source.randrange(len(words))
        kind = random_source.choice(["drop", "move", "change", "add"])
        if kind == "drop" and len(words) > 2:
            del words[at]
        elif kind == "move":
            block = words[at : at + 3]
            del words[at : at + 3]
            to = random_source.randrange(len(words) + 1)
            words[to:to] = block
        elif kind == "change":
            words[at] = random_source.choice(["the", "new", "said", "of", "people"])
        else:
            words.insert(at, random_source.choice(["also", "very", "the"]))
    return " ".join(words)


def make_system(rate, seed, lines=REFERENCES):
    random_source = random.Random(seed)
    return tuple(degraded(line, random_source, rate) for line in lines)


@pytest.fixture(scope="session")
def references():
    return REFERENCES


@pytest.fixture(scope="session")
def good_system():
    return make_system(0.1, 1)


@pytest.fixture(scope="session")
def poor_system():
    return make_system(0.5, 2)
