-- What every module stands on: extensions, the hub's own settings, background jobs, stored events.

create extension if not exists btree_gist;   -- exclusion constraints on (thing, time)
create extension if not exists pg_trgm;      -- search that forgives typing
create extension if not exists unaccent;

-- Settings of the hub: every default that domain-rules.md names is data here. Absent key = the default in HubSettings.
create table hub_setting (
  key        text primary key,
  value      text not null,
  changed_at timestamptz not null
);

-- db-scheduler: jobs that run once, on whichever node takes them.
create table scheduled_tasks (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index on scheduled_tasks (execution_time);
create index on scheduled_tasks (last_heartbeat);
create index on scheduled_tasks (priority desc, execution_time);

-- Spring Modulith's registry of events whose listeners have not all finished.
create table event_publication (
  id                     uuid primary key,
  listener_id            text not null,
  event_type             text not null,
  serialized_event       text not null,
  publication_date       timestamptz not null,
  completion_date        timestamptz,
  status                 text,
  completion_attempts    int,
  last_resubmission_date timestamptz
);
create index on event_publication using hash (serialized_event);
create index on event_publication (completion_date);
