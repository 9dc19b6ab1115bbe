-- Who is connected, and since when (KPIs 'connected' and 'ambassadors', rules 6).

create table membership (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  kind            text not null check (kind in ('SIGNATORY', 'MEMBER', 'CONTRIBUTOR')),
  from_day        date not null,
  until_day       date check (until_day >= from_day),  -- the last day
  constraint membership_once exclude using gist (organisation_id with =, kind with =, daterange(from_day, until_day, '[]') with &&)
);
create table ambassador (
  id        bigint generated always as identity primary key,
  position_nl text not null check (length(position_nl) between 1 and 120),   -- a function, never a name in demo data
  position_en text not null check (length(position_en) between 1 and 120),
  signed_on date not null,
  ended_on  date check (ended_on >= signed_on)         -- the last day
);
