-- What the modules publish to each other: the only relations of another module that a module may read (docs/database.md), and the
-- functions that read them. All are made anew when this file changes. A migration that changes a column of a view first drops the
-- view (cascade).
do $$
declare
  old text := (select string_agg(oid::regclass::text, ', ') from pg_class
                where relkind = 'v' and relnamespace = 'public'::regnamespace and relname like '%\_v');
begin
  if old is not null then
    execute 'drop view ' || old || ' cascade';
  end if;
end $$;

-- hub

create view hub_event_publication_v as
select publication_date, completion_date, status
  from event_publication;

-- Numbers that a rule in the database needs.
create view hub_setting_v as
select key, value
  from hub_setting
 where key in ('VOG_YEARS');

-- accounts

create view accounts_account_v as
select id, email, name, language, created_at, disabled_at
  from account;

create view accounts_account_role_v as
select account_id, role, organisation_id, granted_at
  from account_role;

-- To add an entry in the statement that it audits. Like the table, it can only be added to (program-role.sql).
create view accounts_audit_entry_v as
select at, account_id, action, subject_type, subject_id
  from audit_log;

-- mail

-- To put a mail into the outbox in the statement that it reports on.
create view mail_message_v as
select template, recipient, language, payload, dedupe_key, created_at, next_attempt_at
  from outbox;

create view mail_outbox_v as
select id, dedupe_key
  from outbox;

-- organisations

-- The school year of a day, as SchoolYear.of in Java. PostgreSQL writes out the functions of this section in a query.
create or replace function school_year(day date) returns int language sql immutable parallel safe as $$
  select extract(year from day)::int - (extract(month from day) < 8)::int
$$;

-- Whether a school has pupils in a school year: one that ends on 1 August has closed before it (rules 2.7).
create or replace function enrols_in(ended_on date, year int) returns boolean language sql immutable parallel safe as $$
  select ended_on is null or ended_on > make_date(year, 8, 1)
$$;

-- Metres over the road, and minutes from door to door of somebody who drives, one way; as WayOfTravel in Java (rules 4.1).
create or replace function road_metres(from_lat float8, from_lon float8, to_lat float8, to_lon float8)
returns float8 language sql immutable parallel safe as $$
  select metres_between(from_lat, from_lon, to_lat, to_lon) * 1.3::float8
$$;

create or replace function drive_minutes(from_lat float8, from_lon float8, to_lat float8, to_lon float8)
returns int language sql immutable parallel safe as $$
  select least(240, coalesce(10 + ceil(road_metres(from_lat, from_lon, to_lat, to_lon) / 500)::int, 30))
$$;

create view organisations_class_part_v as
select id, class_id, cohort_id, grade, head_count, ended_at
  from class_part;

create view organisations_class_part_origin_v as
select part_id, from_part_id, since
  from class_part_origin;

create view organisations_cohort_v as
select id, site_id, sector
  from cohort;

create view organisations_cohort_size_v as
select cohort_id, school_year, grade, pupils, low, high, source, counted_in, own_pupils
  from cohort_size;

create view organisations_enrolment_v as
select site_id, reference_year, pupils, provisional
  from enrolment;

create view organisations_municipality_v as
select code, name, holiday_region
  from municipality;

create view organisations_postcode_area_v as
select pc4, latitude, longitude
  from postcode_area;

-- near_latitude, near_longitude: its own position, or else the centre of its postcode area.
create view organisations_organisation_v as
select o.id, o.kind, o.name, o.street, o.house_number, o.postcode, o.town, o.municipality_code, o.latitude, o.longitude,
       coalesce(o.latitude, a.latitude) as near_latitude, coalesce(o.longitude, a.longitude) as near_longitude, o.email, o.phone,
       o.website, o.invented, o.source, o.ended_on
  from organisation o
  left join postcode_area a on a.pc4 = left(o.postcode, 4)::char(4);

create view organisations_school_class_v as
select id, site_id, school_year, label, level, booking_group, ended_at
  from school_class;

create view organisations_school_site_v as
select organisation_id, brin6, sector, kind, holiday_region, board_id, disadvantage_score
  from school_site;

create view organisations_school_name_v as
select s.organisation_id as site_id, o.name, o.town
  from school_site s
  join organisation o on o.id = s.organisation_id;

create view organisations_exam_v as
select e.site_id, s.brin6, o.name, o.municipality_code, e.school_year, e.programme, e.candidates, e.masked_cells
  from exam e
  join school_site s on s.organisation_id = e.site_id
  join organisation o on o.id = e.site_id;

