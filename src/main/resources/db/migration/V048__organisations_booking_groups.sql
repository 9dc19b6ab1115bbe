-- Secondary and vocational schools book with a year, a level and a number of pupils; their classes are not known (rules 1.5).

alter table school_class
  add column booking_group boolean not null default false,   -- made to book with: not one of the classes the school has
  add column made_at timestamptz not null default now();

-- Until now they got classes that were invented from a count of all pupils. Those that nothing refers to go; what was booked
-- with them stays, as a group.
delete from own_class o
 using school_class k join school_site s on s.organisation_id = k.site_id
 where k.id = o.class_id and s.sector in ('VO', 'MBO') and k.source <> 'SCHOOL';

update school_class k set booking_group = true
  from school_site s
 where s.organisation_id = k.site_id and s.sector in ('VO', 'MBO') and k.source <> 'SCHOOL';

create temporary table unused_class on commit drop as
select k.id from school_class k
 where k.booking_group
   and not exists (select from booking b where b.class_id = k.id)
   and not exists (select from class_occupation c where c.class_id = k.id)
   and not exists (select from offer_request r where r.class_id = k.id)
   and not exists (select from class_part p join booking_part b on b.class_part_id = p.id where p.class_id = k.id)
   and not exists (select from class_part p join attendance a on a.class_part_id = p.id where p.class_id = k.id)
   and not exists (select from class_part p join offer_request_part r on r.class_part_id = p.id where p.class_id = k.id);
delete from class_part p using unused_class u where p.class_id = u.id;
delete from school_class k using unused_class u where k.id = u.id;

-- Whether anything refers to a class: tries to delete it and takes that back.
create function class_used(id bigint) returns boolean language plpgsql as $$
begin
  delete from class_part where class_id = class_used.id;
  delete from school_class k where k.id = class_used.id;
  raise exception using errcode = 'TEC00';
exception
  when foreign_key_violation then return true;
  when sqlstate 'TEC00' then return false;
end $$;

-- A group is as large as the largest number it was booked with.
create function grow_booking_group() returns trigger language plpgsql as $$
begin
  update class_part p set head_count = new.head_count, low = new.head_count, high = new.head_count
    from school_class k
   where p.id = new.class_part_id and k.id = p.class_id and k.booking_group and p.head_count < new.head_count;
  return null;
end $$;
create trigger grow_booking_group after insert or update of head_count on booking_part
  for each row execute function grow_booking_group();
