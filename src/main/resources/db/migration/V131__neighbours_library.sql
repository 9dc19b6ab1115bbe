-- What is open in the library of a neighbour, as its API said it last. It is shown as theirs; the material itself stays there.
create table neighbour_item (
  neighbour_id    bigint not null references neighbour (id) on delete cascade,
  slug            text not null check (length(slug) between 1 and 120),
  position        int not null,              -- the newest first
  title           text not null check (length(title) between 1 and 150),
  summary         text not null check (length(summary) <= 400),
  href            text not null check (length(href) <= 500),        -- its page, at the neighbour
  kind            text not null,
  world           text,                      -- null: one that we do not know
  licence         text not null check (length(licence) <= 40),
  maker           text not null check (length(maker) <= 100),       -- empty: that hub itself
  search          tsvector not null generated always as
    (setweight(to_tsvector('tec_nl', title), 'A') || setweight(to_tsvector('tec_nl', summary), 'B')) stored,
  primary key (neighbour_id, slug)
);
create index on neighbour_item using gin (search);
