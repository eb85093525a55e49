"""Item models, held to Qt's own contract."""
