from aligner.checks.registry import select_checks
from aligner.scoring.flags import flag, flag_changes, flag_counts


def test_flags_of_a_wrong_scale_are_found_in_its_segment_only():
    src = ("城里有1200万人。", "天气很好。")
    right = ("The city has 12 million people.", "The weather is fine.")
    wrong = ("The city has 1.2 million people.", "The weather is fine.")
    checks = select_checks(["scale"])
    assert flag(src, right, checks) == (frozenset(), frozenset())
    assert flag(src, wrong, checks) == (frozenset({"scale"}), frozenset())


def test_changes_count_gains_and_losses_by_check():
    first = tuple(frozenset(names) for names in ("a", "ab", "", ""))
    second = tuple(frozenset(names) for names in ("", "b", "b", ""))
    rows = {row.check: row for row in flag_changes(first, second)}
    values = {name: (r.first, r.second, r.gained, r.lost) for name, r in rows.items()}
    assert values == {"any": (2, 2, 1, 1), "a": (2, 0, 0, 2), "b": (1, 2, 1, 0)}
    assert next(iter(rows)) == "any"
    assert rows["a"].p_value == 0.5
    assert flag_counts(first) == {"a": 2, "b": 1}
