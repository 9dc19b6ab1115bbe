-- Imports never erase silently, and an import that died says so.

-- Removes a class that nothing refers to: an estimate that turned out to be one class too many. Answers whether it is gone.
create function remove_unused_class(unused bigint) returns boolean language plpgsql as $$
begin
  if exists (select from own_class where class_id = unused) then
    return false;
  end if;
  delete from class_part where class_id = unused;
  delete from school_class where id = unused;
  return true;
exception when foreign_key_violation then
  return false;
end $$;

-- The session of the database that does an import: when it has ended, so has the import.
alter table import_run add column backend_pid int, add column backend_start timestamptz;

alter table import_batch
  add column older boolean not null default false,     -- files that are older than what is stored may go in
  add column waiting boolean not null default false;   -- another import has the lock

-- Two files tell the middle of a PC4; 2: 4pp, with its source and licence; 1: others; 0: nobody said.
alter table postcode_area add column source_rank int not null default 0;
update postcode_area set source_rank = 2;

-- The layout of the address file a school location comes from; a file in an older layout is an older file.
alter table school_site add column address_layout int;

-- DUO's own holiday region stands above that of others; it follows from the schools of the municipality.
alter table municipality add column region_from_duo boolean not null default false;
update municipality m
   set holiday_region = s.region, region_from_duo = true
  from (select o.municipality_code, mode() within group (order by s.holiday_region) as region
          from school_site s join organisation o on o.id = s.organisation_id
         where s.holiday_region is not null and o.municipality_code is not null
         group by o.municipality_code) s
 where m.code = s.municipality_code;
