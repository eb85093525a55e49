"""The register of all action items: what is due, late, nobody's, and done."""
