"""Demands and decisions, the dated lines under each, and how big a body is."""

from dueregard.parts.tracker.models.decision import Decision, DecisionLine
from dueregard.parts.tracker.models.demand import Demand, DemandLine
from dueregard.parts.tracker.models.in_network import NetworkDemand
from dueregard.parts.tracker.models.record import DatedLine, Record
from dueregard.parts.tracker.models.size import BodySize

__all__ = ["BodySize", "DatedLine", "Decision", "DecisionLine", "Demand", "DemandLine", "NetworkDemand", "Record"]
