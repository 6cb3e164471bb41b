"""jbgs: administration of 嘉兴市科技项目“揭榜挂帅” for the city's science bureau and its offices."""

__version__ = "0.1.0"
