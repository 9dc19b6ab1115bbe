-- Counting without network (requirement B4). The device gives every tap a key: the tap is handled once, however often it is sent.
create table attendance_tap (
  key         uuid primary key,
  account_id  bigint not null,
  session_id  bigint not null references session (id) on delete cascade,
  person_id   bigint references sign_up_person (id) on delete cascade,   -- who was checked in, or not after all
  present     boolean,
  tapped_at   timestamptz not null,                                      -- by the clock of the device, at most received_at
  received_at timestamptz not null,
  check (tapped_at <= received_at),
  check ((person_id is null) = (present is null))
);
create index on attendance_tap (session_id, person_id);
create index on attendance_tap (person_id);
create index on attendance_tap (received_at);

-- The tap that made the count. A later tap says which count it replaces; a count that it did not see, it does not replace.
alter table attendance add column tap uuid;
update attendance set tap = coalesce(md5('booking ' || booking_id)::uuid, gen_random_uuid());
alter table attendance alter column tap set default gen_random_uuid(), alter column tap set not null;

-- A second count of the same class or of the same walk-ins, until somebody decides which of them is right.
create table attendance_rival (
  id            bigint generated always as identity primary key,
  tap           uuid not null,
  session_id    bigint not null references session (id) on delete cascade,
  booking_id    bigint references booking (id) on delete cascade,
  class_part_id bigint references class_part (id),
  audience      text,                                                    -- of walk-ins
  head_count    int not null check (head_count between 0 and 2000),
  other_pupils  boolean not null default false,
  counted_at    timestamptz not null,
  account_id    bigint not null,
  check (num_nonnulls(class_part_id, audience) = 1),
  check ((booking_id is null) = (class_part_id is null)),
  unique nulls not distinct (tap, class_part_id)
);
create index on attendance_rival (session_id);
create index on attendance_rival (booking_id);
create index on attendance_rival (class_part_id);
