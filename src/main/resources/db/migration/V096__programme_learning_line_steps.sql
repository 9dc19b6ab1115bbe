-- A step of a learning line has a text of its own, runs over one or more groups, is tied to curriculum goals and is filled by any
-- number of activities. Until now it was one activity in one group; such a step keeps that activity, its title and its goals.
drop view if exists programme_learning_line_step_v cascade;

alter table learning_line
  add column published boolean not null default false,
  add column version int not null default 0,          -- optimistic lock for the editor
  add constraint learning_line_key check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(key) <= 80),
  add constraint learning_line_title check (length(title_nl) between 1 and 100);
update learning_line set published = true;

alter table learning_line_step rename column grade to grade_from;
alter table learning_line_step
  add column id bigint generated always as identity,
  add column grade_to int,
  add column title_nl text,                          add column title_en text not null default '',
  add column aim_nl text not null default '',        add column aim_en text not null default '',     -- what pupils learn
  add column before_nl text not null default '',     add column before_en text not null default '',  -- Markdown; lessons at school
  add column after_nl text not null default '',      add column after_en text not null default '',
  add column version int not null default 0,
  add column removed_at timestamptz;                 -- kept, because schools ticked it
update learning_line_step t
   set grade_to = grade_from, title_nl = a.title_nl, title_en = a.title_en
  from activity a
 where a.id = t.activity_id;

alter table learning_line_step drop constraint learning_line_step_pkey;
alter table learning_line_step
  alter column grade_to set not null,
  alter column title_nl set not null,
  add primary key (id),
  add constraint learning_line_step_title check (length(title_nl) between 1 and 100),
  add constraint learning_line_step_sector check (sector in ('PO', 'VO', 'MBO')),
  add constraint learning_line_step_grades check (
    grade_from between 1 and grade_to and grade_to <= case sector when 'PO' then 8 when 'VO' then 6 else 4 end);
create index on learning_line_step (line_id);

create table learning_line_step_activity (
  step_id     bigint not null references learning_line_step (id) on delete cascade,
  activity_id bigint not null references activity (id),
  primary key (step_id, activity_id)
);
create index on learning_line_step_activity (activity_id);
insert into learning_line_step_activity (step_id, activity_id) select id, activity_id from learning_line_step;

create table learning_line_step_goal (
  step_id   bigint not null references learning_line_step (id) on delete cascade,
  goal_code text not null references curriculum_goal (code),
  primary key (step_id, goal_code)
);
insert into learning_line_step_goal (step_id, goal_code)
select t.id, g.goal_code
  from learning_line_step t
  join activity_goal g on g.activity_id = t.activity_id
  join curriculum_goal c on c.code = g.goal_code and c.sector = t.sector;

alter table learning_line_step drop column position, drop column activity_id;
