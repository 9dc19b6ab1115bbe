-- The key that a neighbour gave us, encrypted with a key of this hub (HubCipher), and what our schools booked there (decision 0090).
alter table neighbour
  add column their_key    bytea,
  add column their_key_at timestamptz;

create table neighbour_booking (
  id              bigint generated always as identity primary key,
  key             uuid not null unique,      -- made with the form; it is asked there with this key, so it is booked once
  neighbour_id    bigint references neighbour (id) on delete set null,
  item_id         text not null check (length(item_id) between 1 and 100),   -- the session, as the neighbour calls it
  hub             text not null check (length(hub) between 1 and 200),
  title           text not null check (length(title) between 1 and 150),
  href            text not null check (length(href) <= 500),
  place           text not null check (length(place) <= 150),
  starts_at       timestamptz not null,
  ends_at         timestamptz not null check (ends_at > starts_at),
  site_id         bigint not null references organisation (id),
  class_id        bigint not null references school_class (id),
  account_id      bigint references account (id) on delete set null,         -- who booked it
  adults          int not null check (adults between 0 and 200),
  contact_name    text,                      -- what we tell the neighbour; null: forgotten after the visit
  contact_email   text,
  contact_phone   text,
  state           text not null check (state in ('ASKED', 'BOOKED', 'FULL', 'REFUSED', 'CANCELLED')),
  cancel_asked    boolean not null default false,   -- the school cancelled; the neighbour may not know it yet
  cancelled_by    text check (cancelled_by in ('SCHOOL', 'HUB')),
  reason          text not null default '' check (length(reason) <= 400),    -- as the neighbour says it
  their_id        bigint,                    -- of the booking there; null: not booked
  asked_at        timestamptz not null,
  next_at         timestamptz not null,      -- when it is asked again
  tries           int not null default 0,
  failure         text,                      -- why the last time gave no answer; null: it did
  check (state <> 'BOOKED' or their_id is not null)
);
create unique index neighbour_booking_once on neighbour_booking (neighbour_id, item_id, class_id) where state in ('ASKED', 'BOOKED');
create index on neighbour_booking (site_id, starts_at);
create index on neighbour_booking (next_at) where state = 'ASKED' or cancel_asked;
alter table neighbour_booking
  alter column contact_name set statistics 0, alter column contact_email set statistics 0, alter column contact_phone set statistics 0;

create table neighbour_booking_part (
  booking_id    bigint not null references neighbour_booking (id) on delete cascade,
  class_part_id bigint not null references class_part (id),
  grade         int not null,
  pupils        int not null check (pupils > 0),
  present       int check (present >= 0),    -- who came, as the neighbour recorded it; null: not yet
  primary key (booking_id, class_part_id)
);
create index on neighbour_booking_part (class_part_id);
