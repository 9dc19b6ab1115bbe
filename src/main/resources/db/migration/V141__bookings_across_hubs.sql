-- Bookings that a neighbouring hub made here for one of its schools (decision 0090).
create table guest_visit (
  booking_id bigint primary key references booking (id) on delete cascade,
  hub_id     bigint not null references organisation (id)
);
create index on guest_visit (hub_id);

-- Classes of our own schools that came at another hub, as that hub recorded it: it counts here, where the pupils live (rules 2.17).
create table elsewhere_attendance (
  id            bigint generated always as identity primary key,
  visit         uuid not null,               -- what was booked there: the key it was asked with
  class_part_id bigint not null references class_part (id),
  hub           text not null check (length(hub) between 1 and 200),
  title         text not null check (length(title) between 1 and 150),
  held_on       date not null,
  head_count    int not null check (head_count between 0 and 2000),
  part_size     int not null check (part_size >= 0),                  -- on the day that it was recorded, as of attendance
  group_size    int not null check (group_size >= part_size),
  recorded_at   timestamptz not null,
  unique (visit, class_part_id)
);
create index on elsewhere_attendance (class_part_id);
