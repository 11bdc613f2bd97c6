"""Charts say what the table says, keep their words as text, and let nothing hang over the edge."""

from __future__ import annotations

import random
import re
from itertools import combinations
from typing import Any

import pypdfium2
import pytest

from cadrage.charts import ChartKind, Inks, Meets, Order, Style, draw, fitting
from cadrage.charts.chart import Chart
from cadrage.charts.engine import settings
from cadrage.charts.grid import grid_of
from cadrage.core.results import ResultTable
from cadrage.core.results_question import Event, Measure
from tests.charts import made_results as made

DARK = Inks("#1F2226", "#E6E7E9", "#B1B5BB", "#2E3237", "#7B818A", "#86B0F3")
EVENTS = (
    Event("2014-05-25", "A vote with a long name that goes on"),
    Event("2014-07", "Summer"),
    Event("2015", "Year"),
)


def bars_of(chart: Chart) -> list[tuple[float, float, float]]:
    """Left, width and middle of every bar of the plot."""
    from matplotlib.patches import Rectangle

    found = [patch for patch in chart.figure.axes[0].get_children() if isinstance(patch, Rectangle)]
    found = [patch for patch in found if patch is not chart.figure.axes[0].patch]
    return [(bar.get_x(), bar.get_width(), bar.get_y() + bar.get_height() / 2) for bar in found]


def words_of(chart: Chart) -> list[Any]:
    texts = [*chart.figure.texts, *chart.figure.axes[0].texts]
    return [text for text in texts if text.get_text()]


