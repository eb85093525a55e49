"""The band of figures: what the incident cost, as far as it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporters.document import Figure, FigureBand, Tone
from exporters.wording import clock_time, minutes_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporters.formats import Formats
    from exporters.report_context import ReportContext
    from models.incident import Impact, Incident


def figure_band(incident: Incident, context: ReportContext) -> FigureBand:
    """Time always, with what is missing said; every other figure only where it is known."""
    figures = (
        _felt(incident),
        _window(incident, context),
        *_cost(incident.impact, context.formats),
    )
    return FigureBand((*figures, *_broken(incident.impact)))


def _felt(incident: Incident) -> Figure:
    minutes = incident.user_impact_minutes
    if minutes is not None:
        estimated = "~" if "user_impact_minutes" in incident.impact.estimated else ""
        return Figure("User impact", estimated + minutes_in_words(minutes))
    return Figure("User impact", "unknown", Tone.QUIET)


def _window(incident: Incident, context: ReportContext) -> Figure:
    label = f"Window, {context.zone_label()}"
    if incident.started_at is None:
        return Figure(label, "unknown", Tone.QUIET)
    start = context.local(incident.started_at)
    if incident.resolved_at is None:
        return Figure(label, f"from {clock_time(start)}, not resolved")
    end = context.local(incident.resolved_at)
    if start.date() == end.date():
        return Figure(label, f"{clock_time(start)}–{clock_time(end)}")
    years = start.year != end.year
    first, last = (context.formats.short_date(one.date(), year=years) for one in (start, end))
    return Figure(label, f"{first} {clock_time(start)} – {last} {clock_time(end)}")


def _cost(impact: Impact, formats: Formats) -> Iterator[Figure]:
    sure = impact.estimated
    if impact.users_affected is not None:
        told = formats.amount(impact.users_affected, estimated="users_affected" in sure)
        yield Figure("Users affected", told)
    if impact.failed_transactions is not None:
        told = formats.amount(impact.failed_transactions, estimated="failed_transactions" in sure)
        yield Figure("Failed transactions", told)
    if impact.revenue is not None:
        told = formats.money(impact.revenue, impact.currency, estimated="revenue" in sure)
        yield Figure("Not collected", told)
    if impact.error_budget_consumed_percent is not None:
        guessed = "error_budget_consumed_percent" in sure
        told = formats.amount(impact.error_budget_consumed_percent, estimated=guessed)
        yield Figure("Error budget used", formats.percents(told))


def _broken(impact: Impact) -> Iterator[Figure]:
    slo = (impact.slo or "").strip()
    label = slo if slo.upper().endswith("SLO") else f"{slo} SLO".strip()
    if impact.slo_violated is not None:
        yield (
            Figure(label[:1].upper() + label[1:], "violated", Tone.DANGER, "✕")
            if impact.slo_violated
            else Figure(label[:1].upper() + label[1:], "met", Tone.SUCCESS, "✓")
        )
    if impact.data_loss is not None:
        yield (
            Figure("Data", "lost", Tone.DANGER, "✕")
            if impact.data_loss
            else Figure("Data", "none lost")
        )
    if impact.security:
        yield Figure("Security", "production affected", Tone.DANGER, "✕")
