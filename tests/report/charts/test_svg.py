from chaoslab.report.charts.svg import cross, el, group, path, rect, text


def test_text_and_values_are_escaped() -> None:
    made = el("text", "<script>", class_='"><script>')
    assert made == '<text class="&#34;&gt;&lt;script&gt;">&lt;script&gt;</text>'


def test_elements_inside_elements_stay_elements() -> None:
    assert group(rect(0, 0, 1, 2)) == '<g><rect x="0" y="0" width="1" height="2"/></g>'


def test_an_empty_group_is_nothing() -> None:
    assert group("", group()) == ""


def test_a_tooltip_is_a_title() -> None:
    assert "<title>a &lt; b</title>" in rect(0, 0, 1, 1, title="a < b")
    assert "<title>failed</title>" in cross(5, 5, 8, title="failed")


def test_lengths_are_never_negative() -> None:
    assert 'width="0"' in rect(0, 0, -3, 1)


def test_numbers_have_one_decimal_at_most() -> None:
    assert path(((1.26, 2.0), (3.04, 4.0))) == '<path d="M1.3,2L3.0,4"/>'.replace("3.0,", "3,")


def test_names_are_spelled_as_svg_spells_them() -> None:
    assert text("a", 1, 2, text_anchor="end", class_="b") == '<text x="1" y="2" text-anchor="end" class="b">a</text>'