-- Days without school: holidays of a region, public holidays that are a day off, and the days on which a school, or the hub
-- itself, is closed. region, site_id: only there; null: everywhere.
create view organisations_day_off_v as
select h.kind, h.first_day, h.last_day, h.region, null::bigint as site_id, '' as name, null as name_en from holiday h
union all
select 'PUBLIC', p.day, p.day, null, null, p.name, p.name_en from public_holiday p where p.day_off
union all
select 'CLOSED', c.day, c.day, null, c.site_id, c.reason, null from closed_day c;

-- venues

create view venues_equipment_v as
select key, kind, name_nl, name_en
  from equipment;

create view venues_resource_v as
select id, kind, name, name_en, venue_id, key, organisation_id, capacity, equipment_key, number, ended_on
  from resource;

-- near_latitude, near_longitude: its own position, or else the centre of its postcode area.
create view venues_venue_v as
select v.id, v.key, v.kind, v.name_nl, v.name_en, v.organisation_id, v.street, v.postcode, v.town, v.pc4, v.latitude, v.longitude,
       coalesce(v.latitude, a.latitude) as near_latitude, coalesce(v.longitude, a.longitude) as near_longitude, v.phone, v.ended_on
  from venue v
  left join organisations_postcode_area_v a on a.pc4 = coalesce(v.pc4, left(v.postcode, 4)::char(4));

create view venues_venue_name_v as
select id as venue_id, key, name_nl, name_en, town from venue;

-- What is reserved, and what it is: a room or a bus by its id, outside rooms by the venue, equipment by its key.
create view venues_reservation_v as
select r.id as resource_id, r.kind, r.venue_id, r.equipment_key as key, v.during, v.away, v.subject, v.subject_id
  from reservation v
  join resource r on r.id = v.resource_id;

-- Visits with the same ride are in the bus together.
create view venues_bus_of_visit_v as
select b.subject_id as booking_id, r.id as bus_id, r.name as name_nl, r.name_en, r.capacity as seats, b.people, b.during, b.ride
  from reservation b
  join resource r on r.id = b.resource_id
 where b.subject = 'BOOKING' and r.kind = 'BUS';

-- programme

create view programme_activity_v as
select id, slug, kind, state, takes, title_nl, title_en, before_nl, after_nl, fund_nl, fund_en, worlds, audiences,
       po_from, po_to, vo_from, vo_to, mbo_from, mbo_to, vo_levels, setup_minutes, cleanup_minutes, cost_school_cents,
       free_cancel_days, children_per_adult, venue_id, room_id, organiser_id, version, search, promise_nl, age_from, age_to,
       cost_participant_cents, changed_at, sign_up_url, before_en, after_en, make_nl, make_en, learn_nl, learn_en
  from activity;

create view programme_activity_equipment_v as
select activity_id, equipment, quantity
  from activity_equipment;

create view programme_learning_line_step_v as
select t.line_id, t.id as step_id, a.activity_id
  from learning_line_step t
  join learning_line_step_activity a on a.step_id = t.id
 where t.removed_at is null;

-- PO stands for special primary education too.
create view programme_learning_line_grade_v as
select l.key as line_key, l.title_nl as line_nl, l.title_en as line_en, l.published, t.id as step_id, t.sector, t.grade_from,
       t.grade_to, t.title_nl, t.title_en
  from learning_line_step t
  join learning_line l on l.id = t.line_id
 where t.removed_at is null;

create view programme_session_v as
select id, activity_id, starts_at, ends_at, venue_id, site_id, room_id, state, capacity, class_capacity, series_id,
       note, cancel_reason, version, course, cancels_at
  from session;

-- staff

-- Who can be planned, or could be. Name and address are those of the account, where there is one.
create view staff_member_v as
select m.id, m.account_id, m.kind, coalesce(a.name, m.name, '') as name, coalesce(a.email, m.email) as email,
       coalesce(a.language, 'nl') as language, m.phone, m.organisation_id, m.max_hours, m.vog_issued_on,
       case when a.disabled_at is null then m.ended_on
            else least(m.ended_on, (a.disabled_at at time zone 'Europe/Amsterdam')::date) end as ended_on
  from staff_member m
  left join accounts_account_v a on a.id = m.account_id;

-- Who guides which session; who declined does not.
create view staff_assignment_v as
select w.session_id, w.member_id, m.account_id, m.name, m.phone, w.during, w.place, w.latitude, w.longitude, w.answer
  from assignment w
  join staff_member_v m on m.id = w.member_id
 where w.answer <> 'DECLINED';

