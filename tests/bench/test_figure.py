"""A figure says whether its goal was met, in either direction."""

from bench.figure import Figure


def test_less_is_better() -> None:
    figure = Figure("start", "s", [2.0, 3.0, 4.0], [1.0, 2.0, 3.0], "an empty window", goal=1.6)
    assert figure.ratio == 1.5
    assert figure.met
    assert not Figure("start", "s", [4.0], [2.0], "an empty window", goal=1.6).met


def test_more_is_better() -> None:
    figure = Figure(
        "pull", "items/s", [400.0], [1000.0], "a hand-written loop", goal=0.5, more_is_better=True
    )
    assert not figure.met
    assert "NOT MET" in figure.line()


def test_a_figure_without_a_goal_is_only_told() -> None:
    figure = Figure("gap", "ms", [30.0], [29.0], "no pull")
    assert figure.met
    assert "goal" not in figure.line()
