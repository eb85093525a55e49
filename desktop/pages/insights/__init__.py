"""What the months say: figures against the month before, and the charts behind them."""
