-- What a new booking consists of is written by one call, in one round trip (decision 0010): book_class or book_visitors. They return the
-- id of the booking; null if there are no seats, and then nothing was written.
--
-- Concurrent bookings of a session queue for the lock on its session_capacity, so that taking the seats comes last: the lock is held for
-- one update and the commit. After waiting, the seats may be gone or the session closed: then the update violates never_oversold, and
-- everything is rolled back.
--
-- A function whose parameters change becomes a second one beside the first, which nodes of the earlier version still call during an
-- upgrade (decision 0082); a later migration drops that.

-- Whether the TEC called off a session of the same activity that a class was to come to, and the class got no other since: then it is
-- the first on the waiting list (rules 3.6). A class is of one school year.
create or replace function called_off_before(class bigint, session bigint) returns boolean language plpgsql stable as $$
begin
  return exists (
    select from booking b
      join programme_session_v s on s.id = b.session_id
     where b.class_id = class and b.state = 'CANCELLED' and b.cancelled_by = 'TEC' and s.state = 'CANCELLED'
       and s.activity_id = (select activity_id from programme_session_v where id = session)
       and not exists (select from booking o
                         join programme_session_v t on t.id = o.session_id
                        where o.class_id = class and booking_expected(o.state) and t.activity_id = s.activity_id));
end $$;

-- Whether a session is open and has seats for so many people and classes.
create or replace function seats_free(session bigint, people int, classes int, at timestamptz) returns boolean language plpgsql stable as $$
begin
  perform from session_capacity
    where session_id = session and open and bookable_until > at
      and taken + people <= capacity and classes_taken + classes <= class_capacity;
  return found;
end $$;

-- Who takes those of several sessions takes them in the order of the ids, like every other statement that locks several, to avoid deadlocks.
create or replace function take_seats(session bigint, people int, classes int, at timestamptz) returns void language plpgsql as $$
begin
  update session_capacity
     set taken = case when open and bookable_until > at then taken + people else capacity + 1 end,
         classes_taken = classes_taken + classes
   where session_id = session;
end $$;

-- Books a class, or puts it on the waiting list. The school is mailed if a template is given.
create or replace function book_class(
  session bigint, waits boolean, people int, adults int, site bigint, class bigint, account bigint, made_by bigint,
  contact_name text, contact_email text, travel_minutes int, leaves timestamptz, returns timestamptz, photos boolean, phone text,
  parts bigint[], head_counts int[], key uuid, at timestamptz, mail text)
returns bigint language plpgsql as $$
declare
  new_state constant text := case when waits then 'WAITING' else 'CONFIRMED' end;
  actor constant bigint := coalesce(made_by, account);
  booking bigint;
begin
  if not waits and not seats_free(session, people, 1, at) then
    return null;
  end if;
  insert into booking as b (session_id, kind, state, participants, adults, site_id, class_id, account_id, travel_minutes,
                            photo_permission, teacher_phone, made_by, contact_name, contact_email, idempotency_key, requested_at, turn)
  values (session, 'CLASS', new_state, people, adults, site, class, account, travel_minutes,
          photos, phone, made_by, contact_name, contact_email, key, at, case when waits then nextval('waiting_turn') end)
  returning b.id into booking;
  if not waits then
    insert into class_occupation (booking_id, class_id, during) values (booking, class, tstzrange(leaves, returns));
  end if;
  insert into booking_part (booking_id, class_part_id, head_count)
  select booking, p.part, p.head_count from unnest(parts, head_counts) as p (part, head_count);
  insert into booking_event (booking_id, at, account_id, event, participants) values (booking, at, actor, new_state, people);
  insert into accounts_audit_entry_v (at, account_id, action, subject_type, subject_id)
  values (at, actor, 'BOOKING_' || new_state, 'BOOKING', booking);
  if mail is not null then
    insert into mail_message_v (template, recipient, language, payload, created_at, next_attempt_at)
    select mail, r.email, r.language, jsonb_build_object('booking', booking), at, at
      from class_mail_recipients(site, account, contact_email) r;
  end if;
  if not waits then
    perform take_seats(session, people, 1, at);
  end if;
  return booking;
