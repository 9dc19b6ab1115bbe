-- A bit of everything that a hub has, as the tables were at migration 009. Never changed: that is what it is for.
insert into hub_setting (key, value, changed_at) values ('NAME', 'TEC Deventer', now());
insert into municipality (code, name, holiday_region) values ('0150', 'Deventer', 'NOORD');
insert into organisation (id, kind, name, town, municipality_code, invented) overriding system value
  values (100, 'SCHOOL', 'De Proef', 'Deventer', '0150', true), (101, 'COMPANY', 'De Draaibank', 'Deventer', '0150', true);
insert into school_site (organisation_id, brin6, sector, holiday_region) values (100, '98ZZ00', 'PO', 'NOORD');
insert into enrolment (site_id, reference_year, pupils) values (100, 2025, 210);
insert into account (id, email, name, created_at) overriding system value
  values (100, 'leerkracht@example.org', 'Leerkracht', now()), (101, 'maker@example.org', 'Maker', now());
insert into account_role (account_id, role, organisation_id, granted_at)
  values (100, 'TEACHER', 100, now()), (101, 'PROGRAMME_MAKER', null, now());
insert into cohort (id, site_id, sector, leaves_in) overriding system value values (100, 100, 'PO', 2029), (101, 100, 'PO', 2028);
insert into cohort_size (cohort_id, school_year, grade, pupils, low, high, source)
  values (100, 2027, 7, 24, 24, 24, 'SCHOOL'), (101, 2027, 8, 20, 20, 20, 'SCHOOL');
insert into school_class (id, site_id, school_year, label, source) overriding system value
  values (100, 100, 2027, '7a', 'SCHOOL'), (101, 100, 2027, '8a', 'SCHOOL');
insert into class_part (id, class_id, cohort_id, grade, head_count, low, high) overriding system value
  values (100, 100, 100, 7, 24, 24, 24), (101, 101, 101, 8, 20, 20, 20);
insert into holiday values ('NOORD', 2026, 'AUTUMN', '2026-10-10', '2026-10-18');
insert into place (id, key, kind, name_nl, name_en, town, wheelchair) overriding system value
  values (100, 'techlab', 'TECHLAB', 'Techlab', 'Techlab', 'Deventer', true);
insert into activity (id, slug, kind, state, takes, title_nl, title_en, promise_nl, promise_en, description_nl, description_en,
                      worlds, audiences, po_from, po_to, minutes, group_min, group_max, changed_at, place_id) overriding system value
  values (100, 'robots', 'WORKSHOP_LEARNING_LINE', 'PUBLISHED', 'CLASSES', 'Robots', 'Robots', '', '', '', '',
          '{HITECH_SCIENCE}', '{PO}', 5, 8, 120, 1, 32, now(), 100),
         (101, 'drones', 'AFTER_SCHOOL', 'PUBLISHED', 'INDIVIDUALS', 'Drones', 'Drones', '', '', '', '',
          '{HITECH_SCIENCE}', '{CHILD}', 5, 8, 120, 1, 32, now(), 100);
insert into session (id, activity_id, starts_at, ends_at, place_id, state, capacity, class_capacity) overriding system value
  values (100, 100, '2028-03-14T08:00Z', '2028-03-14T10:00Z', 100, 'PUBLISHED', 30, 1),
         (101, 101, '2028-03-14T13:00Z', '2028-03-14T15:00Z', 100, 'PUBLISHED', 12, null);
insert into session_places (session_id, open, bookable_until, capacity, class_capacity, taken, classes_taken, ends_at, held_at)
  values (100, true, '2028-03-14T08:00Z', 30, 1, 24, 1, '2028-03-14T10:00Z', '100/'),
         (101, true, '2028-03-14T13:00Z', 12, 0, 2, 0, '2028-03-14T15:00Z', '100/');
insert into booking (id, session_id, kind, state, participants, adults, site_id, class_id, account_id, idempotency_key, requested_at,
                     turn, deadline) overriding system value
  values (100, 100, 'CLASS', 'CONFIRMED', 24, 4, 100, 100, 100, gen_random_uuid(), now(), null, null),
         (101, 100, 'CLASS', 'WAITING', 20, 3, 100, 101, 100, gen_random_uuid(), now(), nextval('waiting_turn'), null),
         (102, 101, 'INDIVIDUAL', 'HELD', 2, 0, null, null, null, gen_random_uuid(), now(), null, now() + interval '1 day');
insert into booking_part values (100, 100, 24);
insert into class_occupation values (100, 100, tstzrange('2028-03-14T07:30Z', '2028-03-14T10:30Z'));
insert into booking_event (booking_id, at, event, participants) select id, now(), state, participants from booking;
insert into visit_item (booking_id, item, state, choice, account_id, changed_at) values (100, 'TRANSPORT', 'DONE', 'OWN', 100, now());
insert into sign_up (booking_id, email, email_hash, name) values (102, 'sanne@voorbeeld.nl', '\x01', 'Sanne');
insert into sign_up_person (booking_id, audience, first_name, age) values (102, 'CHILD', 'Noor', 9), (102, 'CHILD', 'Sem', 11);
insert into attendance (session_id, held_on, booking_id, class_part_id, audience, sector, grade, head_count, recorded_at)
  values (100, '2028-03-14', 100, 100, 'PO', 'PO', 7, 23, now());
insert into outbox (template, recipient, language, payload, created_at, next_attempt_at)
  values ('booking-confirmed', 'leerkracht@example.org', 'nl', '{"booking": 100}', now(), now());
insert into audit_log (at, account_id, action, subject_type, subject_id) values (now(), 100, 'BOOKING_CONFIRMED', 'BOOKING', 100);
insert into membership (organisation_id, kind, from_day) values (101, 'MEMBER', '2024-01-01');
insert into ambassador (position_nl, position_en, signed_on) values ('Directeur', 'Director', '2024-01-01');
insert into reach_cohort values (100, 2027, 7, 23, 0, 23, 0, 1);
insert into kpi_snapshot (taken_at, label, year, figures) values (now(), 'Jaarverslag', 2025, '[]');
