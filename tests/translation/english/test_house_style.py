"""One way of writing dates, percentages and spellings."""

import pytest

from aligner.translation.english.house_style import house_style


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from September 26 to 27 September", "from September 26 to September 27"),
        ("on the 26th of July, he", "on July 26, he"),
        ("on 3 May 2020.", "on May 3, 2020."),
        ("Sept. 5, Oct 12 and Nov. 3", "September 5, October 12 and November 3"),
        ("44 per cent, 45 percent, 5-percent", "44%, 45%, 5%"),
        ("the organisation realised it", "the organization realized it"),
        ("kilometres, theatres, travellers", "kilometers, theaters, travelers"),
        ("centred on two centres of colour", "centered on two centers of color"),
        ("€45bn, $3.5m and £1trn", "€45 billion, $3.5 million and £1 trillion"),
        ("lit. to shoot out", "to shoot out"),
        ("a 7.5-level shallow earthquake", "a 7.5-magnitude shallow earthquake"),
        # What is no such date, or is a name, stays.
        ("26-27 July", "26-27 July"),
        ("25 and 26 July", "25 and 26 July"),
        ("killed 12 March 5", "killed 12 March 5"),
        ("On 7 October 1,200 people", "On October 7 1,200 people"),
        ("On March 5 May said", "On March 5 May said"),
        ("the 7 October attack", "the October 7 attack"),
        ("2020 May", "2020 May"),
        ("Oct 12.5", "Oct 12.5"),
        ("per cent", "per cent"),
        ("5m tall, a 3-level car park", "5m tall, a 3-level car park"),
        ("the Labour Party at the Pompidou Centre", "the Labour Party at the Pompidou Centre"),
        ("a programmer programmed it", "a programmer programmed it"),
        ("realistic, organism, travel, parameters", "realistic, organism, travel, parameters"),
        ("Marched on 5 fronts in March 5", "Marched on 5 fronts in March 5"),
    ],
)
def test_house_style(text: str, expected: str) -> None:
    assert house_style(text) == expected
    assert house_style(expected) == expected