-- Who was asked for a session and does not come.
create view staff_declined_v as
select w.session_id, w.member_id, m.name
  from assignment w
  join staff_member_v m on m.id = w.member_id
 where w.answer = 'DECLINED';

-- What of a session counts for who guides it. Minors: classes, and whatever children sign up for.
create view staff_session_v as
select s.id as session_id, s.activity_id, s.state, s.starts_at, s.ends_at, a.title_nl, a.title_en, a.worlds[1] as world,
       tstzrange(s.starts_at - a.setup_minutes * interval '1 minute', s.ends_at + a.cleanup_minutes * interval '1 minute') as during,
       coalesce('site-' || s.site_id, 'venue-' || s.venue_id) as place,
       coalesce(v.latitude, o.latitude) as latitude, coalesce(v.longitude, o.longitude) as longitude,
       coalesce(v.name_nl, o.name, '') as venue_nl, coalesce(v.name_en, o.name, '') as venue_en,
       a.takes = 'CLASSES' or a.audiences && array['PO', 'VO', 'MBO', 'CHILD'] as minors, a.organiser_id, s.cancel_reason
  from programme_session_v s
  join programme_activity_v a on a.id = s.activity_id
  left join venues_venue_v v on v.id = s.venue_id
  left join organisations_organisation_v o on o.id = s.site_id;

-- These are written in PL/pgSQL because it keeps their plans: in SQL, one that another calls would be planned anew at every call.
--
-- The roles of a session and how many of each are filled. A role of nobody says that none is needed.
create or replace function staff_roles(of_session bigint)
returns table (skill_id bigint, people int, filled int) language plpgsql stable as $$
#variable_conflict use_column
begin
  return query
  select r.skill_id, r.people, (select count(*)::int from assignment w
                                 where w.session_id = of_session and w.answer <> 'DECLINED' and w.skill_id is not distinct from r.skill_id)
    from (select d.skill_id, d.people from programme_session_v s join activity_role d on d.activity_id = s.activity_id where s.id = of_session
          union all
          select null, case when a.organiser_id is null then 1 else 0 end
            from programme_session_v s join programme_activity_v a on a.id = s.activity_id
           where s.id = of_session and not exists (select from activity_role d where d.activity_id = s.activity_id)) r;
end $$;

-- How many people a session still lacks.
create or replace function staff_missing(of_session bigint) returns int language plpgsql stable as $$
begin
  return (
  select coalesce(sum(greatest(0, r.people - r.filled)), 0)::int from staff_roles(of_session) r);
end $$;

-- Why somebody can't be at a place at a time: at another session, or not there in time from it or to it.
create or replace function staff_conflicts(of_member bigint, but_session bigint, at_time tstzrange, at_place text, lat float8, lon float8)
returns text[] language plpgsql stable as $$
begin
  return (
  select array_remove(array[
    case when bool_or(w.during && at_time) then 'ELSEWHERE' end,
    case when not coalesce(bool_or(w.during && at_time), false) and bool_or(true) then 'TRAVEL' end], null)
    from assignment w
   where w.member_id = of_member and w.session_id <> but_session and w.answer <> 'DECLINED'
     -- nobody drives longer (drive_minutes): what is further away in time need not be looked at
     and w.during && tstzrange(lower(at_time) - interval '4 hours', upper(at_time) + interval '4 hours')
     and (w.during && at_time
          or w.place <> at_place
             and w.during && tstzrange(lower(at_time) - drive_minutes(w.latitude, w.longitude, lat, lon) * interval '1 minute',
                                       upper(at_time) + drive_minutes(w.latitude, w.longitude, lat, lon) * interval '1 minute')));
end $$;