end $$;

-- Books visitors, who hold their seats until the mail address is confirmed, or puts them on the waiting list. A course is booked for all
-- its meetings, an event for the chosen parts, which have no waiting list. The booking of the first is the sign-up; the others share
-- its turn.
create or replace function book_visitors(
  chosen bigint[], course bigint, event bigint, waits boolean, held_until timestamptz, email text, email_hash bytea, name text, phone text,
  language text, photos boolean, network_hash bytea, people jsonb, key uuid, at timestamptz, mail text)
returns bigint language plpgsql as $$
declare
  size constant int := jsonb_array_length(people);
  new_state constant text := case when waits then 'WAITING' else 'HELD' end;
  deadline constant timestamptz := case when not waits then held_until end;
  turn constant bigint := case when waits then nextval('waiting_turn') end;
  sessions bigint[] := chosen;
  session bigint;
  booking bigint;
begin
  if course is not null then
    sessions := array(select c.session_id from session_capacity c where c.course_id = course);
    if not chosen[1] = any(sessions) then -- it left the course meanwhile
      return null;
    end if;
  elsif event is not null then
    if waits or exists (select from session_capacity c where c.session_id = any(chosen) and c.course_id is not null) then
      return null;
    end if;
  end if;
  sessions := array(select s.id from unnest(sessions) as s (id) order by s.id);
  if not waits then
    foreach session in array sessions loop
      if not seats_free(session, size, 0, at) then
        return null;
      end if;
    end loop;
  end if;
  insert into booking as b (session_id, kind, state, participants, idempotency_key, requested_at, deadline, turn)
  values (chosen[1], 'INDIVIDUAL', new_state, size, key, at, deadline, turn)
  returning b.id into booking;
  insert into booking (sign_up_id, session_id, kind, state, participants, idempotency_key, requested_at, deadline, turn)
  select booking, s.id, 'INDIVIDUAL', new_state, size, gen_random_uuid(), at, deadline, turn
    from unnest(sessions) as s (id) where s.id <> chosen[1];
  insert into booking_event (booking_id, at, event, participants)
  select b.id, b.requested_at, b.state, b.participants from booking b where b.id = booking or b.sign_up_id = booking;
  insert into sign_up (booking_id, email, email_hash, name, phone, language, photo_permission, network_hash, event_id)
  values (booking, email, email_hash, name, phone, language, photos, network_hash, event);
  perform add_people(booking, people);
  insert into accounts_audit_entry_v (at, action, subject_type, subject_id) values (at, 'BOOKING_' || new_state, 'BOOKING', booking);
  insert into mail_message_v (template, recipient, language, payload, created_at, next_attempt_at)
  values (mail, email, language, jsonb_build_object('booking', booking), at, at);
  if not waits then
    foreach session in array sessions loop
      perform take_seats(session, size, 0, at);
    end loop;
  end if;
  return booking;
end $$;

-- Adds the people of a sign-up and their answers. A JSON array of objects with the columns of sign_up_person, and answers by question.
create or replace function add_people(of_booking bigint, people jsonb) returns void language plpgsql as $$
begin
  with who as (
    select nextval(pg_get_serial_sequence('sign_up_person', 'id')) as id, p.*
      from jsonb_to_recordset(people) as p (audience text, first_name text, sector text, grade int, age int, answers jsonb)),
  added as (
    insert into sign_up_person (id, booking_id, audience, first_name, sector, grade, age) overriding system value
    select id, of_booking, audience, first_name, sector, grade, age from who)
  insert into sign_up_answer (person_id, question_id, answer)
  select who.id, a.key::bigint, a.value from who cross join lateral jsonb_each_text(who.answers) a;
end $$;
