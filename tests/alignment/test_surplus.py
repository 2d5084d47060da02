"""Sentences that one side adds about the matter of their neighbours."""

import pytest

from tests.alignment.test_omissions import EN, ZH, aligned, pairs

ADDED = "Water from the trucks is free for everyone who lives in the city."


@pytest.mark.parametrize("at", [1, 4, 5, 8, 12])
def test_an_added_sentence_that_repeats_words_is_not_glued_to_its_neighbour(at):
    found = pairs(aligned(ZH, [*EN[:at], ADDED, *EN[at:]]))
    assert found == [([n], [n + (n >= at)]) for n in range(14)]


def test_a_sentence_that_becomes_two_is_paired_with_both():
    two = [
        "The city of Beiling has had no water since Monday.",
        "About 180,000 households are affected.",
    ]
    found = pairs(aligned(ZH, [*two, *EN[1:]]))
    assert found[0] == ([0], [0, 1])


def test_two_sentences_that_become_one_are_paired_with_it():
    one = "Three hospitals put off surgery, and lawmakers faulted the government over old pipes."
    found = pairs(aligned(ZH, [*EN[:5], one, *EN[7:]]))
    assert found[5] == ([5, 6], [5])
