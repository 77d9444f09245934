"""Who is who: names, ownership, standings, decisions, documents."""