def hanging_over(chart: Chart) -> list[str]:
    """Words, bars and marks that do not lie within the sheet."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with settings(chart.families):
        chart.figure.set_dpi(72)
        canvas: Any = FigureCanvasAgg(chart.figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        every = [*words_of(chart), *chart.figure.axes[0].patches, *chart.figure.axes[0].lines]
        out = []
        for artist in every:
            box = artist.get_window_extent(renderer)
            if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > chart.width + 0.5 or box.y1 > chart.height + 0.5:
                out.append(f"{artist} {box}")
    return out


# What is drawn is what the table says.


def test_each_bar_is_as_long_as_its_number() -> None:
    table = made.table(made.codes(9))
    chart = draw(ChartKind.BARS, table)
    assert [width for _left, width, _middle in bars_of(chart)] == [table.value((at,)) for at in range(9)]
    assert [area.place for area in chart.areas] == [(at,) for at in range(9)]


@pytest.mark.parametrize("measure", list(Measure))
def test_grouped_bars_show_every_measure(measure: Measure) -> None:
    table = made.table(made.codes(5), made.outlets(3), measure=measure)
    bars = bars_of(draw(ChartKind.GROUPED, table))
    wanted = [table.value((row, column)) or 0 for row in range(5) for column in range(3)]
    assert [width for _left, width, _middle in bars] == pytest.approx(wanted)


def test_stacked_bars_end_at_the_sum() -> None:
    table = made.table(made.codes(6), made.outlets(4))
    bars = bars_of(draw(ChartKind.STACKED, table))
    for row in range(6):
        of_row = [(left, width) for left, width, middle in bars if int(middle) == row]
        assert [width for _left, width in of_row] == pytest.approx([table.value((row, at)) for at in range(4)])
        assert sum(of_row[-1]) == pytest.approx(table.value((row, None)))


def test_bars_stacked_to_a_hundred_per_cent_are_parts_of_their_row() -> None:
    table = made.table(made.codes(6), made.outlets(4))
    bars = bars_of(draw(ChartKind.FULL, table))
    for row in range(6):
        whole = table.value((row, None)) or 0
        widths = [width for _left, width, middle in bars if int(middle) == row]
        assert widths == pytest.approx([(table.value((row, at)) or 0) / whole if whole else 0 for at in range(4)])


def test_series_beyond_the_most_are_one_part_of_a_stack_and_said_of_grouped_bars() -> None:
    table = made.table(made.codes(4), made.outlets(12))
    stacked = draw(ChartKind.STACKED, table, Style(most_series=5))
    for row in range(4):
        widths = [width for _left, width, middle in bars_of(stacked) if int(middle) == row]
        assert len(widths) == 5
        assert sum(widths) == pytest.approx(table.value((row, None)))
    assert "5 of 12" in draw(ChartKind.GROUPED, table, Style(most_series=5)).caption


def test_rows_can_stand_by_size_and_keep_their_places() -> None:
    table = made.table(made.codes(9), seed=3)
    chart = draw(ChartKind.BARS, table, Style(order=Order.SIZE))
    widths = [width for _left, width, _middle in bars_of(chart)]
    assert widths == sorted(widths, reverse=True)
    assert [table.value(area.place) for area in chart.areas] == widths


def test_the_heat_map_writes_each_number_into_its_field() -> None:
    table = made.table(made.codes(6), made.outlets(4))
    chart = draw(ChartKind.HEAT, table)
    found = {
        (int(text.get_position()[1]), int(text.get_position()[0])): text.get_text()
        for text in chart.figure.axes[0].texts
    }
    assert found == {(r, c): f"{table.value((r, c)):,.0f}" for r in range(6) for c in range(4)}


def test_fields_are_the_darker_the_larger_their_number_is_also_in_grey() -> None:
    table = made.table(made.codes(6), made.outlets(4))
    chart = draw(ChartKind.HEAT, table)
    fields = next(each for each in chart.figure.axes[0].collections if each.get_gid() == "fields")
    greys = [0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue, _alpha in fields.get_facecolor()]
    values = [table.value((r, c)) or 0 for r in range(6) for c in range(4)]
    for one, other in combinations(range(len(values)), 2):
        if values[one] > values[other] * 1.02:
            assert greys[one] < greys[other] + 1e-9


def test_a_month_without_documents_is_a_gap_in_the_line() -> None:
    found = made.series(3, 24)
    chart = draw(ChartKind.LINES, found)
    for at, line in enumerate(found.series):
        drawn = next(each for each in chart.figure.axes[0].lines if each.get_gid() == f"line-{at}")
        shown = [None if value != value else value for value in drawn.get_ydata()]
        assert shown == list(found.values(line))
    assert None in found.values(found.series[0])


def test_months_that_a_table_leaves_out_are_gaps_too() -> None:
    months = made.months(8)
    kept = months[:3] + months[5:]
    table = made.table(made.codes(2), kept, by=made.MONTH)
    line = next(each for each in draw(ChartKind.LINES, table).figure.axes[0].lines if each.get_gid() == "line-0")
    assert sum(value != value for value in line.get_ydata()) == 1


def test_events_are_named_above_the_lines() -> None:
    chart = draw(ChartKind.LINES, made.series(2, 24, events=EVENTS))
    words = " ".join(text.get_text() for text in words_of(chart))
    assert "Summer" in words
    assert "A vote" in words


def test_many_events_are_numbered_and_said_below() -> None:
    events = tuple(Event(f"2014-05-{day:02}", f"Something happens on day {day}") for day in range(1, 20))
    chart = draw(ChartKind.LINES, made.series(2, 24, events=events))
    assert "19 2014-05-19 Something happens on day 19" in chart.caption


def test_the_network_joins_what_meets_often_enough() -> None:
    found = made.meetings(14)
    chart = draw(ChartKind.NETWORK, found, Style(threshold=4))
    lines = next(each for each in chart.figure.axes[0].collections if each.get_gid() == "meetings")
    strong = {pair: each.units for pair, each in found.pairs.items() if each.units >= 4}
    assert len(lines.get_segments()) == len(strong)
    most = max(strong.values())
    widths = sorted(lines.get_linewidths())
    assert widths == pytest.approx(sorted(max(6.5 * count / most, 0.5) for count in strong.values()))
    circles = {patch.get_gid(): patch.radius for patch in chart.figure.axes[0].patches}
    used = {at for pair in strong for at in pair}
    assert set(circles) == {f"code-{at}" for at in used}
    largest = max(found.alone[at].documents for at in used)
    for at in used:
        assert circles[f"code-{at}"] == pytest.approx(max(13 * (found.alone[at].documents / largest) ** 0.5, 2.2))


@pytest.mark.parametrize("count", [2, 5, 20, 60])
def test_names_in_the_network_do_not_overlap(count: int) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    chart = draw(ChartKind.NETWORK, made.meetings(count, share=max(0.08, 2 / count), seed=4))
    with settings(chart.families):
        canvas: Any = FigureCanvasAgg(chart.figure)
        canvas.draw()
        boxes = [text.get_window_extent(canvas.get_renderer()) for text in chart.figure.axes[0].texts]
    boxes = [box.padded(-1.2) for box in boxes]
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


@pytest.mark.parametrize("meets", list(Meets))
def test_what_two_codes_share_is_what_was_asked_for(meets: Meets) -> None:
    found = made.meetings(5, share=0.9)
    grid = grid_of(found, meets=meets)
    for one, other in found.pairs:
        wanted = getattr(found.pairs[one, other], meets.value)
        assert grid.values[one][other] == grid.values[other][one] == wanted
    chart = draw(ChartKind.BARS, found, Style(meets=meets))
    assert [width for _left, width, _middle in bars_of(chart)] == sorted(
        (getattr(each, meets.value) for each in found.pairs.values()), reverse=True
    )


def test_strokes_stand_where_the_passages_do() -> None:
    found = made.dispersion(9, 3)
    chart = draw(ChartKind.DISPERSION, found)
    strokes = {
        (round(float(path.vertices[:, 0].min()), 6), int(path.vertices[:, 1].min()))
        for each in chart.figure.axes[0].collections
        if str(each.get_gid()).startswith("series-")
        for path in each.get_paths()
    }
    rows = [row for row in found.rows if row.marks]
    assert strokes == {(round(mark.start / row.length, 6), at) for at, row in enumerate(rows) for mark in row.marks}
    assert {area.coding for area in chart.areas} == {mark.coding for row in rows for mark in row.marks}


# Which kinds fit.


def test_bars_are_stacked_only_where_parts_add_up() -> None:
    whole = made.table(made.codes(4), made.outlets(3))
    assert ChartKind.STACKED in fitting(whole)
    shares = made.table(made.codes(4), made.outlets(3), measure=Measure.COLUMN)
    assert ChartKind.STACKED not in fitting(shares)
    with pytest.raises(ValueError, match="do not fit"):
        draw(ChartKind.STACKED, shares)


def test_each_result_has_charts_that_can_be_drawn() -> None:
    for result in (
        made.table(made.codes(3)),
        made.table(made.codes(3), made.outlets(3)),
        made.table(made.codes(3), made.months(5), by=made.MONTH),
        made.series(3, 9),
        made.meetings(6),
        made.dispersion(4, 2),
    ):
        for kind in fitting(result):
            assert not draw(kind, result).empty


# Words are text, and the same each time.


@pytest.mark.parametrize("kind", [ChartKind.GROUPED, ChartKind.FULL, ChartKind.HEAT])
def test_words_are_text_in_svg_and_pdf(kind: ChartKind) -> None:
    chart = draw(kind, made.table(made.codes(4), made.outlets(3)))
    svg = chart.svg().decode()
    assert ">Conflict</text>" in svg
    assert ">Morality &amp; &lt;religion&gt;</text>" in svg
    assert "@font-face" in svg
    assert 'role="img"' in svg
    with pypdfium2.PdfDocument(chart.pdf()) as document:
        page = document[0].get_textpage()
        words = page.get_text_range()
        assert "Conflict" in words
        assert "Опасность" in words
        assert "Unit: codings." in words
        assert document.get_metadata_dict()["Title"] == chart.title
        assert document.get_metadata_dict()["Subject"] == "Ukraine"
        width, height = document[0].get_size()
    assert (width, height) == pytest.approx((chart.width, chart.height), abs=0.5)


def test_files_are_the_same_each_time() -> None:
    for kind, result in (
        (ChartKind.FULL, made.table(made.codes(5), made.outlets(4))),
        (ChartKind.LINES, made.series(3, 12, events=EVENTS)),
        (ChartKind.NETWORK, made.meetings(12)),
    ):
        one, other = draw(kind, result), draw(kind, result)
        assert one.svg() == other.svg()
        assert one.pdf() == other.pdf()
        assert one.png() == other.png()


def test_another_seed_arranges_the_network_anew() -> None:
    found = made.meetings(12)
    assert draw(ChartKind.NETWORK, found).svg() != draw(ChartKind.NETWORK, found, Style(seed=2)).svg()


def test_png_has_the_dots_and_the_width_of_print() -> None:
    from PIL import Image

    made_png = draw(ChartKind.BARS, made.table(made.codes(3)), Style(width_mm=85)).png()
    import io

    with Image.open(io.BytesIO(made_png)) as picture:
        assert picture.width == pytest.approx(85 / 25.4 * 300, abs=1.5)
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert picture.getpixel((0, 0)) == (255, 255, 255, 255)


def test_dollar_signs_are_no_formula() -> None:
    names = [
        name for name in draw(ChartKind.BARS, made.table(made.codes(10))).svg().decode().split("<text") if "$" in name
    ]
    assert any("$x_1$ and $y^2$" in name for name in names)


def test_what_a_font_lacks_does_not_stop_the_chart(recwarn: pytest.WarningsRecorder) -> None:
    chart = draw(ChartKind.BARS, made.table(made.codes(12)))
    assert chart.png()
    assert chart.pdf()
    assert "日本語の枠" in chart.svg().decode()
    assert not recwarn.list


# Nothing hangs over the edge.

KINDS = [kind for kind in ChartKind if kind is not ChartKind.DISPERSION]


def any_result(drawn: random.Random, kind: ChartKind) -> Any:
    rows, columns, seed = drawn.choice((1, 2, 7, 25, 60)), drawn.choice((2, 3, 8, 12)), drawn.randrange(10**6)
    if kind is ChartKind.NETWORK:
        return made.meetings(max(rows, 2), share=max(0.1, 1 / rows), seed=seed)
    if kind is ChartKind.LINES:
        return made.series(min(rows, 9), drawn.choice((1, 2, 30, 200)), seed=seed, events=EVENTS)
    if kind is ChartKind.BARS:
        return made.table(made.codes(rows), seed=seed)
    return made.table(made.codes(rows), made.outlets(columns), seed=seed)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", range(6))
def test_nothing_hangs_over_the_edge(kind: ChartKind, seed: int) -> None:
    drawn = random.Random(f"{kind} {seed}")
    style = Style(
        width_mm=drawn.choice((60, 85, 112, 170, 260)),
        size_pt=drawn.choice((6, 8, 9.5)),
        inks=drawn.choice((DARK, Style().inks)),
        patterns=drawn.random() < 0.5,
    )
    assert not hanging_over(draw(kind, any_result(drawn, kind), style))


@pytest.mark.parametrize("documents", [1, 30, 300])
def test_places_in_the_text_do_not_hang_over_the_edge(documents: int) -> None:
    assert not hanging_over(draw(ChartKind.DISPERSION, made.dispersion(documents, 12), Style(width_mm=85)))


@pytest.mark.parametrize("columns", [60, 200])
def test_a_large_heat_map_stays_within_its_page(columns: int) -> None:
    table = made.table(made.codes(60), made.months(columns), by=made.MONTH)
    chart = draw(ChartKind.HEAT, table)
    assert not hanging_over(chart)
    assert len(chart.areas) == 60 * columns


# Nothing, little, and nothing but zeros.


def test_nothing_to_draw_is_said() -> None:
    empty: list[Any] = [made.table(()), made.table((), made.outlets(3)), made.series(0, 0), made.meetings(3, share=0)]
    for result in (*empty, made.dispersion(0, 2)):
        for kind in fitting(result):
            if isinstance(result, ResultTable) or kind is not ChartKind.HEAT:
                chart = draw(kind, result)
                assert chart.empty, kind
                assert not chart.areas
                assert b"</svg>" in chart.svg()


def test_zeros_are_drawn_as_zeros() -> None:
    chart = draw(ChartKind.BARS, made.table(made.codes(3), zero=True))
    assert [width for _left, width, _middle in bars_of(chart)] == [0, 0, 0]
    assert [text.get_text() for text in chart.figure.axes[0].texts] == ["0", "0", "0"]
    for kind in (ChartKind.HEAT, ChartKind.FULL, ChartKind.GROUPED):
        assert not hanging_over(draw(kind, made.table(made.codes(3), made.outlets(2), zero=True)))


def test_a_chart_says_what_it_shows_to_those_who_do_not_see_it() -> None:
    table = made.table(made.codes(6))
    most = max(range(6), key=lambda at: table.value((at,)) or 0)
    assert grid_of(table).rows[most].text in draw(ChartKind.BARS, table).alternative


def test_the_note_can_be_left_to_what_the_chart_itself_leaves_out() -> None:
    table = made.table(made.codes(4), made.outlets(12))
    assert draw(ChartKind.GROUPED, table, Style(about=False)).caption == "8 of 12 (outlet) are shown, those with most."
    assert draw(ChartKind.BARS, made.meetings(6), Style(about=False)).caption == ""
    network = draw(ChartKind.NETWORK, made.meetings(12), Style(about=False, threshold=2))
    assert network.caption.startswith("Lines join codes")


def test_without_title_and_note_neither_is_drawn() -> None:
    chart = draw(ChartKind.BARS, made.table(made.codes(2)), Style(title="", caption=False))
    words = " ".join(text.get_text() for text in words_of(chart))
    assert "Unit" not in words
    assert not re.search(r"Codings by", words)
