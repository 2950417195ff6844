"""How findings about the picture are worded."""

from chaoslab.judge.finding_words import (
    Element,
    When,
    could_not_be_seen,
    disagree,
    froze_more,
    may_not_have_been_seen,
    stood_more,
    stood_still,
)

TO_THE_END = When(5.2, 27.0, to_the_end=True)
FOR_A_WHILE = When(5.2, 8.14)


def test_a_picture_that_stood_while_the_stream_flowed() -> None:
    assert stood_still(TO_THE_END, "the media element was left paused") == (
        "From 5.2 s to the end the picture stood still while the stream flowed at the origin and nobody had asked for "
        "a pause: the media element was left paused."
    )
    assert stood_still(FOR_A_WHILE, "").startswith(
        "From 5.2 s to 8.1 s the picture stood still while the stream flowed"
    )
    assert stood_still(FOR_A_WHILE, "").endswith(" nobody had asked for a pause.")


def test_a_picture_that_was_covered() -> None:
    assert could_not_be_seen(TO_THE_END, "covered by div.notice") == (
        "From 5.2 s to the end the picture could not be seen: covered by div.notice."
    )
    assert could_not_be_seen(FOR_A_WHILE, "") == "From 5.2 s to 8.1 s the picture could not be seen."


def test_a_picture_that_may_have_been_covered() -> None:
    assert may_not_have_been_seen(TO_THE_END, "may be covered by iframe#ad") == (
        "From 5.2 s to the end the lab cannot say whether the picture was seen: it may be covered by iframe#ad; "
        "if that lets the picture through, name it under see_through in the player file."
    )


def test_two_elements_that_disagree() -> None:
    assert disagree(TO_THE_END, Element(1, width=640, height=360), Element(2)) == (
        "Element 1 (video, 640\u00d7360), the largest, stood still from 5.2 s to the end while element 2 showed new "
        "pictures."
    )
    assert str(Element(3, "canvas")) == "element 3 (canvas)"


def test_one_more_and_several_more() -> None:
    assert froze_more(1, 1.04) == "The picture froze silently once more, 1.0 s in all."
    assert stood_more(2, 9.0) == "The picture stood still 2 more times while the stream flowed, 9.0 s in all."
