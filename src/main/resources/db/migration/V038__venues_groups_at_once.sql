-- A place takes so many groups at once outside its rooms, and an organisation that goes out to schools sends so many people at
-- once (rules 3). Each of those is a numbered resource, so that reservation_conflict guards it as it does a room.
alter table venue add column groups_at_once int not null default 1 check (groups_at_once >= 1);
alter table offer add column groups_at_once int not null default 1 check (groups_at_once >= 1);

alter table resource drop constraint resource_kind_check;
alter table resource add constraint resource_kind_check check (kind in ('ROOM', 'EQUIPMENT', 'PERSON', 'BUS', 'VENUE'));
alter table resource add column organisation_id bigint references organisation (id);   -- of a PERSON who goes out for it
alter table resource add column number int check (number >= 1);
alter table resource add constraint venue_is_numbered check (kind <> 'VENUE' or venue_id is not null and number is not null);
alter table resource add constraint person_is_numbered check (organisation_id is null or kind = 'PERSON' and number is not null);
create unique index venue_number on resource (venue_id, number) where kind = 'VENUE';
create unique index person_number on resource (organisation_id, number) where kind = 'PERSON';

-- Whoever goes out is under way before and after; from one lesson to the next at the same school nobody is.
alter table reservation add column at text;            -- where a PERSON is: 'site-12', 'venue-3'
alter table reservation add column away tstzrange;     -- from leaving until being back
alter table reservation add constraint person_is_away check ((at is null) = (away is null) and (away is null or away @> during));
alter table reservation add constraint reservation_travel exclude using gist (resource_id with =, at with <>, away with &&);

-- A place has as many venues as it takes groups at once; one that is still reserved is not taken away.
create function keep_venues() returns trigger language plpgsql as $$
begin
  insert into resource (kind, venue_id, number, name, name_en, ended_on)
  select 'VENUE', new.id, n, new.name_nl, new.name_en, new.ended_on from generate_series(1, new.groups_at_once) n
  on conflict (venue_id, number) where kind = 'VENUE'
    do update set name = excluded.name, name_en = excluded.name_en, ended_on = excluded.ended_on;
  update resource set ended_on = '-infinity'
   where kind = 'VENUE' and venue_id = new.id and number > new.groups_at_once and ended_on is distinct from '-infinity';
  if exists (select from reservation b join resource r on r.id = b.resource_id
              where r.kind = 'VENUE' and r.venue_id = new.id and r.number > new.groups_at_once and upper(b.during) > now()) then
    raise exception 'more groups are still to come at once' using errcode = 'check_violation', constraint = 'groups_to_come';
  end if;
  return null;
end $$;
create trigger keep_venues after insert or update of name_nl, name_en, groups_at_once, ended_on on venue
  for each row execute function keep_venues();
insert into resource (kind, venue_id, number, name, name_en, ended_on)
select 'VENUE', id, 1, name_nl, name_en, ended_on from venue;

-- Minutes from door to door of somebody who drives, one way: streets are a third longer than the crow's way. Half an hour where
-- nobody knows how far it is.
create function drive_minutes(from_lat float8, from_lon float8, to_lat float8, to_lon float8) returns int language sql immutable as $$
  select coalesce(least(240, ceil(10 + 1.3 / 500 * 111195 * sqrt(power(to_lat - from_lat, 2)
           + power((to_lon - from_lon) * cos(radians((from_lat + to_lat) / 2)), 2)))::int), 30)
$$;

-- What is asked before anything is reserved: whether there is nothing left then.
create function venues_taken(of_venue bigint, at_time tstzrange) returns boolean language sql stable as $$
  select not exists (select from resource r where r.kind = 'VENUE' and r.venue_id = of_venue and r.ended_on is null
                       and not exists (select from reservation b where b.resource_id = r.id and b.during && at_time))
$$;
create function people_taken(of_organisation bigint, at_once int, at_time tstzrange, travel interval, going_to text)
returns boolean language sql stable as $$
  select count(*) >= at_once from resource r
   where r.kind = 'PERSON' and r.organisation_id = of_organisation and r.number <= at_once
     and exists (select from reservation b
                  where b.resource_id = r.id
                    and (b.during && at_time or b.at <> going_to and b.away && tstzrange(lower(at_time) - travel, upper(at_time) + travel)))
$$;
create function room_taken(room bigint, at_time tstzrange) returns boolean language sql stable as $$
  select exists (select from reservation b where b.resource_id = room and b.during && at_time)
$$;

