-- School and sector of a cohort, which never change, stand with what it reached: which schools did not come yet is read from one index.
-- It was looked up in the table of cohorts, all of them at the size of a country.
alter table reach_cohort add column site_id bigint, add column sector text;

update reach_cohort r set site_id = c.site_id, sector = c.sector from cohort c where c.id = r.cohort_id;

-- A version from before writes neither.
create function add_school_of_cohort() returns trigger language plpgsql as $$
begin
  select site_id, sector into new.site_id, new.sector from cohort where id = new.cohort_id;
  return new;
end $$;
create trigger school_of_cohort before insert on reach_cohort for each row when (new.site_id is null)
  execute function add_school_of_cohort();

drop index reach_cohort_school_year_grade_cohort_id_reached_reached_au_idx;
create index reach_cohort_grade on reach_cohort (school_year, grade)
  include (sector, site_id, cohort_id, reached, reached_autumn, reached_spring);
