"""专家评审: experts, panels, rounds, score sheets, and what a round decides."""
