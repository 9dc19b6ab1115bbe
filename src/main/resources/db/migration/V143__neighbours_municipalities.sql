-- The pupils behind a figure by municipality, as the neighbour says it: a municipality of two hubs is counted once (rules 2.16).
alter table neighbour_figure add column municipalities jsonb;   -- null: it does not say
