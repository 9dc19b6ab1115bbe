-- Sessions that were ended from another device. The device that had one is told so, and throws away what it kept.
create table web_session_ended (
  secret_hash bytea primary key,
  ended_at    timestamptz not null
);
create index on web_session_ended (ended_at);
