"""What a reader of a page sees: its visible blocks of text in order, each with its place in the page."""

from eventcal.blocks.block import Block, Mark, Outline
from eventcal.blocks.walk import outline

__all__ = ["Block", "Mark", "Outline", "outline"]
