-- Which cohorts of some groups were reached in a school year is read from the index alone: at the size of a country the list of
-- schools that did not come yet takes half the time.
drop index reach_cohort_school_year_grade_idx;
create index on reach_cohort (school_year, grade) include (cohort_id, reached, reached_autumn, reached_spring);