-- Whether somebody can, as far as the usual times and the exceptions say, of which a day off goes before an extra day. Stretches that
-- adjoin or overlap are one. A time that crosses midnight is looked at day by day.
create or replace function staff_available(of_member bigint, at_time tstzrange) returns boolean language plpgsql stable as $$
begin
  return (
  select coalesce(bool_and(
         not exists (select from staff_exception x
                      where x.member_id = of_member and not x.available and t.day between x.from_day and x.until_day
                        and (x.from_time is null or x.from_time < t.until_time and x.until_time > t.from_time))
     and (not exists (select from staff_hours h where h.member_id = of_member)
          or coalesce((select range_agg(tsrange(t.day + c.from_time, t.day + c.until_time))
                         from (select h.from_time, h.until_time from staff_hours h
                                where h.member_id = of_member and h.weekday = extract(isodow from t.day)
                               union all
                               select coalesce(x.from_time, time '00:00'), coalesce(x.until_time, time '24:00') from staff_exception x
                                where x.member_id = of_member and x.available and t.day between x.from_day and x.until_day) c)
                      @> tsrange(t.day + t.from_time, t.day + t.until_time), false))), true)
    from (select lower(at_time) at time zone 'Europe/Amsterdam' as starts, upper(at_time) at time zone 'Europe/Amsterdam' as ends) l
   cross join lateral generate_series(0, l.ends::date - l.starts::date) as later
   cross join lateral (select l.starts::date + later as day,
                              case when later = 0 then l.starts::time else time '00:00' end as from_time,
                              case when l.starts::date + later < l.ends::date then time '24:00' else l.ends::time end as until_time) t
   where t.from_time < t.until_time);
end $$;

-- Minutes somebody guides in the week of a day, another session than this one.
create or replace function staff_week_minutes(of_member bigint, but_session bigint, of_day date) returns int language plpgsql stable as $$
begin
  return (
  select coalesce(sum(extract(epoch from upper(w.during) - lower(w.during)) / 60), 0)::int
    from assignment w
   where w.member_id = of_member and w.session_id <> but_session and w.answer <> 'DECLINED'
     and w.during && tstzrange(date_trunc('week', of_day::timestamp) at time zone 'Europe/Amsterdam',
                               (date_trunc('week', of_day::timestamp) + interval '7 days') at time zone 'Europe/Amsterdam'));
end $$;

-- Why somebody may not guide on a day at all, whatever they agreed to: stopped, or without a valid certificate where minors come.
create or replace function staff_barred(of_member bigint, of_day date, of_minors boolean) returns text[] language plpgsql stable as $$
begin
  return (
  select array_remove(array[
           case when m.ended_on <= of_day then 'ENDED' end,
           case when of_minors and coalesce(m.vog_issued_on + v.years * interval '1 year' <= of_day, true) then 'VOG' end], null)
    from staff_member m
   cross join lateral (select coalesce((select value::int from hub_setting_v where key = 'VOG_YEARS'), 3) as years) v
   where m.id = of_member);
end $$;

-- Why somebody can't be assigned to a session (rules 4); empty: nothing is in the way.
create or replace function staff_obstacles(of_member bigint, of_session bigint) returns text[] language plpgsql stable as $$
begin
  return (
  select staff_barred(m.id, d.day, s.minors)
         || array_remove(array[
           case when not staff_available(m.id, s.during) then 'UNAVAILABLE' end,
           case when exists (select from staff_roles(s.session_id) r where r.filled < r.people)
                 and not exists (select from staff_roles(s.session_id) r
                                  where r.filled < r.people
                                    and (r.skill_id is null
                                         or exists (select from staff_skill k where k.member_id = m.id and k.skill_id = r.skill_id)))
             then 'SKILL' end,
           case when m.max_hours * 60 < staff_week_minutes(m.id, s.session_id, d.day)
                                        + extract(epoch from upper(s.during) - lower(s.during)) / 60 then 'HOURS' end], null)
         || staff_conflicts(m.id, s.session_id, s.during, s.place, s.latitude, s.longitude)
    from staff_member_v m
    join staff_session_v s on s.session_id = of_session
   cross join lateral (select (lower(s.during) at time zone 'Europe/Amsterdam')::date as day) d
   where m.id = of_member);
end $$;

-- bookings

-- What a state of a booking means: BookingState says the same in Java (EnumsInTheDatabaseTest). PostgreSQL writes these out in a
-- query, so that its indexes are used.

-- Whether it takes seats of the session.
create or replace function booking_holds_seats(state text) returns boolean language sql immutable as $$
  select state in ('HELD', 'CONFIRMED', 'OFFERED')
$$;

-- Whether it holds seats or may still get them.
create or replace function booking_active(state text) returns boolean language sql immutable as $$
  select state in ('HELD', 'CONFIRMED', 'OFFERED', 'WAITING')
$$;

-- Whether the hub reckons with those who come: all who hold seats, but for visitors who have not confirmed their mail address.
create or replace function booking_expected(state text) returns boolean language sql immutable as $$
  select state in ('CONFIRMED', 'OFFERED')
$$;

