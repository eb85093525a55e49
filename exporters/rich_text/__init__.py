"""From the Markdown that people wrote to blocks of plain values, and from blocks to HTML."""
