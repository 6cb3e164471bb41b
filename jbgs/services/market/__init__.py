"""From the listing to the award: 发榜, 揭榜意向, 对接, 竞榜, letters to bidders."""