-- The sign-up that a booking of visitors belongs to: the booking of the first meeting or part is the sign-up, the others name it.
create or replace function booking_sign_up(sign_up_id bigint, id bigint) returns bigint language sql immutable parallel safe as $$
  select coalesce(sign_up_id, id)
$$;

-- Classes of ours that came at a hub of another city, as that hub recorded it.
create view bookings_elsewhere_v as
select id, class_part_id, hub, title, held_on, head_count, part_size, group_size
  from elsewhere_attendance;

create view bookings_attendance_v as
select id, session_id, held_on, booking_id, class_part_id, person_id, audience, sector, grade, head_count,
       other_pupils, email_hash, recorded_at, part_size, group_size
  from attendance;

create view bookings_booking_v as
select id, session_id, kind, state, participants, site_id, class_id, sign_up_id, cancelled_at, cancelled_by
  from booking;

create view bookings_booking_part_v as
select booking_id, class_part_id, head_count
  from booking_part;

create view bookings_person_v as
select p.id, p.booking_id, p.audience, p.sector, p.grade, p.age, u.email_hash
  from sign_up_person p
  join sign_up u on u.booking_id = p.booking_id;

-- Seats of a session that are free; of a course, as many as in its fullest meeting.
create view bookings_session_availability_v as
select p.session_id, p.open,
       case when p.course_id is null then p.capacity - p.taken
            else (select min(c.capacity - c.taken) from session_capacity c where c.course_id = p.course_id) end as free,
       p.class_capacity - p.classes_taken as free_classes
  from session_capacity p;

create view bookings_session_waiting_v as
select p.session_id,
       (select count(*)::int from booking b where b.session_id = p.session_id and b.state = 'WAITING') as waiting
  from session_capacity p;

-- Of sessions for individuals where somebody recorded who came: how many had signed up and not cancelled, and how many of them came.
-- Counts only (rules 3.13). A count of 0 people without a booking: it was recorded that nobody came.
create view bookings_turnout_v as
select b.session_id, c.ends_at, count(*)::int as signed_up, count(x.id)::int as came
  from booking b
  join session_capacity c on c.session_id = b.session_id
  join sign_up_person p on p.booking_id = booking_sign_up(b.sign_up_id, b.id)
  left join attendance x on x.person_id = p.id and x.session_id = b.session_id
 where b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
 group by b.session_id, c.ends_at
having count(x.id) > 0
    or exists (select from attendance n where n.session_id = b.session_id and n.booking_id is null and n.head_count = 0);

create view bookings_class_visit_v as
select b.id as booking_id, b.class_id, b.session_id, b.state, b.participants, s.starts_at, s.ends_at, a.worlds
  from booking b
  join programme_session_v s on s.id = b.session_id
  join programme_activity_v a on a.id = s.activity_id
 where b.kind = 'CLASS';

-- When a class is out, travel included: booked here, or at a hub of another city.
create view bookings_class_occupation_v as
select class_id, during
  from class_occupation;

-- What happened to class bookings.
create view bookings_class_event_v as
select e.booking_id, e.id, e.at, e.event, b.site_id, b.state
  from booking_event e
  join booking b on b.id = e.booking_id
 where b.kind = 'CLASS';

create view bookings_transport_v as
select booking_id, choice = 'TEC_BUS' as bus_asked, departs_at is not null as bus_arranged
  from visit_item
 where item = 'TRANSPORT';

-- Who is mailed about the bookings of a school: its contact address, its coordinators, who booked as long as that person works
-- there, and the contact whom a booking was made for. Nobody twice. An empty answer means that nobody hears anything: pages have to say so.
create or replace function class_mail_recipients(site bigint, booker bigint, contact text default null) returns table (email text, language text)
language sql stable as $$
  select distinct on (r.email) r.email, r.language
    from (select u.email, u.language
            from accounts_account_role_v a join accounts_account_v u on u.id = a.account_id
           where a.organisation_id = site and u.disabled_at is null
             and (a.role = 'SCHOOL_COORDINATOR' or a.role = 'TEACHER' and u.id = booker)
          union all
          select lower(o.email), 'nl' from organisations_organisation_v o where o.id = site and o.email is not null
          union all
          select lower(contact), 'nl' where contact is not null) r
   order by r.email, r.language
$$;

-- reach

-- Where a school was on 1 October of a school year, where it is in another municipality now (rules 2.7).
create view reach_school_moved_v as
select site_id, school_year, municipality_code
  from school_moved;

