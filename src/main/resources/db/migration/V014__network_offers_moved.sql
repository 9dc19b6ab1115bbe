-- A visit that came of a question and is moved is told to the company: when it was told that it begins, and how often it moved.
alter table offer_request
  add column told_start timestamptz,
  add column moves int not null default 0;
update offer_request r set told_start = s.starts_at from session s where s.id = r.session_id;
