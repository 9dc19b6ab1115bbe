-- The dashboard of board and municipality: how many pupils what was spent is divided by, links for a screen in the hall, and who gets
-- it by mail every quarter.

-- Counting distinct pupils of a calendar year takes long in a large hub, so it is kept, and counted again every half hour.
create table dashboard_pupils (
  year       int primary key check (year between 2020 and 2100),
  pupils     bigint not null check (pupils >= 0),
  counted_at timestamptz not null
);

-- A link that shows the dashboard without signing in, until it is withdrawn. Only the SHA-256 of its secret is stored.
create table screen_link (
  id           bigint generated always as identity primary key,
  name         text not null check (length(name) between 1 and 80),   -- where the screen hangs
  secret_hash  bytea not null unique check (length(secret_hash) = 32),
  created_at   timestamptz not null,
  created_by   bigint references account (id),
  withdrawn_at timestamptz check (withdrawn_at >= created_at)
);

-- quarter: the last one it was sent in, or in which it was asked for: 4 times the year, plus 0 to 3.
create table dashboard_subscription (
  account_id bigint primary key references account (id) on delete cascade,
  quarter    int not null check (quarter > 8000)
);