-- Where an offer is held: where its activity is, or will be once there is one for what the offer says now. Null: no place there is yet.
create function offer_venue(o offer) returns bigint language sql stable as $$
  select coalesce(
    (select a.venue_id from activity a where a.id = o.activity_id and o.activity_of = o.version and a.state <> 'CANCELLED'),
    case o.held
      when 'COMPANY' then (select p.id from venue p
                            where p.organisation_id = o.organisation_id and p.ended_on is null
                              and (p.street is null or lower(p.street) = lower(o.street))
                            order by p.name_nl, p.id limit 1)
      when 'ROOM' then (select r.venue_id from resource r where r.id = o.room_id)
    end)
$$;

-- Minutes that whoever goes out for an offer is under way, to a place or to a school; null: nobody goes out.
create function offer_travel(o offer, to_venue bigint, to_site bigint) returns int language sql stable as $$
  select drive_minutes(o.latitude, o.longitude, coalesce(p.latitude, s.latitude), coalesce(p.longitude, s.longitude))
    from (values (1)) one
    left join venue p on p.id = to_venue
    left join organisation s on s.id = to_site
   where o.held <> 'COMPANY' and p.organisation_id is distinct from o.organisation_id
$$;

-- Whether an offer can't be given to a school in that part of that day, at the time at which it usually begins then.
create function offer_taken(o offer, to_site bigint, day date, part text) returns boolean language sql stable as $$
  select o.held = 'COMPANY' and t.venue is not null and venues_taken(t.venue, d.during)
      or o.held = 'ROOM' and room_taken(o.room_id, d.during)
      or d.travel is not null and people_taken(o.organisation_id, o.groups_at_once, d.during, d.travel,
                                               case o.held when 'SCHOOL' then 'site-' || to_site else 'venue-' || t.venue end)
    from (select (day + case part when 'MORNING' then o.morning_at else o.afternoon_at end) at time zone 'Europe/Amsterdam' as starts,
                 coalesce(max(a.setup_minutes), 0) as setup, coalesce(max(a.cleanup_minutes), 0) as cleanup, offer_venue(o) as venue
            from activity a where a.id = o.activity_id) t
    cross join lateral (
      select tstzrange(t.starts - t.setup * interval '1 minute', t.starts + (o.minutes + t.cleanup) * interval '1 minute') as during,
             offer_travel(o, case when o.held = 'ROOM' then t.venue end, case when o.held = 'SCHOOL' then to_site end)
               * interval '1 minute' as travel) d
$$;

-- What is planned already keeps its time. A place or an organisation that had more at once than one, has said so.
do $$
declare
  visit record;
  free bigint;
begin
  for visit in
    select s.id, s.venue_id, tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute') as during
      from session s join activity a on a.id = s.activity_id
     where s.state <> 'CANCELLED' and s.venue_id is not null and s.room_id is null and s.ends_at > now()
     order by lower(tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute')), s.id
  loop
    select r.id into free from resource r
     where r.kind = 'VENUE' and r.venue_id = visit.venue_id
       and not exists (select from reservation b where b.resource_id = r.id and b.during && visit.during)
     order by r.number limit 1;
    if free is null then
      update venue set groups_at_once = groups_at_once + 1 where id = visit.venue_id;
      select max(r.id) into free from resource r where r.kind = 'VENUE' and r.venue_id = visit.venue_id;
    end if;
    insert into reservation (resource_id, during, subject, subject_id) values (free, visit.during, 'SESSION', visit.id);
  end loop;

  for visit in
    select s.id, o.id as offer_id, o.organisation_id, org.name,
           tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute') as during,
           tstzrange(s.starts_at - (a.setup_minutes + t.travel) * interval '1 minute', s.ends_at + (a.cleanup_minutes + t.travel) * interval '1 minute') as away,
           coalesce('site-' || s.site_id, 'venue-' || s.venue_id) as at
      from session s join activity a on a.id = s.activity_id join offer o on o.activity_id = a.id
      join organisation org on org.id = o.organisation_id
      cross join lateral (select offer_travel(o, s.venue_id, s.site_id) as travel) t
     where s.state <> 'CANCELLED' and s.ends_at > now() and t.travel is not null
     order by 5, s.id
  loop
    select r.id into free from resource r
     where r.kind = 'PERSON' and r.organisation_id = visit.organisation_id
       and not exists (select from reservation b
                        where b.resource_id = r.id and (b.during && visit.during or b.at <> visit.at and b.away && visit.away))
     order by r.number limit 1;
    if free is null then
      insert into resource (kind, organisation_id, number, name)
      select 'PERSON', visit.organisation_id, 1 + coalesce(max(number), 0), visit.name
        from resource where kind = 'PERSON' and organisation_id = visit.organisation_id
      returning id into free;
    end if;
    insert into reservation (resource_id, during, subject, subject_id, at, away)
    values (free, visit.during, 'SESSION', visit.id, visit.at, visit.away);
    update offer o set groups_at_once = greatest(o.groups_at_once, r.number) from resource r where o.id = visit.offer_id and r.id = free;
  end loop;
end $$;
