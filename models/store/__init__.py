"""The database behind a library: tables, engine, transactions, migrations. For `models` only."""
