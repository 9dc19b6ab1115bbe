-- How much educational disadvantage is expected at a school, as the government counts it; null: not known.
alter table school_site add column disadvantage_score numeric(10, 2) check (disadvantage_score >= 0);
