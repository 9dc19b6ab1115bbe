-- Places, rooms, equipment; and the one place that says who or what is where.

create table place (
  id              bigint generated always as identity primary key,
  key             text not null unique,
  kind            text not null check (kind in ('TECHLAB', 'VO_SCHOOL', 'PO_SCHOOL', 'COMPANY', 'LIBRARY', 'MBO', 'NEIGHBOURHOOD', 'POP_UP', 'MOBILE')),
  name_nl         text not null check (length(name_nl) between 1 and 120),
  name_en         text not null,
  organisation_id bigint references organisation (id),
  street          text, postcode text, town text,
  pc4             char(4),                   -- where there is no street: good enough for distances
  latitude        double precision, longitude double precision,
  wheelchair      boolean not null default false,
  note_nl         text, note_en text,
  invented        boolean not null default false,  -- demo data that does not exist in the world
  ended_on        date
);

-- A kind of equipment of which there are one or more sets; each set is a resource.
create table equipment (
  key     text primary key,
  kind    text not null,                     -- EquipmentKind
  name_nl text not null check (length(name_nl) between 1 and 120),
  name_en text not null
);

-- What can be in one place only: a room, one unit of equipment, a person, a bus. (A school class too: class_occupation of participation.).
create table resource (
  id        bigint generated always as identity primary key,
  kind      text not null check (kind in ('ROOM', 'EQUIPMENT', 'PERSON', 'BUS')),
  name      text not null,
  name_en   text not null default '',
  place_id  bigint references place (id),    -- a room's place
  equipment_key text references equipment (key),  -- of one set of equipment
  key       text unique,
  capacity  int,                             -- a room: participants
  ended_on  date
);
create index on resource (place_id);
create index on resource (kind, name);
create index on resource (equipment_key);

-- The database refuses two reservations of one resource that overlap (rules 3); set-up and clean-up time are part of the range.
create table reservation (
  resource_id bigint not null references resource (id),
  during      tstzrange not null check (not isempty(during)),
  subject     text not null check (subject in ('SESSION', 'BOOKING', 'BLOCKED')),
  subject_id  bigint not null,
  constraint reservation_conflict exclude using gist (resource_id with =, during with &&)
);
create index on reservation (subject, subject_id);

-- What other modules show of a place and a room.
create view place_name as
select id as place_id, key, name_nl, name_en, town from place;
create view room_name as
select id as room_id, name as name_nl, name_en from resource where kind = 'ROOM';
