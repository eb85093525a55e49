"""The demo library: a fictional company's incidents, told in `resources/demo`, at any present."""

from models.demo.building import DemoStory, build_demo_incidents, build_demo_story
from models.demo.company import DemoLink, DemoReview
from models.demo.filling import fill_demo_library

__all__ = [
    "DemoLink",
    "DemoReview",
    "DemoStory",
    "build_demo_incidents",
    "build_demo_story",
    "fill_demo_library",
]