-- Per class part and visit: who came, in which school year and grade, and how large the part and the group were that day. The group
-- size of a booking group says nothing about its cohort (rules 2.3).
-- At another hub they have no session here, and a negative id.
create view reach_class_visit_v as
select a.id as attendance_id, a.session_id, a.booking_id, a.elsewhere, a.held_on, y.school_year, extract(month from a.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, a.part_size, cp.grade + y.school_year - sc.school_year as grade,
       a.head_count, a.other_pupils, a.group_size, sc.booking_group
  from (select id, session_id, booking_id, null::text as elsewhere, held_on, class_part_id, part_size, head_count, other_pupils, group_size
          from bookings_attendance_v
         where class_part_id is not null
        union all
        select -id, null, null, title || ', ' || hub, held_on, class_part_id, part_size, head_count, false, group_size
          from bookings_elsewhere_v) a
  join organisations_class_part_v cp on cp.id = a.class_part_id
  join organisations_school_class_v sc on sc.id = cp.class_id
 cross join lateral (select school_year(a.held_on) as school_year) y;

-- The same of confirmed class bookings, for projections.
create view reach_class_booked_v as
select b.id as booking_id, b.session_id, s.starts_at, s.ends_at, d.held_on, y.school_year, extract(month from d.held_on) >= 8 as autumn,
       cp.cohort_id, cp.id as part_id, cp.head_count as part_size, cp.grade + y.school_year - sc.school_year as grade,
       bp.head_count, b.site_id, b.class_id, greatest(cp.head_count, group_size(cp.cohort_id, sc.school_year)) as group_size,
       sc.booking_group
  from programme_session_v s
  join bookings_booking_v b on b.session_id = s.id and b.kind = 'CLASS' and b.state = 'CONFIRMED'
  join bookings_booking_part_v bp on bp.booking_id = b.id
  join organisations_class_part_v cp on cp.id = bp.class_part_id
  join organisations_school_class_v sc on sc.id = cp.class_id
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 cross join lateral (select school_year(d.held_on) as school_year) y
 where s.state = 'PUBLISHED';

-- Who came outside a class; who is a hash of an address, or one person of a sign-up without an address.
create view reach_individual_visit_v as
select a.id as attendance_id, a.session_id, a.held_on, a.audience, ac.kind as activity_kind, a.head_count,
       coalesce(encode(a.email_hash, 'hex'), 'person ' || a.person_id) as who,
       coalesce(a.sector, p.sector) as sector, coalesce(a.grade, p.grade) as grade, p.age
  from bookings_attendance_v a
  join programme_session_v s on s.id = a.session_id
  join programme_activity_v ac on ac.id = s.activity_id
  left join bookings_person_v p on p.id = a.person_id
 where a.class_part_id is null and a.head_count > 0;

create view reach_individual_booked_v as
select p.id as person_id, b.session_id, s.starts_at, s.ends_at, d.held_on, p.audience, ac.kind as activity_kind, encode(p.email_hash, 'hex') as who
  from programme_session_v s
  join programme_activity_v ac on ac.id = s.activity_id
  join bookings_booking_v b on b.session_id = s.id and b.kind = 'INDIVIDUAL' and b.state = 'CONFIRMED'
  join bookings_person_v p on p.booking_id = booking_sign_up(b.sign_up_id, b.id)
 cross join lateral (select (s.starts_at at time zone 'Europe/Amsterdam')::date as held_on) d
 where s.state = 'PUBLISHED';

-- lines

create view lines_school_line_v as
select site_id, line_id
  from school_line;

-- partners

create view partners_membership_v as
select id, organisation_id, kind, from_day, until_day, declaration_id, fee_cents, renews
  from membership;

-- Who is connected on a day: a membership that counts, or a delivery of the last twelve months; nobody who has stopped (rules 6.5).
create or replace function connected_on(on_day date) returns table (organisation_id bigint) language sql stable as $$
  select c.organisation_id
    from (select m.organisation_id from membership m where m.counted @> on_day
          union
          select b.organisation_id from membership_counted_before b where b.counted @> on_day
          union
          select c.organisation_id from contribution_delivery d join contribution c on c.id = d.contribution_id
           where d.state = 'ACCEPTED' and c.state = 'ACCEPTED' and d.day <= on_day and d.day > (on_day - interval '12 months')::date) c
    join organisations_organisation_v o on o.id = c.organisation_id
   where o.ended_on is null or o.ended_on > on_day
$$;

-- Who is in the register of partners.
create view partners_partner_v as
select organisation_id
  from partner;

-- Who organises an activity, as everybody may see it. logo: the address of its logo; null: it has none.
create view partners_organiser_v as
select o.id as organisation_id, o.name, '/partners/' || o.id || '/logo.png?v=' || extract(epoch from l.changed_at)::bigint as logo
  from organisations_organisation_v o
  left join partner_logo l on l.organisation_id = o.id;

-- What a partner takes part in: activities that it organises, and sessions at its venue.
create view partners_session_v as
select a.organiser_id as organisation_id, 'STAFF' as kind, s.id as session_id, s.activity_id, s.starts_at, s.ends_at, s.state,
       a.title_nl, a.title_en, a.worlds[1] as world
  from programme_activity_v a
  join programme_session_v s on s.activity_id = a.id
 where a.organiser_id is not null
union all
select p.organisation_id, 'PLACES', s.id, s.activity_id, s.starts_at, s.ends_at, s.state, a.title_nl, a.title_en, a.worlds[1]
  from venues_venue_v p
  join programme_session_v s on s.venue_id = p.id
  join programme_activity_v a on a.id = s.activity_id
 where p.organisation_id is not null;

create view partners_promise_v as
select c.organisation_id, c.year, (c.amount * c.unit_cents + 50) / 100 as promised_cents,
       (least(c.delivered, c.amount) * c.unit_cents + 50) / 100 as delivered_cents
  from contribution c
 where c.state = 'ACCEPTED';

create view partners_funding_programme_v as
select id, name, ended_on
  from funding_programme;

-- What partners promised to give in work, places and goods, for a calendar year. Money that they give is booked as money.
create view partners_in_kind_v as
select c.id as contribution_id, c.organisation_id, c.year, c.kind, c.what, (c.amount * c.unit_cents + 50) / 100 as promised_cents
  from contribution c
 where c.state = 'ACCEPTED' and c.kind <> 'MONEY';

-- What came of it, per programme it counts for (null: none). A delivery counts for one at most. The parts of a contribution are
-- rounded so that they add up to its worth, to the cent.
create view partners_in_kind_delivered_v as
select contribution_id, organisation_id, year, kind, what, funding_programme_id,
       (up_to * unit_cents + 50) / 100 - ((up_to - amount) * unit_cents + 50) / 100 as cents
  from (select c.id as contribution_id, c.organisation_id, c.year, c.kind, c.what, c.unit_cents, d.funding_programme_id,
               sum(d.amount)::bigint as amount,
               sum(sum(d.amount)) over (partition by c.id order by d.funding_programme_id nulls first)::bigint as up_to
          from contribution c
          join contribution_delivery d on d.contribution_id = c.id and d.state = 'ACCEPTED'
         where c.state = 'ACCEPTED' and c.kind <> 'MONEY'
         group by c.id, d.funding_programme_id) part;

-- For how long each membership counted as signed, those that were replaced included.
create view partners_membership_counted_v as
select organisation_id, kind, counted from membership
union all
select organisation_id, kind, counted from membership_counted_before;

-- submissions

-- What was decided last of what a partner sent in.
create view submissions_decision_v as
select id as submission_id, organisation_id, state, decided_at
  from submission
 where decided_at is not null and state in ('ACCEPTED', 'REFUSED');

-- declarations

-- The version of a declaration that counts: the last one. Signatures on earlier ones are kept, and no longer count.
create or replace function declaration_latest_version(of_declaration bigint) returns setof declaration_version language sql stable as $$
  select * from declaration_version where declaration_id = of_declaration order by number desc limit 1
$$;

create view declarations_declaration_v as
select id, kind, completed_at, withdrawn_at
  from declaration;

create view declarations_signatory_v as
select id, declaration_id, organisation_id, organisation, position, added_at, withdrawn_at
  from signatory;

create view declarations_signature_v as
select id, signatory_id, name, account_id
  from signature;

create view declarations_signed_v as
select (d.opened_at at time zone 'Europe/Amsterdam')::date as opened_on,
       (d.completed_at at time zone 'Europe/Amsterdam')::date as completed_on
  from declaration d
 where d.opened_at is not null and d.withdrawn_at is null;

-- employers

create view employers_offer_request_v as
select r.state, (r.asked_at at time zone 'Europe/Amsterdam')::date as asked_on
  from offer_request r;

-- The Mondays of the weeks in which an offer has all the visits it takes, each on the day it is now: a visit can be moved or cancelled.
create or replace function offer_full_weeks(of_offer bigint) returns setof date language sql stable as $$
  select date_trunc('week', v.starts_at at time zone 'Europe/Amsterdam')::date
    from offer o
    join offer_request r on r.offer_id = o.id and r.state = 'ACCEPTED'
    join bookings_class_visit_v v on v.booking_id = r.booking_id and v.state = 'CONFIRMED'
   where o.id = of_offer and o.week_most is not null
   group by 1, o.week_most having count(*) >= o.week_most
$$;

-- Where an offer is held: where its activity is, or will be once there is one for what the offer says now. Null: nowhere yet.
create or replace function offer_venue(o offer) returns bigint language sql stable as $$
  select coalesce(
    (select a.venue_id from programme_activity_v a where a.id = o.activity_id and o.activity_of = o.version and a.state <> 'CANCELLED'),
    case o.held
      when 'COMPANY' then (select p.id from venues_venue_v p
                            where p.organisation_id = o.organisation_id and p.ended_on is null
                              and (p.street is null or lower(p.street) = lower(o.street))
                            order by p.name_nl, p.id limit 1)
      when 'ROOM' then (select r.venue_id from venues_resource_v r where r.id = o.room_id)
    end)
$$;

-- Minutes that whoever goes out for an offer travels, to a venue or to a school; null: nobody goes out.
create or replace function offer_travel(o offer, to_venue bigint, to_site bigint) returns int language sql stable as $$
  select drive_minutes(o.latitude, o.longitude, coalesce(p.latitude, s.latitude), coalesce(p.longitude, s.longitude))
    from (values (1)) one
    left join venues_venue_v p on p.id = to_venue
    left join organisations_organisation_v s on s.id = to_site
   where o.held <> 'COMPANY' and p.organisation_id is distinct from o.organisation_id
$$;

-- Whether an offer can't be given to a school in that part of that day, at the time at which it usually begins then.
create or replace function offer_taken(o offer, to_site bigint, day date, part text) returns boolean language sql stable as $$
  select o.held = 'COMPANY' and t.venue is not null and venues_taken(t.venue, d.during)
      or o.held = 'ROOM' and room_taken(o.room_id, d.during)
      or d.travel is not null and people_taken(o.organisation_id, o.groups_at_once, d.during, d.travel,
                                               case o.held when 'SCHOOL' then 'site-' || to_site else 'venue-' || t.venue end)
    from (select (day + case part when 'MORNING' then o.morning_at else o.afternoon_at end) at time zone 'Europe/Amsterdam' as starts,
                 coalesce(max(a.setup_minutes), 0) as setup, coalesce(max(a.cleanup_minutes), 0) as cleanup, offer_venue(o) as venue
            from programme_activity_v a where a.id = o.activity_id) t
    cross join lateral (
      select tstzrange(t.starts - t.setup * interval '1 minute', t.starts + (o.minutes + t.cleanup) * interval '1 minute') as during,
             offer_travel(o, case when o.held = 'ROOM' then t.venue end, case when o.held = 'SCHOOL' then to_site end)
               * interval '1 minute' as travel) d
$$;

-- finance

-- A line as its scenario has it: rounded to the cent once, here; every sum is a sum of these.
create view finance_line_v as
select l.*, (l.cents * coalesce(f.permille, 1000) + 500) / 1000 as effective_cents, coalesce(f.permille, 1000) as permille
  from budget_line l
  left join budget_factor f on f.scenario_id = l.scenario_id
   and case l.kind when 'COST' then f.category = l.category else f.source_id = l.source_id end;

-- Minutes that a guide really worked at a session, where that was not as planned.
create view finance_guide_minutes_v as
select session_id, subject_id as member_id, quantity as minutes from visit_quantity where item = 'GUIDE';

-- steering

create view steering_class_visit_v as
select v.booking_id, v.session_id, v.held_on, v.head_count, v.grade, c.sector, c.site_id,
       se.venue_id, p.kind as venue_kind, t.bus_asked, t.bus_arranged,
       ac.before_nl <> '' and ac.after_nl <> '' as lessons_around,
       exists (select from programme_learning_line_step_v l where l.activity_id = se.activity_id) as in_a_line,
       exists (select from staff_assignment_v a where a.session_id = v.session_id) as with_professional
  from reach_class_visit_v v
  join organisations_cohort_v c on c.id = v.cohort_id
  join programme_session_v se on se.id = v.session_id
  join programme_activity_v ac on ac.id = se.activity_id
  left join venues_venue_v p on p.id = se.venue_id
  left join bookings_transport_v t on t.booking_id = v.booking_id
 where v.head_count > 0;
