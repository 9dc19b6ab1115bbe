-- The sites of others on which our programme may be shown in a frame (decision 0078), as the partner itself or the programme manager
-- entered them. An origin goes into a header as it stands here, so nothing but a scheme, a host and a port is possible.
create table embed_site (
  id              bigint generated always as identity primary key,
  organisation_id bigint not null references organisation (id),
  origin          text not null check (length(origin) <= 255 and origin ~ '^https?://[a-z0-9.-]+(:[0-9]{1,5})?$'),
  added_at        timestamptz not null,
  unique (organisation_id, origin)
);
