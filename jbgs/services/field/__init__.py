"""月报季访 and 督查: what the counties report, visits, notices."""
